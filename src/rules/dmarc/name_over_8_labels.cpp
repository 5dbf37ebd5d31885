#include <fmt/format.h>

#include "rules/rule.h"

namespace mailauth::rules::dmarc_name_over_8_labels {

namespace {

constexpr std::size_t labels_after_jump = 7;  // the second name that a tree walk asks, RFC 9989 4.10

// "b.example.com" or "b.example.com and 2 more names above it"
std::string skipped_names(const dns::Name& domain) {
  const std::size_t skipped = domain.label_count() - 1 - labels_after_jump;
  std::string first = domain.parent().text();
  if (skipped == 1) return first;
  return fmt::format("{} and {} name{} above it", first, skipped - 1, skipped == 2 ? "" : "s");
}

void check(const Facts& facts, Findings& findings) {
  const facts::DmarcAtName& at = facts.dmarc.at_domain;
  const bool is_skipping = facts.domain().label_count() > labels_after_jump + 1;
  if (!is_skipping || at.answer == nullptr || !at.answer->absent()) return;
  findings.add(at.owner, dns::Type::txt)
      .says(fmt::format("receivers do not look for a DMARC record at {}", skipped_names(facts.domain())))
      .note(fmt::format("only a record at {} is sure to hold for this name", at.owner.text()));
}

}  // namespace

extern const Rule rule{
    .id = "dmarc-name-over-8-labels",
    .severity = Severity::warning,
    .title = "The domain has more than eight labels and no DMARC record of its own",
    .reference = "RFC 9989 4.10, RFC 9989 5.1.8",
    .why =
        "So that a long name cannot cost many questions, receivers go from it straight to the name of its last seven "
        "labels. A record that stands in between has no effect.",
    .bad = R"(;! --domain a.b.c.d.e.f.g.example.com
a.b.c.d.e.f.g A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .good = R"(;! --domain a.b.c.d.e.f.g.example.com
a.b.c.d.e.f.g A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
_dmarc.a.b.c.d.e.f.g TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
)",
    .check = check};

}  // namespace mailauth::rules::dmarc_name_over_8_labels
