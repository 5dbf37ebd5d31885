#include <algorithm>
#include <utility>

#include "rules/rule.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace {

// A record's `where` is "owner TYPE"; an owner that is no name cannot have come from the DNS.
void take_owner(Finding& finding, std::string_view where) {
  const auto blank = where.find(' ');
  finding.name = dns::Name::parse(where.substr(0, blank)).value_or(dns::Name{});
  if (blank != std::string_view::npos) finding.type = dns::parse_type(where.substr(blank + 1)).value_or(dns::Type::txt);
}

dns::Txt txt_strings(std::string_view text) {
  dns::Txt txt;
  for (std::size_t at = 0; at < text.size(); at += 255) txt.strings.emplace_back(text.substr(at, 255));
  return txt;
}

}  // namespace

Finding& Finding::mark(Span span, std::string text) {
  const auto after = std::find_if(marks.begin(), marks.end(), [&](const Mark& m) { return m.span.begin > span.begin; });
  marks.insert(after, Mark{span, std::move(text)});
  if (marks.size() > max_marks) marks.pop_back();
  return *this;
}

Finding& Finding::says(std::string text) {
  message = std::move(text);
  return *this;
}

Finding& Finding::means(std::string text) {
  consequence = std::move(text);
  return *this;
}

Finding& Finding::note(std::string text) {
  notes.push_back(std::move(text));
  return *this;
}

Finding& Finding::with(Severity value) {
  severity = value;
  return *this;
}

Finding& Finding::with(Certainty value) {
  certainty = value;
  return *this;
}

Finding& Finding::publish(dns::Name owner, std::string_view txt) {
  return publish(std::move(owner), dns::Type::txt, txt_strings(txt));
}

Finding& Finding::publish(dns::Name owner, dns::Type record_type, dns::Data data) {
  fix = std::make_shared<Fix>();
  fix->owner = std::move(owner);
  fix->type = record_type;
  fix->data = std::move(data);
  return *this;
}

Finding& Finding::write(Span span, std::string text) {
  edit = Edit{span, std::move(text)};
  return *this;
}

Finding& Findings::add(const Source& record, Span span, std::string mark) {
  Finding finding;
  take_owner(finding, record.where);
  finding.record = shared(record);
  finding.marks.push_back({span, std::move(mark)});
  return append(std::move(finding));
}

Finding& Findings::add(const dns::Name& name, dns::Type type) {
  Finding finding;
  finding.name = name;
  finding.type = type;
  return append(std::move(finding));
}

// Findings about one record mostly come one after another.
std::shared_ptr<const Source> Findings::shared(const Source& record) {
  if (!last_record_ || *last_record_ != record) last_record_ = std::make_shared<const Source>(record);
  return last_record_;
}

std::vector<Finding> Findings::take() {
  count_last();
  return std::move(findings_);
}

void Findings::count_last() {
  if (std::exchange(is_counted_, true)) return;
  const Finding& last = findings_.back();
  Places& kept = kept_[{last.rule, {last.name, last.type}}];
  if (kept.size() < max_findings_alike)
    kept.push_back(findings_.size() - 1);
  else
    keep_or_count(kept);
}

// There are enough at this name. The last finding is counted with one that it is as severe and certain as; when it is
// the first of its kind, it takes the place of another one that is counted in its stead.
void Findings::keep_or_count(Places& kept) {
  const auto counts_as = [&](const Finding& finding) {
    return std::find_if(kept.rbegin(), kept.rend(), [&](std::size_t place) {
      const Finding& other = findings_[place];
      return &other != &finding && other.severity == finding.severity && other.certainty == finding.certainty;
    });
  };
  std::size_t place = findings_.size() - 1;
  auto counted = counts_as(findings_[place]);
  for (auto each = kept.rbegin(); counted == kept.rend() && each != kept.rend(); ++each) {
    place = *each;
    counted = counts_as(findings_[place]);
  }
  findings_[*counted].more += findings_[place].count();
  if (place + 1 != findings_.size()) findings_[place] = std::move(findings_.back());
  findings_.pop_back();
}

void Findings::put(Finding finding) {
  count_last();
  findings_.push_back(std::move(finding));
  is_counted_ = false;
}

Finding& Findings::append(Finding finding) {
  finding.rule = rule_;
  if (rule_ != nullptr) {
    finding.severity = rule_->severity;
    finding.message = rule_->title;
  }
  put(std::move(finding));
  return findings_.back();
}

}  // namespace mailauth::rules
