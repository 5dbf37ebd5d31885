// The explanation of a fail, RFC 7208 6.2.

#include "facts/spf/evaluation.h"

namespace mailauth::facts {

namespace {

using records::spf::Kind;
using records::spf::Term;

// Exactly one TXT, and in it a well-formed explain-string; whatever else comes is no error, only no explanation.
std::optional<std::string> explain_string(const dns::Answer& answer) {
  if (!answer.found() || answer.records.size() != 1) return std::nullopt;
  const std::vector<text::Source>& sources = txt_sources(answer);
  return sources.size() == 1 && !sources.front().text.empty() ? std::optional(sources.front().text) : std::nullopt;
}

}  // namespace

std::optional<std::string> explanation(SpfQuestions& questions, const records::spf::Record& record) {
  const Term* exp = record.first(Kind::exp);
  if (exp == nullptr) return std::nullopt;
  const std::optional<std::string> target = expand_target(questions, record, *exp);
  const std::optional<dns::Name> name = target ? dns::Name::parse_unescaped(*target) : std::nullopt;
  if (questions.pending || !name || name->is_root()) return std::nullopt;
  const std::optional<std::string> text = explain_string(questions.ask(*name, dns::Type::txt));
  if (!text) return std::nullopt;
  const auto parts = records::spf::parse_macro_string(*text, {0, static_cast<uint32_t>(text->size())});
  return records::spf::expand(*text, parts, macro_values(questions));
}

}  // namespace mailauth::facts
