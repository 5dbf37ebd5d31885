#pragma once
// The addresses for reports in a DMARC record, for rules about a single one.

#include <functional>
#include <string_view>

#include "rules/dmarc/helpers/subjects.h"

namespace mailauth::rules {

// One item of a report list.
struct ReportUri {
  const DmarcSubject& subject;
  const records::dmarc::Uri& uri;

  const records::dmarc::Record& record() const { return *subject.record; }
  std::string_view text() const { return record().text(uri.span); }
};
// Those of rua= and ruf= that are not explained by a missing ';'.
void for_each_report_uri(const Facts& facts, const std::function<void(const ReportUri&)>& visit);

}  // namespace mailauth::rules
