#include "report/fix/replacement.h"

#include <algorithm>

#include "inputs/words.h"

namespace mailauth::report {

namespace {

const inputs::Record* written(const text::Source& source, const DomainReport& report) {
  const auto& published = report.facts.request.published;
  if (!published || !source.place) return nullptr;
  const auto at = std::ranges::find_if(*published, [&](const auto& record) { return record->place == source.place; });
  return at == published->end() ? nullptr : at->get();
}

std::optional<Replacement> replaced(const text::Source& source, text::Span span, std::string with) {
  auto what = location_in_file(source, span);
  if (!what || what->line == 0) return std::nullopt;
  return Replacement{*std::move(what), std::move(with)};
}

// The data of the one record that goes, from its first word to its last: a comment behind them stays.
std::optional<Replacement> of_record(const rules::Fix& fix, const DomainReport& report) {
  if (fix.action != rules::Fix::Action::publish || fix.replaces.size() != 1) return std::nullopt;
  const inputs::Record* record = written(fix.replaces.front(), report);
  if (record == nullptr || record->words.empty()) return std::nullopt;
  auto with = inputs::write_as(record->format, fix.data);
  if (!with) return std::nullopt;
  return replaced(inputs::source_of(*record, record->written_data),
                  {record->words.front().begin, record->words.back().end}, *std::move(with));
}

}  // namespace

std::optional<Replacement> replacement_of(const rules::Finding& finding, const DomainReport& report) {
  if (finding.edit && finding.record) return replaced(*finding.record, finding.edit->span, finding.edit->text);
  return finding.fix ? of_record(*finding.fix, report) : std::nullopt;
}

}  // namespace mailauth::report
