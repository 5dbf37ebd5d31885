#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/spf.h"
#include "records/dkim.h"
#include "rules/source/helpers/published.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::source_strings_joined {

namespace {

using Strings = std::vector<std::string>;

// What belongs between two tags of a DMARC or DKIM record, or between two terms of SPF.
constexpr std::string_view between_tags = "; ", between_terms = " ";

bool is_spf(const Strings& strings) { return text::starts_with_ignoring_case(strings.front(), "v=spf1"); }

bool is_glued(std::string_view left, std::string_view right) {
  return !left.empty() && !right.empty() && left.back() != ' ' && right.front() != ' ';
}

// "rua=mailto:..." A '=' at the end of a key is none, and what follows a ';' needs no other one.
bool begins_tag(std::string_view left, std::string_view right, bool (*is_known_tag)(std::string_view)) {
  const std::size_t equals = right.find('=');
  if (equals == std::string_view::npos || equals + 1 >= right.size() || left.ends_with(';')) return false;
  const char value = right[equals + 1];
  return is_known_tag(right.substr(0, equals)) && (text::is_alnum(value) || value == '/' || value == '+');
}

bool ran_together(const std::vector<diagnosis::Diagnosis>& diagnoses, uint32_t joint) {
  return std::ranges::any_of(diagnoses, [&](const diagnosis::Diagnosis& diagnosis) {
    return diagnosis.problem == diagnosis::Problem::multistring_join && diagnosis.mark.begin == joint;
  });
}

// What is missing between the strings at each joint; empty where nothing is.
std::vector<std::string_view> missing_at_joints(const Source& text, const Strings& strings) {
  const bool spf = is_spf(strings);
  const bool dmarc = text::starts_with_ignoring_case(strings.front(), "v=DMARC1");
  const bool dkim = text::starts_with_ignoring_case(strings.front(), "v=DKIM1");
  const records::spf::Record record = records::spf::parse(text);
  std::vector<std::string_view> missing(strings.size() - 1);
  for (std::size_t i = 0; i < missing.size(); ++i) {
    const std::string_view left = strings[i], right = strings[i + 1];
    if (!is_glued(left, right)) continue;
    const bool behind_version = i == 0 && text::equals_ignoring_case(left, "v=spf1");
    if (spf && (behind_version || ran_together(diagnosis::diagnose(record), text.joints[i])))
      missing[i] = between_terms;
    if (dmarc && begins_tag(left, right, records::dmarc::is_known_tag)) missing[i] = between_tags;
    if (dkim && begins_tag(left, right, records::dkim::is_known_tag)) missing[i] = between_tags;
  }
  return missing;
}

// Words of a text that should have stood in quotes: each is a string of its own. In Terraform only Google's records are
// split at blanks.
bool lacks_quotes(const inputs::Record& record) {
  return (is_in_zone_file(record) || record.format == inputs::Format::terraform) &&
         std::ranges::none_of(record.words, [&](Span word) { return record.written_data.at(word).starts_with('"'); });
}

dns::Txt meant_strings(const Strings& strings, const std::vector<std::string_view>& missing) {
  std::string text = strings.front();
  for (std::size_t i = 0; i < missing.size(); ++i) text.append(missing[i]).append(strings[i + 1]);
  return dns::cut_into_strings(text);
}

constexpr std::size_t enough = 30;  // bytes of a string that are shown

std::string end_of(std::string_view string) {
  return string.size() > enough ? fmt::format("...{}", string.substr(string.size() - enough)) : std::string(string);
}

std::string begin_of(std::string_view string) {
  return string.size() > enough ? fmt::format("{}...", string.substr(0, enough)) : std::string(string);
}

std::string message(const inputs::Record& record, const std::string& left, const std::string& right) {
  if (lacks_quotes(record))
    return "without quotes every word is a string of its own, and they are joined without a space";
  return fmt::format("{} and {} are joined with nothing between them", text::quote(end_of(left)),
                     text::quote(begin_of(right)));
}

void check_record(const inputs::Record& record, Findings& findings) {
  const auto& strings = std::get<dns::Txt>(*record.data).strings;
  if (strings.size() < 2 || strings.size() != record.words.size()) return;
  auto missing = missing_at_joints(published_text(record), strings);
  if (lacks_quotes(record) && is_spf(strings)) std::ranges::fill(missing, between_terms);
  const auto first = std::ranges::find_if(missing, [](std::string_view each) { return !each.empty(); });
  if (first == missing.end()) return;
  const auto at = static_cast<std::size_t>(first - missing.begin());
  const Span gap{record.words[at].end, record.words[at + 1].begin};
  Finding& finding =
      findings.add(data_of(record), gap,
                   *first == between_terms ? "a space is missing between these" : "';' is missing between these");
  rewrite(finding.says(message(record, strings[at], strings[at + 1])), record, meant_strings(strings, missing));
}

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts))
    if (is_txt(*record) && record->data) check_record(*record, findings);
}

}  // namespace

extern const Rule rule{
    .id = "source-strings-joined",
    .severity = Severity::error,
    .title = "Two strings of the record are joined without the separator that was meant",
    .reference = "RFC 7208 3.3, RFC 6376 3.6.2.2",
    .why = "A record may be written as several strings, and receivers join them with nothing between. Where one string "
           "lacks the space or the ';' at its end, two words become one that is wrong.",
    .bad = R"(;! --input zone
@ TXT "v=spf1 ip4:192.0.2.1" "ip4:192.0.2.2 -all"
)",
    .good = R"(;! --input zone
@ TXT "v=spf1 ip4:192.0.2.1 " "ip4:192.0.2.2 -all"
)",
    .check = check};

}  // namespace mailauth::rules::source_strings_joined
