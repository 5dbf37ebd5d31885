#include "support/asking.h"

#include <fmt/format.h>

namespace mailauth::test {

using Clock = std::chrono::steady_clock;

dns::Question question(std::string_view name, dns::Type type) { return {dns::Name::parse(name).value(), type}; }

Answers ask_all(const net::Transport& transport, const std::vector<dns::Question>& questions,
                std::chrono::milliseconds patience) {
  const Clock::time_point end = Clock::now() + patience;
  for (const dns::Question& one : questions) transport.send(one);
  Answers answers;
  while (answers.size() < questions.size() && Clock::now() < end) {
    for (dns::Answer& answer : transport.receive(std::chrono::milliseconds(100))) {
      const dns::Question asked = answer.question;
      answers.emplace(asked, std::move(answer));
    }
  }
  return answers;
}

std::string summary(const dns::Answer& answer) {
  std::string text(to_string(answer.outcome));
  for (const dns::Name& target : answer.cnames) text += fmt::format(" -> {}", target.text());
  if (answer.failed()) return fmt::format("{}: {}", text, answer.detail);
  text += fmt::format(" {}", answer.ttl);
  if (answer.authority) text += fmt::format(" by {}", answer.authority->text());
  for (const dns::Record& record : answer.records) {
    text += fmt::format("{} {}", &record == &answer.records.front() ? ":" : " |", to_zone_text(record.data));
  }
  return text;
}

}  // namespace mailauth::test
