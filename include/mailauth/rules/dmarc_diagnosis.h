#pragma once
// Which DMARC records concern a domain, and what a faulty one was meant to say. The rules print it, repair
// applies it:
//
//     v=DMARC1; p=rejected; rua=dmarc@example.com
//                 ^^^^^^^^ meant_policy: reject
//                               ^ meant_uris: mailto:dmarc@example.com

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mailauth/rules/rule.h"

namespace mailauth::rules {

// A record that a finding about the domain can point into.
struct DmarcSubject {
  const records::dmarc::Record* record = nullptr;
  bool in_force = false;    // receivers use it for the domain; false: they ignore it
  bool own = false;         // it stands at the domain itself, not at one above it
  const dns::Name* domain;  // where it stands, without _dmarc
};

// The domain's own records, or else what was meant to be one; then the record that it inherits.
const std::vector<DmarcSubject>& dmarc_subjects(const Facts& facts);
// Those that receivers use: one at most, or two when the two ways of discovery lead to different ones.
std::vector<DmarcSubject> dmarc_in_force(const Facts& facts);

// Adds a finding, and a note when the record stands elsewhere.
Finding& add(Findings& findings, const DmarcSubject& subject, Span span, std::string mark);

// The tag's value without the tags that became part of it for want of a ';': "reject" of "p=reject rua=...".
Span own_value(const records::dmarc::Record& record, const records::Tag& tag);
// The tag that a span lies in; null when in none.
const records::Tag* tag_around(const records::dmarc::Record& record, Span span);

// The policy that a word was meant to be: the word itself, a misspelt one ("quarentine"), a synonym ("block").
std::optional<records::dmarc::Policy> meant_policy(std::string_view word);
// The tag that an unknown name was meant to be: "rua" of "rau".
std::optional<std::string_view> meant_tag(std::string_view name);
// The report addresses that one item of a rua= or ruf= list was meant to be; empty when nobody can know.
std::vector<std::string> meant_uris(std::string_view item);
// An https: or other URI: legal, even if no receiver sends reports there.
bool has_other_scheme(const records::dmarc::Record& record, const records::dmarc::Uri& uri);

// What receivers do with mail that fails, in plain words: "delivered as usual", "put into the spam folder",
// "refused".
std::string_view fate_of_mail(records::dmarc::Policy policy);

// Could mail to this domain arrive? Only what the DNS said counts against it.
bool can_receive_reports(const Facts& facts, const dns::Name& domain);
// "dmarc@example.com" as the usual address for reports about a domain.
std::string report_address(const dns::Name& domain);

}  // namespace mailauth::rules
