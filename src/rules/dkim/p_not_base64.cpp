#include <fmt/format.h>

#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/quote.h"
#include "text/utf8.h"

namespace mailauth::rules::dkim_p_not_base64 {

namespace {

struct Fault {
  Span span;
  std::string_view problem;  // what p= contains
  std::string advice;        // what to do at the first such place
};

uint32_t length_of_character(std::string_view rest) {
  const auto character = text::decode_utf8(rest);
  return character ? character->length : 1;
}

// "..." or its typographic form: the end of a shortened display.
bool is_ellipsis(std::string_view rest) { return rest.starts_with("...") || rest.starts_with("\u2026"); }

Fault fault_at(const records::dkim::Record& key, uint32_t at) {
  const std::string_view rest = key.text({at, key.p->end});
  const auto span = [&](uint32_t length) { return Span{at, at + length}; };
  if (rest.empty()) return {span(0), "its end: the last characters are missing", "copy the key again, to its end"};
  if (is_ellipsis(rest))
    return {span(rest[0] == '.' ? 3 : length_of_character(rest)), "the ellipsis of a shortened copy",
            "copy the whole key"};
  switch (rest.front()) {
    case '"':
    case '\'': return {span(1), "quotes", "remove this quote"};
    case '\\': return {span(1), "a backslash", "remove this backslash"};
    case '=': return {span(1), "'=' before its end", "remove this '='"};
    case '_': return {span(1), "base64url, the alphabet of web tokens", "write '/' here"};
    default: break;
  }
  if (rest.starts_with("-----")) return {span(5), "the frame of a PEM file", "keep only what stands between the lines"};
  if (rest.front() == '-') return {span(1), "base64url, the alphabet of web tokens", "write '+' here"};
  const Span character = span(length_of_character(rest));
  return {character, "a character that is not base64", fmt::format("remove {}", text::quote(key.text(character)))};
}

void check(const Facts& facts, Findings& findings) {
  for_each_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    if (key.key.form != records::dkim::Form::not_base64 || !key.p || !key.p_bytes.fault) return;
    if (before_swallowed(key, *key.p) != *key.p) return;  // what follows is no part of the key, and said so
    const Fault fault = fault_at(key, key.p->begin + *key.p_bytes.fault);
    findings.add(key.source, fault.span, fault.advice)
        .says(fault.span.empty()
                  ? fmt::format("the DKIM key of the selector {} is not whole base64", selector.selector)
                  : fmt::format("the DKIM key of the selector {} contains {}", selector.selector, fault.problem))
        .means("Verifiers cannot decode the key, so every signature made with this selector fails.");
  });
}

}  // namespace

extern const Rule rule{
    .id = "dkim-p-not-base64",
    .severity = Severity::error,
    .title = "The DKIM key is not valid base64",
    .reference = "RFC 6376 3.6.1, RFC 4648 4",
    .why =
        "The key in p= is written in base64: letters, digits, '+', '/', and '=' at its end. Anything else, such as "
        "quotes, dashes or the lines of a PEM file, makes it unreadable, and mail signed with it counts as unsigned.",
    .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----" SAMPLE_RSA_2048),
    .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
    .rungs = Rung::key_not_readable,
    .check = check};

}  // namespace mailauth::rules::dkim_p_not_base64
