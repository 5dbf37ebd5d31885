#include "report/text/mta_sts.h"

#include <fmt/format.h>

namespace mailauth::report {

namespace {

std::vector<std::string> mta_sts_facts(const facts::MtaStsFacts& mta_sts) {
  if (mta_sts.answer->failed()) return {not_known(*mta_sts.answer)};
  if (mta_sts.records.size() > 1) return {fmt::format("{} records: senders use none", mta_sts.records.size())};
  if (mta_sts.record() == nullptr || !records::mta_sts::is_usable(*mta_sts.record()))
    return {"none in force", "a record is there, but senders ignore it"};
  if (mta_sts.host_a->absent() && mta_sts.host_aaaa->absent()) return {"announced", "its policy host does not exist"};
  return {"announced", "the policy was not looked at"};
}

}  // namespace

std::optional<StatusLine> mta_sts_line(const DomainReport& report) {
  const facts::MtaStsFacts& mta_sts = report.facts.mta_sts;
  if (mta_sts.answer == nullptr) return std::nullopt;
  if (!mta_sts.answer->failed() && mta_sts.records.empty() && mta_sts.meant.empty()) return std::nullopt;
  const bool is_announced = mta_sts.record() != nullptr && records::mta_sts::is_usable(*mta_sts.record());
  const Symbol symbol = mta_sts.answer->failed() ? Symbol::unknown : symbol_of(report, "mta");
  // What is not looked at is not fine.
  return StatusLine{"MTA-STS", symbol == Symbol::good && is_announced ? Symbol::unknown : symbol,
                    mta_sts_facts(mta_sts)};
}

}  // namespace mailauth::report
