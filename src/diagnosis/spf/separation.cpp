#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/spf/looks.h"
#include "diagnosis/spf_term_text.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::diagnosis::looks {

namespace {

constexpr std::size_t max_glued_length = 160;  // longer terms are not searched for several in one

bool is_punctuation(char c) { return std::string_view(",;.:\\'`|").find(c) != std::string_view::npos; }

constexpr std::string_view list_separators = ",;|";

// One piece of a list that begins with the term `first`: "192.0.2.2", "b.example", "include:b.example", "-all", "mx"
std::optional<std::string> as_term(std::string_view piece, const TermText& first) {
  if (auto network = network_term(piece)) return network;
  if (are_valid_terms(piece)) return std::string(piece);
  std::string same = with_value(first, piece);
  const bool is_name = first.separator == ":" && is_host_name(piece.substr(0, piece.find('/')));
  return is_name && are_valid_terms(same) ? std::optional(std::move(same)) : std::nullopt;
}

// "ip4:192.0.2.1,192.0.2.2", "include:a.example|b.example", "include:a.example,include:b.example" and "mx,-all": as
// terms of their own.
std::optional<std::string> as_list(std::string_view text) {
  const std::string_view begin_of_list = text.substr(0, text.find_first_of(list_separators));
  const TermText first = take_apart(begin_of_list);
  const bool has_value = first.separator == ":";
  if (!are_valid_terms(has_value ? with_value(first, first.rest) : std::string(begin_of_list))) return std::nullopt;
  std::string terms;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(list_separators, begin), text.size());
    const std::string_view piece = text.substr(begin, end - begin);
    const auto term = begin == 0 || piece.empty() ? std::optional(std::string(piece)) : as_term(piece, first);
    if (!term) return std::nullopt;
    if (!term->empty()) terms.append(terms.empty() ? "" : " ").append(*term);
    begin = end + 1;
  }
  return terms;
}

// Could a term end and another one begin between the two? "-all", "include:...", "ip4:...", "all" behind "mx"
bool begins_term(std::string_view before, std::string_view rest) {
  const TermText parts = take_apart(rest);
  if (parts.sign.size() == 1) return true;
  if (parts.separator == ":") return is_name_of_term(parts.name);
  return (rest == "all" || rest == "mx" || rest == "ptr") && take_apart(before).name.size() > 1;  // not of "aall"
}

}  // namespace

// The strings of a TXT are joined with nothing between them (RFC 7208 3.3).
std::optional<Diagnosis> strings_joined(const Record& record, std::size_t at) {
  const Term& term = record.terms[at];
  std::string apart;
  uint32_t copied = term.span.begin, first = 0;
  for (const uint32_t joint : record.source.joints) {
    if (joint <= copied || joint >= term.span.end) continue;
    if (first == 0) first = joint;
    apart.append(record.text({copied, joint})).append(" ");
    copied = joint;
  }
  const std::string_view last = record.text({copied, term.span.end});
  // A name that was cut for its length can make sense as it is: "a.b.co" and "mx".
  const bool last_is_a_term = is_flawed(record, at) || last.find_first_of("+-~?:=") != std::string_view::npos;
  if (first == 0 || !last_is_a_term || !are_valid_terms(apart.append(last))) return std::nullopt;
  return Diagnosis{
      .problem = Problem::multistring_join,
      .term = at,
      .mark = empty_at(first),
      .message = fmt::format("two strings of the record run together: {}", text::quote(record.text(term.span))),
      .advice = "end the first string with a space here",
      .replacement = std::move(apart)};
}

// "ip4: 192.0.2.1", "include _spf.example.net", "ip4 :192.0.2.1", "redirect= _spf.example.net". A term with a value of
// its own waits for none: ',' and ':' may stand in a domain-spec (RFC 7208 7.1), so the grammar would take two joined.
std::optional<Diagnosis> space_inside(const Record& record, std::size_t at) {
  if (at + 1 >= record.terms.size()) return std::nullopt;
  const std::string_view term = text_of(record, at), next = text_of(record, at + 1);
  const TermText parts = take_apart(term);
  if (!is_flawed(record, at) || !parts.rest.empty() || !is_flawed(record, at + 1)) return std::nullopt;
  const bool has_separator = !parts.separator.empty();
  const std::string_view value = next.starts_with(':') && !has_separator ? next.substr(1) : next;
  if (!is_network(value) && !is_host_name(value.substr(0, value.find('/')))) return std::nullopt;
  std::string joined = fmt::format("{}{}{}", term, has_separator ? "" : ":", value);
  if (!are_valid_terms(joined)) return std::nullopt;
  const Span gap{record.terms[at].span.end, record.terms[at + 1].span.begin};
  return Diagnosis{
      .problem = Problem::space_after_colon,
      .term = at,
      .terms_used = 2,
      .mark = gap,
      .message = fmt::format("a space separates {} from {}", text::quote(term), text::quote(value)),
      .advice = has_separator || next.starts_with(':') ? "remove this space" : "write ':' instead of this space",
      .replacement = std::move(joined)};
}

