#include "report/text/finding.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/sentence.h"
#include "report/text/excerpt.h"

namespace mailauth::report {

namespace {

using rules::Finding;
using rules::Fix;
using rules::Severity;

constexpr unsigned severity_width = 11;  // "  warning  "

// Findings that point into the same record.
using Group = std::vector<const Finding*>;

// A file can have thousands of records with findings, so only the groups of the same name are looked through.
std::vector<Group> groups_of(const std::vector<Finding>& findings) {
  std::vector<Group> groups;
  std::map<std::string_view, std::vector<std::size_t>> by_name;
  for (const Finding& finding : findings) {
    if (!finding.record) {
      groups.push_back({&finding});
      continue;
    }
    std::vector<std::size_t>& same_name = by_name[finding.record->where];
    const auto known = std::find_if(same_name.begin(), same_name.end(), [&](std::size_t group) {
      return *groups[group].front()->record == *finding.record;
    });
    if (known != same_name.end()) {
      groups[*known].push_back(&finding);
    } else {
      same_name.push_back(groups.size());
      groups.push_back({&finding});
    }
  }
  return groups;
}

bool is_minor(const Group& group) {
  return std::all_of(group.begin(), group.end(), [](const Finding* f) { return f->severity == Severity::info; });
}

// Of the first mark, when the record was read from a file.
std::string place(const Finding& finding, const Pen& pen) {
  const text::Source& record = *finding.record;
  if (!record.place || record.place->begin.file.empty()) return "";
  if (record.place->in_plan && !record.place->within.empty())
    return fmt::format("  {} in {}", pen.display(record.place->within), pen.display(record.place->begin.file));
  const text::Position at = text::position_of(record, finding.marks.empty() ? 0 : finding.marks.front().span.begin);
  return fmt::format("  {}:{}:{}", pen.display(at.file), at.line, at.column);
}

std::string where(const Finding& finding, const Pen& pen) {
  if (finding.record) return pen.prose(finding.record->where) + place(finding, pen);
  return pen.prose(dns::to_string(dns::Question{finding.name, finding.type}));
}

std::string statement(const Finding& finding, const Pen& pen) {
  const std::string label =
      pen.paint(ink_of(finding.severity), fmt::format("{:<{}}", label_of(finding), severity_width - 2));
  std::string out = wrap(fmt::format("{}{} [{}]", pen.prose(finding.message), more_like(finding), finding.rule->id),
                         pen.width(), severity_width, "  " + label);
  if (!finding.consequence.empty()) out += wrap(pen.prose(finding.consequence), pen.width(), severity_width);
  for (const std::string& note : finding.notes)
    out += wrap(pen.prose(note), pen.width(), severity_width + 2, std::string(severity_width, ' ') + "- ");
  return out;
}

// What is only information does not stand between the carets of what is wrong.
std::vector<rules::Mark> marks_of(const Group& group, const Pen& pen) {
  const bool all = pen.style().verbose || is_minor(group);
  std::vector<rules::Mark> marks;
  for (const Finding* finding : group) {
    if (!all && finding->severity == Severity::info) continue;
    for (const rules::Mark& mark : finding->marks)
      if (std::none_of(marks.begin(), marks.end(),
                       [&](const rules::Mark& m) { return m.span == mark.span && m.message == mark.message; }))
        marks.push_back(mark);
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const rules::Mark& a, const rules::Mark& b) { return a.span.begin < b.span.begin; });
  return marks;
}

bool same_fix(const Fix& a, const Fix& b) {
  return a.action == b.action && a.owner == b.owner && a.type == b.type && a.data == b.data;
}

std::string warning_text(const Fix& fix, const Pen& pen) {
  return pen.paint(Ink::yellow, wrap(pen.prose(fix.warning), pen.width(), 4, "  ! "));
}

// The same, as it is written in the file; unbroken, so that it can be copied.
std::string edit_text(const Finding& finding, const Pen& pen) {
  std::string out = "  " + pen.paint(Ink::green, "write instead") + "\n    " + pen.display(finding.edit->text) + "\n";
  if (finding.fix && !finding.fix->warning.empty()) out += warning_text(*finding.fix, pen);
  return out;
}

// What was shown for another record of the same report is not repeated.
using Shown = std::map<dns::Name, std::vector<const Fix*>>;  // by owner

std::string shown_above(const Fix& fix, const Pen& pen) {
  const std::string where = dns::to_string(dns::Question{fix.owner, fix.type});
  return wrap(fmt::format("repaired by the record for {} above", pen.prose(where)), pen.width(), 2, "  ");
}

bool is_shown(const Fix& fix, const Shown& shown) {
  const auto there = shown.find(fix.owner);
  return there != shown.end() && std::any_of(there->second.begin(), there->second.end(),
                                             [&](const Fix* other) { return same_fix(fix, *other); });
}

std::string fixes(const Group& group, Shown& shown, const Pen& pen) {
  const auto edited = std::find_if(group.begin(), group.end(), [](const Finding* f) { return f->edit.has_value(); });
  if (edited != group.end()) return edit_text(**edited, pen);
  std::vector<const Fix*> different;
  for (const Finding* finding : group)
    if (finding->fix &&
        std::none_of(different.begin(), different.end(), [&](const Fix* fix) { return same_fix(*fix, *finding->fix); }))
      different.push_back(&*finding->fix);
  std::string out;
  for (const Fix* fix : different) {
    out += is_shown(*fix, shown) ? shown_above(*fix, pen) : fix_text(*fix, pen);
    shown[fix->owner].push_back(fix);
  }
  return out;
}

std::string in_full(const Group& group, Shown& shown, const Pen& pen) {
  const Finding& worst = *group.front();
  std::string out = "  " + pen.paint(Ink::bold, where(worst, pen)) + "\n";
  if (worst.record) out += excerpt(*worst.record, marks_of(group, pen), pen, ink_of(worst.severity));
  for (const Finding* finding : group) out += statement(*finding, pen);
  const std::string repairs = fixes(group, shown, pen);
  return out + (repairs.empty() ? "" : "\n" + repairs) + "\n";
}

std::string in_short(const Group& group, const Pen& pen) {
  std::string out;
  for (const Finding* finding : group) out += statement(*finding, pen);
  return out;
}

}  // namespace

