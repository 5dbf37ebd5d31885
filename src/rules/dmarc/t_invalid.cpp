#include <fmt/format.h>

#include "rules/dmarc/helpers/tags.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::rules::dmarc_t_invalid {

namespace {

void check(const Facts& facts, Findings& findings) {
  for_each_tag(facts, {"t", "psd"}, [&](const DmarcTag& tag) {
    const bool is_test = tag.name == "t";
    const std::string_view words = is_test ? "yn" : "ynu";
    if (tag.said.size() == 1 && words.find(text::to_lower(tag.said.front())) != std::string_view::npos) return;
    add(findings, tag.subject, tag.value,
        fmt::format("write {} here, or leave {}= out", is_test ? "y or n" : "y, n or u", tag.name))
        .says(fmt::format("{} is no value for {}=, so receivers ignore the tag", text::quote(tag.text()), tag.name));
  });
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-t-invalid",
    .severity = Severity::warning,
    .title = "t= or psd= has a value that does not exist",
    .reference = "RFC 9989 4.8",
    .why =
        "t= knows y and n, psd= knows y, n and u. Receivers ignore any other value: a test mode that was meant is not "
        "on, and the policy is enforced.",
    .bad = R"(_dmarc TXT "v=DMARC1; p=reject; t=yes; rua=mailto:dmarc@example.com")",
    .good = R"(_dmarc TXT "v=DMARC1; p=quarantine; t=n; rua=mailto:dmarc@example.com")",
    .check = check};

}  // namespace mailauth::rules::dmarc_t_invalid
