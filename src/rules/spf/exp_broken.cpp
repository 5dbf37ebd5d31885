#include <fmt/format.h>

#include <algorithm>

#include "records/spf_macro.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::spf_exp_broken {

namespace {

std::string fault(const dns::Answer& answer) {
  const auto& texts = txt_sources(answer);
  if (texts.empty()) return "there is no text";
  if (texts.size() > 1) return fmt::format("there are {} texts, and only one may be there", texts.size());
  const std::string& text = texts.front().text;
  if (std::any_of(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; })) return "the text is not ASCII";
  const auto parts = records::spf::parse_macro_string(text, texts.front().whole());
  return is_well_formed(parts) ? "" : "a macro in the text is not one that SPF knows";
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (root->explanation == nullptr || !(root->explanation->found() || root->explanation->absent())) continue;
    const records::spf::Term* exp = root->records.front().first(records::spf::Kind::exp);
    const std::string reason = fault(*root->explanation);
    if (exp == nullptr || reason.empty()) continue;
    findings.add(root->records.front().source, exp->value, "publish one ASCII text there, or remove exp=")
        .says(fmt::format("the explanation at {} cannot be used: {}", root->explanation->question.name.text(), reason));
  }
}

}  // namespace

extern const Rule rule{.id = "spf-exp-broken",
                       .severity = Severity::info,
                       .title = "The explanation that the SPF record names cannot be used",
                       .reference = "RFC 7208 6.2",
                       .why = "exp= leads to a text that is shown to senders of refused mail. Without a "
                              "usable one receivers use words of their own; nothing else changes.",
                       .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all exp=why.example.com"
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all exp=why.example.com"
why TXT "%{i} may not send mail of %{d}"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_exp_broken
