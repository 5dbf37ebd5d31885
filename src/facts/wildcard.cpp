#include "facts/wildcard.h"

#include <algorithm>
#include <string>
#include <vector>

#include "facts/dmarc_discovery.h"
#include "records/kind.h"

namespace mailauth::facts {

namespace {

constexpr std::string_view wildcard_label = "*";

std::vector<std::string> data_of(const dns::Answer& answer) {
  std::vector<std::string> data;
  for (const dns::Record& record : answer.records) data.push_back(to_zone_text(record.data));
  std::ranges::sort(data);
  return data;
}

bool is_answered_by(const dns::Answer* wildcard, const dns::Answer& answer) {
  if (wildcard == nullptr || &answer == wildcard || answer.question.type != wildcard->question.type) return false;
  const bool says_something = wildcard->found() || !wildcard->cnames.empty();
  return says_something && comes_from_wildcard(answer, *wildcard);
}

// Nobody has published the domain; its parent's wildcard answers for it, too.
bool is_synthesised(const Facts& facts) {
  return is_answered_by(facts.wildcard, *facts.txt) && !facts.mx.has_hosts() &&
         registrable_domain(facts.domain()) != facts.domain();
}

}  // namespace

bool comes_from_wildcard(const dns::Answer& answer, const dns::Answer& wildcard) {
  if (answer.outcome != wildcard.outcome || answer.cnames != wildcard.cnames) return false;
  return answer.found() ? data_of(answer) == data_of(wildcard) : answer.absent();
}

std::optional<dns::Name> wildcard_behind(const Facts& facts, const dns::Answer& answer) {
  const bool is_above = is_synthesised(facts);
  if (answer.question.name == facts.domain() && !is_above) return std::nullopt;
  if (is_answered_by(facts.wildcard, answer))
    return (is_above ? facts.domain().parent() : facts.domain()).child(wildcard_label);
  const auto keys = facts.domain().child(records::labels_of(records::RecordKind::dkim));
  if (keys && answer.question.name.is_within(*keys) && is_answered_by(facts.dkim.wildcard, answer))
    return keys->child(wildcard_label);
  return std::nullopt;
}

std::optional<dns::Name> probe_of(const dns::Name& wildcard) {
  if (wildcard.is_root() || wildcard.labels().front() != wildcard_label) return std::nullopt;
  const dns::Name parent = wildcard.parent();
  const std::string keys = std::string(records::labels_of(records::RecordKind::dkim)) + ".";
  const bool is_of_keys = parent.text().starts_with(keys);
  return parent.child(probe_label(is_of_keys ? parent.parent() : parent));
}

}  // namespace mailauth::facts
