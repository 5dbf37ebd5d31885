#pragma once
// The tags of a DMARC record one by one, for rules about a single tag.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mailauth/rules/dmarc_diagnosis.h"

namespace mailauth::rules {

// A tag that receivers read in a record that concerns the domain.
struct DmarcTag {
  const DmarcSubject& subject;
  const records::Tag& tag;
  std::string name;  // in lower case
  Span value;        // its own, without what became part of it for want of a ';'

  const records::dmarc::Record& record() const { return *subject.record; }
  std::string_view text() const { return record().text(value); }
};

// Calls visit for each tag of these names that has a value. What has other bytes in it than a policy (quotes,
// backslashes, no ASCII) is left to the rules on these.
void for_each_tag(const Facts& facts, const std::vector<std::string_view>& names,
                  const std::function<void(const DmarcTag&)>& visit);

// Quotes and backslashes that became data, and what is not ASCII: rules of their own point at these.
bool has_foreign_bytes(std::string_view text);

// "p = reject"
bool has_blanks_around_equals(const records::Tag& tag);

// Could older receivers read this value of ri= or rf=? RFC 7489 6.3.
bool is_valid_historic_value(std::string_view name, std::string_view value);

// v=DMARC1 behind other tags; null when it is first, or not there.
const records::Tag* late_version(const records::dmarc::Record& record);

// Is this tag an address of the rua= or ruf= list before it, cut off by a ';'?
// rua=mailto:a@x.example;mailto:b@y.example
bool continues_report_list(const records::dmarc::Record& record, std::size_t index);

// The two tags that the name was meant to be have findings of their own where they are missing.
bool is_said_to_be_missing(const Facts& facts, const records::dmarc::Record& record, std::string_view meant);

// The bytes where one more tag can be written at the end, and what to write: "; np=reject"
Span end_of(const records::dmarc::Record& record);
std::string as_last_tag(const records::dmarc::Record& record, std::string_view tag);

// Receivers look for the policy of names below the domain here.
bool speaks_for_subdomains(const Facts& facts);

// Does a report address of this tag ("rua" or "ruf") reach somebody?
bool has_usable_address(const std::vector<records::dmarc::Uri>& uris);

// One item of a report list.
struct ReportUri {
  const DmarcSubject& subject;
  const records::dmarc::Uri& uri;

  const records::dmarc::Record& record() const { return *subject.record; }
  std::string_view text() const { return record().text(uri.span); }
};
// Those of rua= and ruf= that are not explained by a missing ';' or by foreign bytes.
void for_each_report_uri(const Facts& facts, const std::function<void(const ReportUri&)>& visit);

// What is wrong with an item that is no address; exactly one rule reports it.
enum class UriFlaw : uint8_t {
  none,
  scheme_missing,  // a@example.com
  separator,       // mailto:a@example.com mailto:b@example.com
  reserved,        // mailto:a!b@example.com
  malformed,
};
UriFlaw flaw_of(const records::dmarc::Record& record, const records::dmarc::Uri& uri);

}  // namespace mailauth::rules
