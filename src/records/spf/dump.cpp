// The one-line picture of an SPF record that table tests compare.
#include <fmt/format.h>

#include "records/spf.h"
#include "text/ascii.h"

namespace mailauth::records::spf {

namespace {

std::string_view name_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::none: return "none";
    case Flaw::unknown_mechanism: return "unknown-mechanism";
    case Flaw::separator: return "separator";
    case Flaw::missing_value: return "missing-value";
    case Flaw::unexpected_value: return "unexpected-value";
    case Flaw::domain: return "domain";
    case Flaw::macro: return "macro";
    case Flaw::address: return "address";
    case Flaw::prefix: return "prefix";
  }
  return "";
}

// "mail.example.com/24//64"; a network as it was understood, without its host bits changed.
std::string argument(const Record& record, const Term& term) {
  if (term.network) return text::to_string(*term.network);
  std::string argument(record.text(term.value));
  if (term.prefix_length) argument += fmt::format("/{}", *term.prefix_length);
  if (term.prefix6_length) argument += fmt::format("//{}", *term.prefix6_length);
  return argument;
}

std::string dump(const Record& record, const Term& term) {
  if (term.kind == Kind::unknown) return fmt::format("unknown{{{}}}", record.text(term.span));
  const std::string shown = argument(record, term);
  const std::string_view name = term.kind == Kind::other_modifier ? record.text(term.name) : to_string(term.kind);
  const bool is_modifier = !is_mechanism(term.kind);
  const std::string braces = shown.empty() && term.separator.empty() ? "" : fmt::format("{{{}}}", shown);
  return fmt::format("{}{}{}{}", record.text(term.sign), name, is_modifier ? "=" : "", braces);
}

}  // namespace

std::string dump(const Record& record) {
  const std::string_view version = record.text(record.version);
  std::vector<std::string> words;
  if (!is_spf(record.source.text)) words.push_back(fmt::format("[{}]", version));
  for (const Term& term : record.terms) {
    words.push_back(dump(record, term));
    if (term.flaw == Flaw::none) continue;
    words.back() += fmt::format("!{}({})", name_of(term.flaw), record.text(term.flawed));
  }
  return text::escape_bytes(text::join(words, " "));
}

}  // namespace mailauth::records::spf
