#include "rules/dmarc/helpers/tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "diagnosis/dmarc.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

namespace {

// A tag that became part of the address: the rules on separators point at it.
bool is_beside_swallowed(const dmarc::Record& record, const dmarc::Uri& uri) {
  return std::any_of(record.swallowed.begin(), record.swallowed.end(), [&](const dmarc::SwallowedTag& swallowed) {
    return swallowed.separator.begin <= uri.span.end && uri.span.begin <= swallowed.tag.span.end;
  });
}

}  // namespace

void for_each_tag(const Facts& facts, const std::vector<std::string_view>& names,
                  const std::function<void(const DmarcTag&)>& visit) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const std::string_view name : names) {
      const records::Tag* tag = subject.record->find(name);
      if (tag == nullptr) continue;
      const DmarcTag found{subject, *tag, std::string(name), diagnosis::own_value(*subject.record, *tag)};
      if (!found.value.empty() && !diagnosis::has_foreign_bytes(found.text())) visit(found);
    }
}

bool is_said_to_be_missing(const Facts& facts, const dmarc::Record& record, std::string_view meant) {
  const auto& tags = record.list.tags;
  const bool present = std::any_of(tags.begin(), tags.end(), [&](const records::Tag& tag) {
    return text::equals_ignoring_case(record.text(tag.name), meant);
  });
  return !present && (meant == "p" || (meant == "rua" && !is_parked(facts)));
}

bool speaks_for_subdomains(const Facts& facts) {
  const facts::Discovery& discovery = facts.dmarc.discovery;
  return facts.domain() == discovery.tree_walk.organizational_domain ||
         facts.domain() == discovery.suffix_list.organizational_domain;
}

bool has_usable_address(const std::vector<dmarc::Uri>& uris) {
  return std::any_of(uris.begin(), uris.end(), [](const dmarc::Uri& uri) { return uri.well_formed; });
}

void for_each_report_uri(const Facts& facts, const std::function<void(const ReportUri&)>& visit) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const auto* list : {&subject.record->rua, &subject.record->ruf})
      for (const dmarc::Uri& uri : *list)
        if (!diagnosis::has_foreign_bytes(subject.record->text(uri.span)) && !is_beside_swallowed(*subject.record, uri))
          visit({subject, uri});
}

}  // namespace mailauth::rules
