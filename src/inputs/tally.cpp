#include "inputs/tally.h"

#include <fmt/format.h>

#include <iterator>

#include "inputs/reading/fields.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

constexpr std::size_t longest_value = 40;  // bytes of a record that are quoted

std::string designation(const Record& record) {
  const std::string what = fmt::format("{} {}", record.owner.text(), record.type);
  const bool within = record.place != nullptr && !record.place->within.empty();
  return within ? fmt::format("{}: {}", record.place->within, what) : what;
}

Gap gap_at(const Record& record, Gap::Why why, std::string what) {
  if (!record.place) return {why, std::move(what), {}};
  return {why, std::move(what), record.place->begin, record.place->in_plan ? record.place->within : ""};
}

std::optional<Gap> gap_of(const Record& record) {
  const bool is_in_force = record.action != Action::remove && !record.lies_outside();
  if (!is_in_force || !concerns_mail(record.type)) return std::nullopt;
  switch (record.unread) {
    case Unread::no:
    case Unread::alias:
    case Unread::other_type: return std::nullopt;
    case Unread::not_known:
      return gap_at(record, Gap::Why::not_known,
                    fmt::format("{} is only known when it is published", designation(record)));
    case Unread::hidden:
      return gap_at(record, Gap::Why::not_read,
                    fmt::format("{} is sensitive, and was not looked at", designation(record)));
    case Unread::unreadable: {
      const std::string value = text::escape_bytes(record.written_data.text.substr(0, longest_value));
      return gap_at(record, Gap::Why::not_read, fmt::format("{}: \"{}\" cannot be read", designation(record), value));
    }
  }
  return std::nullopt;
}

class Counter {
 public:
  void add(const Document& document) {
    for (const Gap& gap : document.gaps) add(gap);
    for (const Record& record : document.records) add(record);
  }

  Tally take() {
    for (std::vector<Gap>* gaps : {&not_read_, &not_known_})
      for (Gap& gap : *gaps)
        if (tally_.gaps.size() < max_gaps) tally_.gaps.push_back(std::move(gap));
    return std::move(tally_);
  }

 private:
  void add(const Record& record) {
    if (auto gap = gap_of(record)) return add(*std::move(gap));
    ++(record.unread == Unread::other_type ? tally_.passed_over : tally_.read);
  }

  void add(Gap gap) {
    const bool not_read = gap.why == Gap::Why::not_read;
    ++(not_read ? tally_.not_read : tally_.not_known);
    std::vector<Gap>& gaps = not_read ? not_read_ : not_known_;
    if (gaps.size() < max_gaps) gaps.push_back(std::move(gap));
  }

  Tally tally_;
  std::vector<Gap> not_read_, not_known_;
};

}  // namespace

Tally tally(const std::vector<Document>& documents) {
  Counter counter;
  for (const Document& document : documents) counter.add(document);
  return counter.take();
}

void add(std::vector<Gap> gaps, Tally& tally) {
  tally.not_read += gaps.size();
  gaps.insert(gaps.end(), std::make_move_iterator(tally.gaps.begin()), std::make_move_iterator(tally.gaps.end()));
  if (gaps.size() > max_gaps) gaps.resize(max_gaps);
  tally.gaps = std::move(gaps);
}

}  // namespace mailauth::inputs
