#pragma once
// Mail services (mailbox providers, senders, gateways) that can be recognised by their records, and what
// each of them needs. The data is data/providers.json; this header is its documented form.
//
// A pattern matches whole labels from the right: "amazonses.com" that name and all below it,
// ".sendgrid.net" only what is below, and "*" is any one label, as in "inbound-smtp.*.amazonaws.com".

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dns/answer.h"

namespace mailauth::facts {

// A record to publish. In the name and in the value stand {domain}, {domain-dashes} (dots become "-") and
// {domain-double-dashes} (first "-" becomes "--", then dots "-"); "*" is a label that depends on the account.
struct ServiceRecord {
  std::string name;  // below the domain: "k2._domainkey"; empty: the domain itself
  dns::Type type = dns::Type::cname;
  std::string value;  // as in a zone file: "dkim2.mcsv.net.", "10 mx1.example.net."
};

struct Service {
  enum class Kind : uint8_t { mailbox, sender, gateway, forwarder };
  // Where its SPF include belongs: at the domain, at a MAIL FROM domain below it, nowhere, or (gateway) at
  // the domain if mail leaves through it.
  enum class SpfScope : uint8_t { apex, mail_from, none, gateway };

  std::string id;                    // "amazon-ses"
  std::string name;                  // "Amazon SES"
  std::vector<std::string> aliases;  // what else people call it: "ses"; compared by letters and digits alone
  Kind kind = Kind::sender;
  SpfScope spf_scope = SpfScope::none;
  std::vector<std::string> includes;      // patterns of what authorises it: "amazonses.com"; the first one is what to
                                          // publish, unless it begins with "." and only the service knows the name
  std::vector<std::string> mx;            // patterns of MX hosts that receive for it: ".mail.protection.outlook.com"
  std::vector<std::string> selectors;     // selectors it uses by default
  std::vector<std::string> dkim_targets;  // patterns of its DKIM CNAME targets: ".dkim.amazonses.com"
  std::vector<std::string> return_paths;  // patterns of return-path CNAME targets or MX hosts: "amazonses.com"
  bool dkim_from_console = false;         // its DKIM records can only be copied from its console
  std::vector<std::string> retired_includes;  // patterns among `includes` that the first one has replaced
  std::vector<ServiceRecord> records;         // what everybody publishes who uses it, as far as it can be told
  std::string note;                           // what people should know about it; may be empty
};

std::span<const Service> services();
const Service* find_service(std::string_view id);
// What a text is compared by when people name a service: "G Suite" and "g-suite" are "gsuite".
std::string squeezed(std::string_view name);
// By what people type: its id, its name, an alias, or a name of the DNS by which it is recognised. Null: nobody calls a
// service so.
const Service* service_called(std::string_view typed);
// Those that may have been meant, when none is called so: by a spelling that is near, else by a word that they share
// with few others. The first ones of the data.
std::vector<const Service*> services_meant(std::string_view typed);
// Puts a user's services (docs/providers.md) before the built-in ones; one with the id of a built-in one replaces it.
// Or one line that says what is wrong with the text. Not thread-safe: before the first audit.
std::optional<std::string> add_services(std::string_view json);

// The longest match wins, of equal ones the first in the data; null when there is none. A name that several
// services share gives the one they are built on: Amazon SES, not Resend.
const Service* service_of_include(const dns::Name& target);
const Service* service_of_mx(const dns::Name& exchange);
const Service* service_of_dkim_target(const dns::Name& target);
const Service* service_of_return_path(const dns::Name& target);

// The signs by which a service was recognised, strongest first.
enum class Sign : uint8_t { dkim_target, return_path, mx, spf_include };
std::string_view to_string(Sign sign);

struct RecognisedService {
  const Service* service = nullptr;
  std::vector<Sign> signs;
};

// Well-known selectors in the order of their use (data/selectors.tsv).
std::span<const std::string> known_selectors();
// Labels under which a custom MAIL FROM domain is found in practice.
std::span<const std::string_view> mail_from_labels();

// Amazon SES in particular.
namespace amazon_ses {
bool is_token(std::string_view selector);             // 32 characters of a-z2-7
std::string_view dkim_zone(std::string_view region);  // "dkim.amazonses.com", or the region's own
bool is_dkim_zone(std::string_view zone);             // of any region
bool is_region(std::string_view text);                // by its form: "eu-west-1"
std::optional<std::string> feedback_region(
    const dns::Name& mx);  // "eu-west-1" of feedback-smtp.eu-west-1.amazonses.com
}  // namespace amazon_ses

}  // namespace mailauth::facts
