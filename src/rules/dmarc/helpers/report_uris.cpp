#include "rules/dmarc/helpers/report_uris.h"

#include <algorithm>

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

void for_each_report_uri(const Facts& facts, const std::function<void(const ReportUri&)>& visit) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const auto* list : {&subject.record->rua, &subject.record->ruf})
      for (const dmarc::Uri& uri : *list)
        if (!is_beside_swallowed(*subject.record, uri)) visit({subject, uri});
}

}  // namespace mailauth::rules
