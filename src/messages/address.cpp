#include "messages/address.h"

#include <algorithm>

#include "messages/encoded_words.h"
#include "messages/structured/tokens.h"

namespace mailauth::messages {

using text::Span;
using What = AddressFault::What;

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

bool is_part_of_address(const Token& token) {
  return token.kind == TokenKind::word || token.kind == TokenKind::quoted_string ||
         token.kind == TokenKind::domain_literal;
}

class AddressReader {
 public:
  explicit AddressReader(std::string_view value) : value_(value) {
    for (const Token& token : tokens_of(value)) {
      if (token.kind == TokenKind::comment) comments_.push_back(token.span);
      if (token.kind == TokenKind::blanks || token.kind == TokenKind::comment || is_open(token)) continue;
      tokens_.push_back(token);
    }
    find_brackets();
  }

  // address-list = *([address] ","), where an address may be a group: name ":" mailbox-list ";"
  AddressList read() {
    std::size_t begin = 0;
    bool is_in_group = false;
    for (std::size_t at = 0; at < tokens_.size() && list_.mailboxes.size() < max_mailboxes; ++at) {
      if (is(at, '<') && closing_[at] != nowhere) {
        at = closing_[at];
      } else if (is(at, ',') || is(at, ';')) {
        read_address(begin, at);
        begin = at + 1;
        if (is(at, ';') && !is_in_group) fault(tokens_[at].span, What::stray_semicolon);
        if (is(at, ';')) is_in_group = false;
      } else if (is(at, ':') && !is_in_group && at < last_semicolon_) {
        list_.groups.push_back(span_of(begin, at));
        is_in_group = true;
        begin = at + 1;
      }
    }
    if (list_.mailboxes.size() < max_mailboxes)
      read_address(begin, tokens_.size());
    else if (begin < tokens_.size())
      fault(span_of(begin, tokens_.size()), What::too_many);
    return std::move(list_);
  }

 private:
  bool is(std::size_t at, char special) const { return is_special(value_, tokens_[at], special); }

  void fault(Span span, What what) {
    if (list_.faults.size() < max_address_faults) list_.faults.push_back({span, what});
  }

  // A quote, a comment or a literal that nobody closes: without that octet the rest can be read.
  bool is_open(const Token& token) {
    if (is_special(value_, token, '('))
      fault(token.span, What::unclosed_comment);
    else if (is_special(value_, token, '"'))
      fault(token.span, What::unclosed_quote);
    else if (is_special(value_, token, '['))
      fault(token.span, What::unclosed_literal);
    else
      return false;
    return true;
  }

  // Which ">" closes which "<": the next one, unless another "<" comes first.
  void find_brackets() {
    closing_.assign(tokens_.size(), nowhere);
    std::size_t next = nowhere;
    for (std::size_t at = tokens_.size(); at-- > 0;) {
      if (is(at, ';') && last_semicolon_ == 0) last_semicolon_ = at;
      if (is(at, '>')) next = at;
      if (!is(at, '<')) continue;
      closing_[at] = next;
      next = nowhere;
    }
  }

  Span span_of(std::size_t begin, std::size_t end) const {
    if (begin < end) return {tokens_[begin].span.begin, tokens_[end - 1].span.end};
    const uint32_t at = begin > 0 ? tokens_[begin - 1].span.end : 0;  // behind what is there
    return {at, at};
  }

  // Do two neighbours belong to one part of an address? Blanks may stand beside a dot only. RFC 5322 4.4
  bool joins(std::size_t left, std::size_t right) const {
    const Span a = tokens_[left].span, b = tokens_[right].span;
    return a.end == b.begin || value_[a.end - 1] == '.' || value_[b.begin] == '.';
  }

  std::size_t find(char special, std::size_t begin, std::size_t end) const {
    while (begin < end && !is(begin, special)) ++begin;
    return begin;
  }

  // What stands between two commas. Of several angle-addrs some receivers read the first and others the last.
  void read_address(std::size_t begin, std::size_t end) {
    if (begin == end) return;  // RFC 5322 4.4: empty elements
    const std::size_t first_bracket = find('<', begin, end);
    if (first_bracket == end) return read_without_brackets(begin, end);
    const std::size_t first = list_.mailboxes.size();
    for (std::size_t bracket = first_bracket; bracket < end && list_.mailboxes.size() < max_mailboxes;) {
      if (bracket > first_bracket) fault(tokens_[bracket].span, What::missing_comma);
      bracket = read_bracket(bracket, end);
    }
    Mailbox& mailbox = list_.mailboxes[first];
    mailbox.whole.begin = tokens_[begin].span.begin;
    mailbox.display_name = {mailbox.whole.begin,
                            begin < first_bracket ? tokens_[first_bracket - 1].span.end : mailbox.whole.begin};
    // "alice@example.com <Alice>": the address is where nobody should look for it
    if (mailbox.domain.empty() && find('@', begin, first_bracket) < first_bracket)
      return read_without_brackets(begin, first_bracket);
    for (std::size_t at = begin; at < first_bracket; ++at)
      if (tokens_[at].kind == TokenKind::special) return fault(tokens_[at].span, What::unquoted_special);
  }

  // One angle-addr; where the next one begins.
  std::size_t read_bracket(std::size_t bracket, std::size_t end) {
    const std::size_t next = find('<', bracket + 1, end), closed = std::min(closing_[bracket], end);
    const std::size_t inner_end = std::min(closed, next), behind = closed == end ? inner_end : closed + 1;
    if (closed == end) fault(tokens_[bracket].span, What::unclosed_bracket);
    read_angle_addr(bracket + 1, inner_end);
    list_.mailboxes.back().whole = span_of(bracket, behind);
    if (behind < next) fault(span_of(behind, next), What::unexpected);
    return next;
  }

