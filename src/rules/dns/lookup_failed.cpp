#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "records/kind.h"
#include "rules/rule.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::dns_lookup_failed {

namespace {

constexpr std::size_t max_single_reports = 3;  // of lookups that failed in the same way
constexpr std::size_t max_names = 10;

bool is_of_mail_from(const Facts& facts, const dns::Name& name) {
  return std::any_of(facts.mail_froms.begin(), facts.mail_froms.end(),
                     [&](const facts::MailFrom& mail_from) { return mail_from.name == name; });
}

bool is_reverse_of_sender(const Facts& facts, const dns::Question& question) {
  if (!facts.sender) return false;
  if (question == facts.sender->ptr->question) return true;
  return std::ranges::any_of(
      facts.sender->names, [&](const facts::ReverseName& reverse) { return reverse.addresses->question == question; });
}

std::string_view what_depends_on(const records::Place& place) {
  const bool any_key = place.kind == records::RecordKind::dkim && place.in_front.empty();
  return any_key ? "whether there is any DKIM key" : records::info(place.kind).question;
}

// What nobody can say without this answer.
std::string_view what_depends_on(const Facts& facts, const dns::Question& question) {
  if (const auto place = records::place_of(question.name.text()); place && place->is_sound())
    return what_depends_on(*place);
  if (is_of_mail_from(facts, question.name)) return "whether this MAIL FROM domain is set up";
  if (is_reverse_of_sender(facts, question)) return "whether the reverse DNS of the sender is right";
  if (question.name != facts.domain() || question.type == dns::Type::a || question.type == dns::Type::aaaa)
    return "which servers the SPF record permits";
  return question.type == dns::Type::mx ? "which servers receive the domain's mail" : "whether there is an SPF record";
}

void report(const Facts& facts, const dns::Answer& answer, Findings& findings) {
  const bool asked = answer.outcome != dns::Outcome::not_asked;
  const std::string question = to_string(answer.question);
  Finding& finding = findings.add(answer.question.name, answer.question.type).with(Certainty::indeterminate);
  const std::string_view unknown = what_depends_on(facts, answer.question);
  if (asked) {
    finding.says(fmt::format("{} could not be looked up: {}", question, describe(answer.outcome)))
        .means(fmt::format("It is not known {}. Receivers that get no answer either put the mail off, or go without "
                           "this check.",
                           unknown));
  } else {
    finding.says(fmt::format("{} was not looked up", question))
        .means(fmt::format("It is not known {}.", unknown))
        .with(Severity::info);
  }
  if (!answer.detail.empty()) finding.note(answer.detail);
}

// Often all of them have one cause: no server answers, or the audit was made without the network.
void report_together(const Facts& facts, const std::vector<const dns::Answer*>& answers, Findings& findings) {
  const dns::Answer& first = *answers.front();
  const bool asked = first.outcome != dns::Outcome::not_asked;
  Finding& finding = findings.add(facts.domain(), first.question.type).with(Certainty::indeterminate);
  if (asked)
    finding.says(fmt::format("{} names could not be looked up: {}", answers.size(), describe(first.outcome)))
        .means("What depends on them is not known. Receivers that get no answer either put the mail off, or go without "
               "these checks.");
  else
    finding.says(fmt::format("{} names were not looked up", answers.size()))
        .means("What depends on them is not known.")
        .with(Severity::info);
  for (std::size_t at = 0; at < std::min(answers.size(), max_names); ++at)
    finding.note(fmt::format("{}: {}", asked ? "no answer" : "not asked", to_string(answers[at]->question)));
  if (answers.size() > max_names) finding.note(fmt::format("and {} more", answers.size() - max_names));
  if (!first.detail.empty()) finding.note(first.detail);
}

// These are reported at the term that leads there, by spf-include-temperror.
bool is_included_spf(const Facts& facts, const dns::Answer* answer) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    bool included = false;
    facts::for_each_node(*root, [&](const facts::SpfNode& node, const facts::SpfEdge* from) {
      included = included || (from != nullptr && node.answer == answer);
    });
    if (included) return true;
  }
  return false;
}

void check(const Facts& facts, Findings& findings) {
  std::map<dns::Outcome, std::vector<const dns::Answer*>> failures;
  for (const dns::Answer* answer : facts.unanswered)
    if (answer->outcome == dns::Outcome::not_asked || !is_included_spf(facts, answer))
      failures[answer->outcome].push_back(answer);
  for (const auto& [outcome, answers] : failures) {
    if (answers.size() > max_single_reports)
      report_together(facts, answers, findings);
    else
      for (const dns::Answer* answer : answers) report(facts, *answer, findings);
  }
}

}  // namespace

extern const Rule rule{
    .id = "dns-lookup-failed",
    .severity = Severity::error,
    .title = "A record could not be looked up",
    .reference = "RFC 7208 4.4, RFC 9989 4.10.1, RFC 6376 6.1.2",
    .why = "No answer is not the same as no record: nothing is known. Receivers that get no answer either put the mail "
           "off and try again later, or treat it as if the policy were not there.",
    .bad = R"(;! _dmarc.example.com TXT timeout
@ TXT "v=spf1 -all"
)",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject"
@ TXT "v=spf1 -all"
)",
    .check = check};

}  // namespace mailauth::rules::dns_lookup_failed
