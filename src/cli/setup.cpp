// `mailauth setup SERVICE DOMAIN`: all records that a mail service needs, without the DNS.

#include "mailauth/repair/setup.h"

#include <fmt/format.h>

#include <set>

#include "cli/audits.h"
#include "cli/record_output.h"
#include "cli/service_named.h"
#include "mailauth/facts/services.h"

namespace mailauth::cli {

namespace {

using facts::Service;

constexpr std::size_t ses_tokens = 3;

// What is known of a service whose records depend on the account.
std::string advice(const Service& service) {
  std::string text = fmt::format("the records for {} depend on the account: copy them from its console", service.name);
  if (!service.selectors.empty()) text += fmt::format("; DKIM selectors: {}", fmt::join(service.selectors, ", "));
  const bool has_include = !service.includes.empty() && !service.includes.front().starts_with('.');
  if (has_include && service.spf_scope == Service::SpfScope::apex)
    text += fmt::format("; SPF of the domain: include:{}", service.includes.front());
  return text;
}

dns::Name mail_from_of(const std::string& typed, const dns::Name& domain) {
  const bool is_whole_name = typed.find('.') != std::string::npos;
  const dns::Name name = is_whole_name ? domain_of(typed, "--mail-from ") : domain.child(typed).value_or(domain);
  if (name == domain || !name.is_within(domain))
    throw UsageError(fmt::format("--mail-from '{}' is no subdomain of {}: SES wants one", typed, domain.text()));
  return name;
}

repair::SesIdentity identity(const SetupOptions& options) {
  namespace ses = facts::amazon_ses;
  if (!ses::is_region(options.region))
    throw UsageError(options.region.empty() ? std::string("--region is needed, such as eu-west-1")
                                            : fmt::format("--region '{}' is none, such as eu-west-1", options.region));
  for (const std::string& token : options.tokens)
    if (!ses::is_token(token))
      throw UsageError(fmt::format("--token '{}' is none: SES gives 32 characters of a-z and 2-7", token));
  const dns::Name domain = domain_of(options.domain, "");
  const std::set<std::string> different(options.tokens.begin(), options.tokens.end());
  if (options.tokens.size() != ses_tokens || different.size() != ses_tokens)
    throw UsageError(fmt::format("--token is needed {} times, each another one: SES shows them under Identities, {}, "
                                 "DKIM",
                                 ses_tokens, domain.text()));
  if (!domain.child(options.tokens.front() + "._domainkey"))
    throw UsageError(fmt::format("{} is too long a name for DKIM tokens below it", domain.text()));
  return {domain, options.region, options.tokens, mail_from_of(options.mail_from, domain)};
}

}  // namespace

ExitCode run(const SetupOptions& options) {
  const Service& service = service_named(options.service);
  if (service.id != "amazon-ses") throw UsageError(advice(service));
  print_records(repair::amazon_ses_setup(identity(options)), options.output);
  return ExitCode::clean;
}

}  // namespace mailauth::cli