  void read_angle_addr(std::size_t begin, std::size_t end) {
    // obs-route = "@" domain *("," "@" domain) ":"
    if (begin < end && is(begin, '@')) {
      const std::size_t colon = find(':', begin, end);
      if (colon < end) begin = colon + 1;
    }
    const std::size_t sign = find('@', begin, end);
    if (sign < end) return add(begin, read_addr_spec(begin, sign, end), end, sign);
    const Span all = span_of(begin, end);
    fault(all, What::no_domain);
    list_.mailboxes.push_back({all, {}, all, {all.end, all.end}});
  }

  struct AddrSpec {
    std::size_t begin, sign, end;
  };

  // The parts on both sides of the first "@", or, without a blank between, of the last one.
  AddrSpec read_addr_spec(std::size_t lower, std::size_t sign, std::size_t upper) const {
    std::size_t begin = sign;
    while (begin > lower && is_part_of_address(tokens_[begin - 1]) && (begin == sign || joins(begin - 1, begin)))
      --begin;
    std::size_t end = end_of_domain(sign, upper);
    while (end < upper && is(end, '@') && joins(end - 1, end)) {
      sign = end;
      end = end_of_domain(sign, upper);
    }
    return {begin, sign, end};
  }

  std::size_t end_of_domain(std::size_t sign, std::size_t upper) const {
    std::size_t end = sign + 1;
    while (end < upper && is_part_of_address(tokens_[end]) && (end == sign + 1 || joins(end - 1, end))) ++end;
    return end;
  }

  void add(std::size_t lower, const AddrSpec& spec, std::size_t upper, std::size_t first_sign) {
    Span local = span_of(spec.begin, spec.sign), domain = span_of(spec.sign + 1, spec.end);
    if (local.empty()) local = {tokens_[spec.sign].span.begin, tokens_[spec.sign].span.begin};
    if (domain.empty()) domain = {tokens_[spec.sign].span.end, tokens_[spec.sign].span.end};
    if (local.empty()) fault(tokens_[spec.sign].span, What::no_local_part);
    if (domain.empty()) fault(domain, What::no_domain);
    if (spec.sign != first_sign) fault(tokens_[spec.sign].span, What::two_at_signs);
    if (lower < spec.begin) fault(span_of(lower, spec.begin), What::unexpected);
    if (spec.end < upper) fault(span_of(spec.end, upper), What::unexpected);
    list_.mailboxes.push_back({span_of(spec.begin, spec.end), {}, local, domain});
  }

  // "alice@example.com", with whatever stands around it.
  void read_without_brackets(std::size_t begin, std::size_t end) {
    std::size_t sign = find('@', begin, end);
    if (sign == end) {
      const Span all = span_of(begin, end);
      fault(all, What::no_domain);
      return list_.mailboxes.push_back({all, {}, all, {all.end, all.end}});
    }
    for (std::size_t lower = begin; sign < end && list_.mailboxes.size() < max_mailboxes;) {
      const AddrSpec spec = read_addr_spec(lower, sign, end);
      if (lower > begin) fault(span_of(spec.begin, spec.sign), What::missing_comma);
      if (lower == begin && lower < spec.begin) fault(span_of(lower, spec.begin), What::missing_brackets);
      const std::size_t next = find('@', spec.end, end);
      add(spec.begin, spec, next < end ? spec.end : end, sign);
      Mailbox& mailbox = list_.mailboxes.back();
      mailbox.display_name = lower < spec.begin ? span_of(lower, spec.begin) : comment_behind(mailbox.whole.end);
      lower = spec.end;
      sign = next;
    }
  }

  // RFC 5322 3.4: a comment behind the address was the old place of the name.
  Span comment_behind(uint32_t offset) const {
    const auto comment = std::ranges::lower_bound(comments_, offset, {}, &Span::begin);
    if (comment == comments_.end()) return {offset, offset};
    const std::string_view between = value_.substr(offset, comment->begin - offset);
    return between.find_first_not_of(" \t") == nowhere ? inside(*comment) : Span{offset, offset};
  }

  std::string_view value_;
  std::vector<Token> tokens_;  // without blanks and comments
  std::vector<Span> comments_;
  std::vector<std::size_t> closing_;  // for each "<"
  std::size_t last_semicolon_ = 0;
  AddressList list_;
};

std::string without_quotes(std::string_view quoted) {
  std::string out;
  for (std::size_t at = 0; at < quoted.size(); ++at) {
    if (quoted[at] == '\\' && at + 1 < quoted.size()) ++at;
    out += quoted[at];
  }
  return out;
}

}  // namespace

AddressList parse_addresses(std::string_view value) { return AddressReader(value).read(); }

std::string domain_of(std::string_view value, const Mailbox& mailbox) {
  const std::string_view domain = at(value, mailbox.domain);
  std::string out;
  for (const Token& token : tokens_of(domain))
    if (token.kind != TokenKind::blanks && token.kind != TokenKind::comment) out.append(at(domain, token.span));
  return out;
}

std::string decoded_display_name(std::string_view value, const Mailbox& mailbox) {
  const std::string_view name = at(value, mailbox.display_name);
  std::string out, words;  // encoded-words are words that stand side by side, and none in quotes (RFC 2047 5)
  const auto take_words = [&] {
    out += decode_encoded_words(words);
    words.clear();
  };
  for (const Token& token : tokens_of(name)) {
    if (token.kind == TokenKind::comment) continue;
    if (token.kind != TokenKind::quoted_string) {
      words += token.kind == TokenKind::blanks ? " " : at(name, token.span);
      continue;
    }
    take_words();
    out += without_quotes(at(name, inside(token.span)));
  }
  take_words();
  return out;
}

}  // namespace mailauth::messages
