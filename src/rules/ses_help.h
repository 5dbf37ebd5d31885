#pragma once
// Amazon SES as the DNS shows it: three DKIM tokens, and a MAIL FROM domain with one MX and one SPF record.

#include <optional>
#include <string>
#include <string_view>

#include "mailauth/facts/facts.h"

namespace mailauth::rules {

inline constexpr std::size_t ses_dkim_tokens = 3;  // of one identity; SES signs with each of them in turn
inline constexpr std::string_view ses_include = "amazonses.com";
inline constexpr uint16_t ses_mx_preference = 10;

// By its name, or by the target of its CNAME.
bool is_ses_selector(const facts::DkimSelector& selector);
// Does the tree permit the servers of SES?
bool is_ses_included(const facts::SpfNode& spf);
// Does bounce mail for this domain belong to SES? By its MX or its SPF.
bool is_ses_mail_from(const facts::MailFrom& mail_from);

// The region in which SES is used, when a record names it: "eu-west-1".
std::optional<std::string> ses_region(const facts::Facts& facts);
// Where the CNAME of a token leads; nothing when the region's zone is not known.
std::optional<dns::Name> ses_dkim_target(const facts::Facts& facts, std::string_view token);
// "feedback-smtp.eu-west-1.amazonses.com"
std::optional<dns::Name> ses_feedback_host(const facts::Facts& facts, const facts::MailFrom& mail_from);

}  // namespace mailauth::rules
