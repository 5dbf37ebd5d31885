#pragma once
// Amazon SES as the DNS shows it: three DKIM tokens, and a MAIL FROM domain with one MX and one SPF record.

#include <optional>
#include <string>
#include <string_view>

#include "facts/facts.h"

namespace mailauth::rules {

inline constexpr std::size_t ses_dkim_tokens = 3;  // of one identity; SES signs with each of them in turn
inline constexpr std::string_view ses_include = "amazonses.com";
inline constexpr uint16_t ses_mx_preference = 10;

// "<token>._domainkey.example.com CNAME <token>.dkim.amazonses.com"
struct SesAlias {
  dns::Name target;
  std::string token;  // the first label of the target
  dns::Name zone;     // the rest of it
};
// Nothing when its CNAME does not lead to SES.
std::optional<SesAlias> ses_alias(const facts::DkimSelector& selector);
bool is_ses_dkim_zone(const dns::Name& zone);  // of any region
dns::Name ses_dkim_zone(std::string_view region);
// No region has keys there; or another one than --ses-region says; or another one than that of the other records, and
// none is found.
bool has_wrong_zone(const facts::DkimSelector& selector, const SesAlias& alias, const facts::Facts& facts);

// By its name, or by the target of its CNAME.
bool is_ses_selector(const facts::DkimSelector& selector);
// Does the tree permit the servers of SES?
bool is_ses_included(const facts::SpfNode& spf);
// The term of this record itself that does; null when there is none.
const records::spf::Term* direct_ses_include(const facts::SpfNode& spf);
// Does bounce mail for this domain belong to SES? By its MX or its SPF.
bool is_ses_mail_from(const facts::MailFrom& mail_from);

// A MAIL FROM domain was found that belongs to SES, or the audited domain is one itself.
bool has_ses_mail_from(const facts::Facts& facts);
bool takes_ses_bounces(const facts::Facts& facts);  // the audited domain is one itself, by its MX
// Amazon WorkMail, which receives at the same hosts as SES, does send with the domain as MAIL FROM.
bool may_be_workmail(const facts::Facts& facts);

// The region in which SES is used: as --ses-region says, or when a record names it: "eu-west-1".
std::optional<std::string> ses_region(const facts::Facts& facts);
// Where the CNAME of a token leads; nothing when the region's zone is not known.
std::optional<dns::Name> ses_dkim_target(const facts::Facts& facts, std::string_view token);
// "feedback-smtp.eu-west-1.amazonses.com"
std::optional<dns::Name> ses_feedback_host(const facts::Facts& facts, const facts::MailFrom& mail_from);

// It is not below another domain of the same owner.
bool is_organizational_domain(const facts::Facts& facts);

}  // namespace mailauth::rules
