#include "rules/dmarc/helpers/tags.h"

#include <algorithm>

#include "diagnosis/dmarc.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

void for_each_tag(const Facts& facts, const std::vector<std::string_view>& names,
                  const std::function<void(const DmarcTag&)>& visit) {
  for (const DmarcSubject& subject : dmarc_subjects(facts))
    for (const std::string_view name : names) {
      const records::Tag* tag = subject.record->find(name);
      if (tag == nullptr) continue;
      DmarcTag found{subject, *tag, std::string(name), diagnosis::own_value(*subject.record, *tag), {}};
      found.said = diagnosis::without_foreign_bytes(found.text());
      if (!found.said.empty()) visit(found);
    }
}

bool is_said_to_be_missing(const Facts& facts, const dmarc::Record& record, std::string_view meant) {
  const auto& tags = record.list.tags;
  const bool present = std::any_of(tags.begin(), tags.end(), [&](const records::Tag& tag) {
    return text::equals_ignoring_case(record.text(tag.name), meant);
  });
  return !present && (meant == "p" || (meant == "rua" && !is_parked(facts)));
}

}  // namespace mailauth::rules
