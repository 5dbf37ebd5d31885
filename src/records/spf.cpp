#include "records/spf.h"

#include <algorithm>

#include "records/spans.h"
#include "records/spf/domain_spec.h"
#include "records/spf/terms.h"
#include "records/spf/version.h"

namespace mailauth::records::spf {

using text::Span;

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::all: return "all";
    case Kind::include: return "include";
    case Kind::a: return "a";
    case Kind::mx: return "mx";
    case Kind::ptr: return "ptr";
    case Kind::ip4: return "ip4";
    case Kind::ip6: return "ip6";
    case Kind::exists: return "exists";
    case Kind::redirect: return "redirect";
    case Kind::exp: return "exp";
    case Kind::other_modifier: return "modifier";
    case Kind::unknown: return "unknown";
  }
  return "";
}

std::string_view to_string(Qualifier qualifier) {
  switch (qualifier) {
    case Qualifier::pass: return "pass";
    case Qualifier::fail: return "fail";
    case Qualifier::softfail: return "softfail";
    case Qualifier::neutral: return "neutral";
  }
  return "";
}

bool is_mechanism(Kind kind) {
  switch (kind) {
    case Kind::all:
    case Kind::include:
    case Kind::a:
    case Kind::mx:
    case Kind::ptr:
    case Kind::ip4:
    case Kind::ip6:
    case Kind::exists: return true;
    case Kind::redirect:
    case Kind::exp:
    case Kind::other_modifier:
    case Kind::unknown: return false;
  }
  return false;
}

bool needs_lookup(Kind kind) {
  switch (kind) {
    case Kind::include:
    case Kind::a:
    case Kind::mx:
    case Kind::ptr:
    case Kind::exists:
    case Kind::redirect: return true;
    case Kind::all:
    case Kind::ip4:
    case Kind::ip6:
    case Kind::exp:
    case Kind::other_modifier:
    case Kind::unknown: return false;
  }
  return false;
}

const Term* Record::first(Kind kind) const {
  const auto found = std::find_if(terms.begin(), terms.end(), [&](const Term& term) { return term.kind == kind; });
  return found == terms.end() ? nullptr : &*found;
}

Record parse(text::Source source) {
  Record record;
  record.source = std::move(source);
  const std::string_view text = record.source.text;
  record.version = find_version(text);
  // RFC 7208 12: terms = *( 1*SP ( directive / modifier ) ). Only SP separates, not a TAB.
  Span rest{record.version.end, static_cast<uint32_t>(text.size())};
  bool more = true;
  while (more && record.terms.size() + 1 < max_terms) {
    const Span word = take_item(text, rest, ' ', more);
    if (!word.empty()) record.terms.push_back(parse_term(text, word));
  }
  rest = trimmed(text, rest);
  if (more && !rest.empty()) {
    Term too_many;
    too_many.span = too_many.flawed = rest;
    too_many.flaw = Flaw::unknown_mechanism;
    record.terms.push_back(too_many);
  }
  return record;
}

bool is_valid(const Record& record) {
  const auto count = [&](Kind kind) {
    return std::count_if(record.terms.begin(), record.terms.end(), [&](const Term& term) { return term.kind == kind; });
  };
  const auto well_formed = [](const Term& term) { return term.flaw == Flaw::none; };
  return is_spf(record.source.text) && std::all_of(record.terms.begin(), record.terms.end(), well_formed) &&
         count(Kind::redirect) <= 1 && count(Kind::exp) <= 1;
}

std::optional<std::string> target(const Record& record, const Term& term, std::string_view domain) {
  // The bytes of a host name need no URL escaping, so that %{D} means the same as %{d}.
  return target(record, term, domain,
                [&](char letter) { return letter == 'd' ? std::optional(std::string(domain)) : std::nullopt; });
}

std::optional<std::string> target(const Record& record, const Term& term, std::string_view domain,
                                  const MacroValue& value) {
  switch (term.kind) {
    case Kind::a:
    case Kind::mx:
    case Kind::ptr:
      if (term.separator.empty()) return std::string(domain);
      break;
    case Kind::include:
    case Kind::exists:
    case Kind::redirect:
    case Kind::exp: break;
    case Kind::all:
    case Kind::ip4:
    case Kind::ip6:
    case Kind::other_modifier:
    case Kind::unknown: return std::nullopt;
  }
  const std::string_view text = record.source.text;
  if (term.value.empty() || fault_in_domain_spec(text, term.value)) return std::nullopt;
  const std::optional<std::string> expansion = expand(text, parse_macro_string(text, term.value), value);
  return expansion ? to_name(*expansion) : std::nullopt;
}

}  // namespace mailauth::records::spf