std::string fix_text(const Fix& fix, const Pen& pen) {
  const std::string where = fmt::format("{} {}", fix.owner.text(), dns::to_string(fix.type));
  if (fix.action == Fix::Action::remove)
    return "  " + pen.paint(Ink::green, fmt::format("remove {}", pen.prose(where))) + "\n";
  const bool plain_txt = fix.type == dns::Type::txt && fix.text().size() <= 255;
  std::string out =
      "  " +
      pen.paint(Ink::green, fmt::format("publish{} at {}", fix.replaces.empty() ? "" : " instead", pen.prose(where))) +
      "\n";
  // Unbroken, whatever its length, so that it can be copied.
  out += "    " + pen.display(plain_txt ? fix.text() : dns::to_zone_text(fix.data)) + "\n";
  for (const std::string& change : fix.changes) out += wrap(pen.display(change), pen.width(), 6, "    - ");
  return fix.warning.empty() ? out : out + warning_text(fix, pen);
}

std::string findings_text(const std::vector<Finding>& findings, const Pen& pen) {
  std::string full, brief;
  Shown shown;
  for (const Group& group : groups_of(findings)) {
    if (is_minor(group) && !pen.style().verbose)
      brief += in_short(group, pen);
    else
      full += in_full(group, shown, pen);
  }
  return full + (brief.empty() ? "" : brief + "\n");
}

std::string untried_text(unsigned findings, const Pen& pen) {
  if (findings == 0) return "";
  return wrap(fmt::format("No repair was worked out for {} finding{}: there is too much of what is published.",
                          findings, findings == 1 ? "" : "s"),
              pen.width(), 2, "  ") +
         "\n";
}

}  // namespace mailauth::report
