#include "rules/dmarc/helpers/swallowed_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "diagnosis/dmarc.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

namespace {

Separator kind_of(const dmarc::Record& record, const dmarc::SwallowedTag& swallowed) {
  const std::string_view text = record.text(swallowed.separator);
  return std::all_of(text.begin(), text.end(), text::is_blank) ? Separator::blank : Separator::other;
}

std::string one_tag(const dmarc::Record& record, const dmarc::SwallowedTag& swallowed, const records::Tag* around) {
  const std::string_view name = record.text(swallowed.tag.name);
  const std::string host =
      around == nullptr || around->name.empty() ? "the text before it" : fmt::format("{}=", record.text(around->name));
  if (kind_of(record, swallowed) == Separator::blank)
    return fmt::format("';' is missing before {}=, so it became part of {}", name, host);
  return fmt::format("{} stands where ';' belongs, so {}= became part of {}",
                     text::quote(text::trim(record.text(swallowed.separator))), name, host);
}

std::string consequence(const dmarc::Record& record, const records::Tag* around) {
  if (around == nullptr) return "";
  const std::string name = text::to_lower(record.text(around->name));
  const std::string value = text::quote(record.text(around->value));
  if (name == "v") return "Receivers see no v=DMARC1 and ignore the whole record.";
  if (name == "rua" || name == "ruf")
    return fmt::format("Reports would go to {}, an address that does not exist: none arrive.", value);
  if (name == "p" || name == "sp" || name == "np")
    return fmt::format("Receivers read the policy {}, which is none that they know: they do not enforce the record.",
                       value);
  return fmt::format("Receivers read {} as the value of {}=, and do not see what follows.", value, name);
}

void report(const DmarcSubject& subject, const std::vector<dmarc::SwallowedTag>& tags, std::string_view problem,
            Findings& findings) {
  const dmarc::Record& record = *subject.record;
  const records::Tag* around = diagnosis::tag_around(record, tags.front().separator);
  Finding& finding = add(findings, subject, tags.front().separator, "write ';' here")
                         .says(tags.size() == 1 ? one_tag(record, tags.front(), around)
                                                : fmt::format("{} before {} tags", problem, tags.size()))
                         .means(consequence(record, around));
  for (std::size_t i = 1; i < tags.size(); ++i) finding.mark(tags[i].separator, "write ';' here");
}

}  // namespace

void report_swallowed_tags(const Facts& facts, Separator kind, std::string_view problem, Findings& findings) {
  for (const DmarcSubject& subject : dmarc_subjects(facts)) {
    std::vector<dmarc::SwallowedTag> tags = subject.record->swallowed;
    std::erase_if(tags, [&](const dmarc::SwallowedTag& tag) { return kind_of(*subject.record, tag) != kind; });
    if (!tags.empty()) report(subject, tags, problem, findings);
  }
}

}  // namespace mailauth::rules