std::optional<Diagnosis> punctuation(const Record& record, std::size_t at) {
  if (!is_flawed(record, at)) return std::nullopt;
  std::string_view bare = text_of(record, at);
  while (!bare.empty() && is_punctuation(bare.back())) bare.remove_suffix(1);
  const Span term = record.terms[at].span;
  const Span tail{term.begin + static_cast<uint32_t>(bare.size()), term.end};
  if (tail.empty() || (!bare.empty() && !are_valid_terms(bare))) return std::nullopt;
  std::string where = bare.empty() ? "stands alone" : fmt::format("follows {}", text::quote(bare));
  return Diagnosis{
      .problem = Problem::trailing_punctuation,
      .term = at,
      .mark = tail,
      .message = fmt::format("{} {}: only spaces separate the terms of SPF", text::quote(record.text(tail)), where),
      .advice = "remove this",
      .replacement = std::string(bare)};
}

std::optional<Diagnosis> punctuation_between(const Record& record, std::size_t at) {
  const std::string_view text = text_of(record, at);
  const std::size_t first = text.find_first_of(list_separators);
  if (first == std::string_view::npos) return std::nullopt;
  auto terms = as_list(text);
  if (!terms) return std::nullopt;
  const auto mark = empty_at(record.terms[at].span.begin + static_cast<uint32_t>(first));
  return Diagnosis{.problem = Problem::trailing_punctuation,
                   .term = at,
                   .mark = {mark.begin, mark.begin + 1},
                   .message = fmt::format("'{}' separates two terms: only spaces do so in SPF", text[first]),
                   .advice = "write a space here",
                   .replacement = std::move(terms)};
}

// "- all"
std::optional<Diagnosis> detached_qualifier(const Record& record, std::size_t at) {
  const std::string_view term = text_of(record, at);
  if (at + 1 >= record.terms.size() || term.size() != 1 || take_apart(term).sign.empty()) return std::nullopt;
  std::string joined = std::string(term) + std::string(text_of(record, at + 1));
  if (!are_valid_terms(joined)) return std::nullopt;
  return Diagnosis{.problem = Problem::qualifier_malformed,
                   .term = at,
                   .terms_used = 2,
                   .mark = {record.terms[at].span.end, record.terms[at + 1].span.begin},
                   .message = fmt::format("a space separates '{}' from {}", term, text::quote(text_of(record, at + 1))),
                   .advice = "remove this space",
                   .replacement = std::move(joined)};
}

namespace {

Problem problem_of_glued_terms(Kind kind) {
  return kind == Kind::ip4   ? Problem::ip4_malformed
         : kind == Kind::ip6 ? Problem::ip6_malformed
                             : Problem::syntax_error;
}

// For the grammar a domain, but no name: no host name has a ':', and no top-level domain a '-', other than the
// A-labels.
bool is_no_name(std::string_view value) {
  const std::string_view name = value.substr(0, value.find('/'));
  const std::size_t dot = name.rfind('.');
  const std::string_view top = dot == std::string_view::npos ? "" : name.substr(dot + 1);
  const bool is_macro = top.find('}') != std::string_view::npos;
  const bool is_top =
      is_macro || top.find('-') == std::string_view::npos || text::starts_with_ignoring_case(top, "xn--");
  return name.find(':') != std::string_view::npos || !is_top;
}

bool can_be_glued(std::string_view term) {
  const TermText parts = take_apart(term);
  const bool takes_name = !parts.separator.empty() && !text::starts_with_ignoring_case(parts.name, "ip");
  return takes_name && !parts.rest.empty() && is_no_name(parts.rest);
}

// The terms of which a text is made for want of blanks between them. What ends a text was looked at once is known.
class CutApart {
 public:
  explicit CutApart(std::string_view text) : text_(text), hopeless_(text.size()) {}

  // Where the second of those begins that the bytes from `begin` on are; nothing when they are no terms.
  std::optional<std::size_t> after(std::size_t begin) {
    if (hopeless_[begin]) return std::nullopt;
    for (std::size_t cut = begin + 1; cut < text_.size(); ++cut)
      if (is_cut(text_.substr(begin, cut - begin), text_.substr(cut)) && (is_term(text_.substr(cut)) || after(cut)))
        return cut;
    hopeless_[begin] = true;
    return std::nullopt;
  }

  std::string terms() {
    std::string terms;
    std::size_t begin = 0;
    while (!is_term(text_.substr(begin))) {
      const std::size_t cut = *after(begin);
      terms.append(text_.substr(begin, cut - begin)).append(" ");
      begin = cut;
    }
    return terms.append(text_.substr(begin));
  }

 private:
  static bool is_cut(std::string_view before, std::string_view rest) {
    return begins_term(before, rest) && is_term(before);
  }
  static bool is_term(std::string_view text) { return are_valid_terms(text) && !can_be_glued(text); }

  std::string_view text_;
  std::vector<bool> hopeless_;
};

}  // namespace

// "ip4:192.0.2.1-all", "include:a.example-all", "include:a.exampleinclude:b.example"
std::optional<Diagnosis> terms_glued(const Record& record, std::size_t at) {
  const std::string_view term = text_of(record, at);
  const bool is_setting = record.terms[at].kind == Kind::other_modifier && !is_flawed(record, at);
  if (is_setting || term.size() > max_glued_length) return std::nullopt;
  if (!is_flawed(record, at) && !can_be_glued(term)) return std::nullopt;
  CutApart apart(term);
  const auto second = apart.after(0);
  if (!second) return std::nullopt;
  return Diagnosis{.problem = problem_of_glued_terms(record.terms[at].kind),
                   .term = at,
                   .mark = empty_at(record.terms[at].span.begin + static_cast<uint32_t>(*second)),
                   .message = fmt::format("two terms run together: {}", text::quote(term)),
                   .advice = "write a space here",
                   .replacement = apart.terms()};
}

}  // namespace mailauth::diagnosis::looks
