#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_fo_invalid {

namespace {

// "" when the options are right. RFC 9989 4.7: 0, 1, d and s with ':' between them, each once, and not both 0 and 1.
std::string problem_with(std::string_view value) {
  std::string seen;
  for (const std::string_view piece : text::split(value, ':')) {
    const std::string option = text::to_lower(text::trim(piece));
    const bool known = option.size() == 1 && std::string_view("01ds").find(option) != std::string_view::npos;
    if (!known)
      return fmt::format("{} is no option of fo=: there are 0, 1, d and s, with ':' between them", text::quote(piece));
    if (seen.find(option) != std::string::npos) return fmt::format("fo= names the option {} twice", option);
    seen += option;
  }
  const bool both = seen.find('0') != std::string::npos && seen.find('1') != std::string::npos;
  return both ? "fo= names both 0 and 1, which exclude each other" : "";
}

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"fo"}, [&](const DmarcTag& tag) {
    if (const std::string problem = problem_with(tag.said); !problem.empty())
      add(findings, tag.subject, tag.value, "write for instance 1:d:s here, or leave fo= out").says(problem);
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-fo-invalid",
    .severity = Severity::warning,
    .title = "fo= is no list of the options that exist",
    .reference = "RFC 9989 4.7, 4.8",
    .why = "fo= says which failures are reported one by one. Most receivers fall back to the default when they cannot "
           "read it, but one that was tested drops the whole record.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com; ruf=mailto:a@example.com; fo=1,d")",
    .good = R"(_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com; ruf=mailto:a@example.com; fo=1:d")",
    .check = check};

}  // namespace mailauth::rules::dmarc_fo_invalid
