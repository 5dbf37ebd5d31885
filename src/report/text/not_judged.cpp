#include "report/text/not_judged.h"

#include <algorithm>

#include "records/kind.h"

namespace mailauth::report {

namespace {

// The area of the rules that look at an answer; SPF is at names of all kinds.
std::string_view area_of(const dns::Question& question) {
  if (const auto place = records::place_of(question.name.text())) return records::info(place->kind).area;
  return question.type == dns::Type::mx ? "mx" : "spf";
}

// Rules that look at records of all kinds rest on all answers.
bool is_of_one_kind(std::string_view area) {
  return area == "mx" || std::ranges::find(records::kinds(), area, &records::KindInfo::area) != records::kinds().end();
}

bool is_unanswered(std::string_view area, const facts::Facts& facts) {
  return std::ranges::any_of(facts.unanswered, [&](const dns::Answer* answer) {
    return !is_of_one_kind(area) || area_of(answer->question) == area;
  });
}

}  // namespace

bool is_judged(const rules::Rule& rule, const facts::Facts& facts) {
  if (rule.check == nullptr) return false;
  const std::string_view area = rules::area(rule);
  if (area == "source" && !facts.request.published) return false;
  if (!facts.domain_exists && area != "dns" && area != "source") return false;
  if (is_unanswered(area, facts)) return false;
  const bool nothing =
      (area == "spf" && facts.spf.records.empty()) || (area == "dkim" && facts.dkim.selectors.empty()) ||
      (area == "dmarc" && !facts.dmarc.discovery.found()) || (area == "ses" && !facts::amazon_ses_sends(facts));
  return !nothing;
}

}  // namespace mailauth::report
