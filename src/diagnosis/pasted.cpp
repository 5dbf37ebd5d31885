#include "diagnosis/pasted.h"

#include <algorithm>

#include "diagnosis/markup.h"
#include "diagnosis/spf_term_text.h"
#include "records/kind.h"
#include "text/ascii.h"

namespace mailauth::diagnosis {

namespace {

using records::RecordKind;

constexpr std::size_t max_words_before_value = 4;  // owner TTL class type

std::string_view without_final_dot(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

bool is_number(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), text::is_digit); }

// "_dmarc.example.com.", "@", "_dmarc"
bool is_owner(std::string_view word) {
  return word == "@" || word.starts_with('_') || is_host_name(without_final_dot(word));
}

bool is_policy_type(std::string_view word) {
  return text::equals_ignoring_case(word, "TXT") || text::equals_ignoring_case(word, "CNAME") ||
         text::equals_ignoring_case(word, "SPF");
}

// A name at which only policies stand.
bool is_policy_owner(const dns::Name& owner) { return records::place_of(owner.text()).has_value(); }

// The name of a record of this domain: absolute, or relative to it, or with another domain behind "_dmarc".
bool is_host_label(std::string_view word, const dns::Name& owner, const dns::Name& domain) {
  const std::string lower = text::to_lower(without_final_dot(word));
  const auto place = records::place_of(lower);
  if (lower == "@" || (place && place->in_front.empty() && place->is_sound() && place->kind == RecordKind::dmarc))
    return true;
  const auto labels = owner.labels();
  if (is_policy_owner(owner) && !labels.empty() && lower == labels.front()) return true;
  if (!place) return false;
  const auto name = dns::Name::parse(lower);
  return (place->kind == RecordKind::dkim && place->domain.empty()) || (name && name->is_within(domain));
}

// TXT of other purposes stand at the domain itself, and so do host names: only what has to do with policies counts.
bool concerns_policies(std::string_view text) {
  return text == "@" || records::place_of(text) ||
         std::ranges::any_of(records::kinds(), [&](const records::KindInfo& kind) {
           return text::contains_ignoring_case(text, kind.version);
         });
}

}  // namespace

std::optional<text::Span> before_zone_value(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t words = 0; words < max_words_before_value; ++words) {
    const std::size_t begin = text.find_first_not_of(" \t\"", at);
    if (begin == std::string_view::npos) return std::nullopt;
    at = std::min({text.find(' ', begin), text.find('\t', begin), text.size()});  // quick: a key is one long word
    const std::string_view word = text.substr(begin, at - begin);
    if (is_policy_type(word)) {
      const std::size_t value = text.find_first_not_of(" \t\"", at);
      if (value == std::string_view::npos) return std::nullopt;
      return text::Span{0, static_cast<uint32_t>(value)};
    }
    const bool is_class = text::equals_ignoring_case(word, "IN");
    if (!is_class && !is_number(word) && !(words == 0 && is_owner(word))) return std::nullopt;
  }
  return std::nullopt;
}

bool is_pasted(std::string_view text) { return before_zone_value(text) || !find_markup(text).empty(); }

std::optional<NotARecord> as_not_a_record(const text::Source& source, const dns::Name& owner, const dns::Name& domain) {
  const std::string_view text = text::trim(source.text);
  const auto excess = before_zone_value(source.text);
  const bool is_one_word = !text.empty() && text.find_first_of(" \t;=") == std::string_view::npos;
  if (!excess && !is_one_word) return std::nullopt;
  if (!is_policy_owner(owner) && !concerns_policies(text)) return std::nullopt;
  if (excess) return NotARecord{Pasted::zone_line, source, *excess};
  if (is_host_label(text, owner, domain)) return NotARecord{Pasted::host_label, source, source.whole()};
  if (is_policy_owner(owner) && is_host_name(without_final_dot(text)))
    return NotARecord{Pasted::cname_target, source, source.whole()};
  return std::nullopt;
}

}  // namespace mailauth::diagnosis
