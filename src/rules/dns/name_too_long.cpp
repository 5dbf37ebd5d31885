#include <fmt/format.h>

#include "records/kind.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_name_too_long {

namespace {

void report(const dns::Name& domain, const std::string& labels, std::string_view consequence, Findings& findings) {
  const std::size_t length = labels.size() + 1 + domain.text().size();
  findings.add(domain, dns::Type::txt)
      .says(fmt::format("{} in front of the domain makes a name of {} octets; the DNS allows {}", labels, length,
                        dns::max_name_length))
      .means(std::string(consequence));
}

void check(const Facts& facts, Findings& findings) {
  if (facts.dmarc.at_domain.answer == nullptr)
    report(facts.domain(), std::string(records::labels_of(records::RecordKind::dmarc)),
           "The domain cannot have a DMARC record of its own.", findings);
  for (const facts::DkimSelector& selector : facts.dkim.selectors)
    if (has_impossible_name(selector))
      report(facts.domain(), records::labels_of(records::RecordKind::dkim, selector.selector),
             "No key can stand at this selector: signatures that name it fail.", findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-name-too-long",
    .severity = Severity::error,
    .title = "A name that receivers would ask is too long for the DNS",
    .reference = "RFC 1035 2.3.4",
    .why = "A policy or key has a name in front of the domain's own. Where both together are longer than 253 octets, "
           "nobody can publish the record and nobody can ask for it.",
    .bad =
        R"(;! --domain a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.example.com
;! --selector a-selector
a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have MX 10 mail
)",
    .good =
        R"(;! --domain a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.example.com
;! --selector a-selector
a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have.a-name-that-has-nearly-as-many-octets-as-one-label-can-have MX 10 mail
)",
    .check = check};

}  // namespace mailauth::rules::dns_name_too_long
