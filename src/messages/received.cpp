#include "messages/received.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "messages/date.h"
#include "messages/structured/tokens.h"
#include "text/ascii.h"

namespace mailauth::messages {

using text::Span;

namespace {

// RFC 7208 5: ::ffff:192.0.2.1 is 192.0.2.1.
text::Ip without_mapping(const text::Ip& ip) {
  constexpr std::array<uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (ip.family == text::Ip::Family::v4 || !std::ranges::equal(mapped, std::span(ip.bytes).first<12>())) return ip;
  text::Ip ipv4;
  std::copy(ip.bytes.begin() + 12, ip.bytes.end(), ipv4.bytes.begin());
  return ipv4;
}

// "TLS", "TLSv1.3:AES256", "TLS1_2,", "SSLv3"; not "tls.example.com".
bool is_tls_version(std::string_view word) {
  if (!text::starts_with_ignoring_case(word, "tls") && !text::starts_with_ignoring_case(word, "ssl")) return false;
  const std::string_view version = word.substr(3, word.find_first_of(":,;", 3) - 3);
  return version.find_first_not_of("vV0123456789._") == std::string_view::npos;
}

// The protocols of RFC 3848 and RFC 6531 4.3 whose S says STARTTLS, "SMTPs" of Yahoo, "HTTPS" of Microsoft.
bool is_tls_protocol(std::string_view word) {
  std::string lower = text::to_lower(word);
  if (lower.ends_with('a')) lower.pop_back();
  return lower.ends_with("mtps") || lower == "https" || lower == "starttls";
}

class ReceivedReader {
 public:
  explicit ReceivedReader(std::string_view value) : value_(value), pieces_(pieces_of(value)) {}

  Hop read() {
    read_date();
    for (const Piece& piece : pieces_) {
      if (piece.kind == Piece::Kind::comment)
        read_comment(inside(piece.span));
      else if (piece.kind == Piece::Kind::text && !is_in_date(piece))
        read_word(piece.span);
    }
    settle_names();
    hop_.time = parse_date_time(at(value_, hop_.date));
    return hop_;
  }

 private:
  enum class Clause : uint8_t { none, from, by, with, id, recipient, envelope_from, other };

  // RFC 5321 4.4: behind the last ";".
  void read_date() {
    for (const Piece& piece : pieces_)
      if (piece.kind == Piece::Kind::semicolon && piece.span != pieces_.back().span)
        hop_.date = {piece.span.end, static_cast<uint32_t>(value_.size())};
    while (!hop_.date.empty() && text::is_blank(value_[hop_.date.begin])) ++hop_.date.begin;
  }

  bool is_in_date(const Piece& piece) const { return !hop_.date.empty() && hop_.date.begin <= piece.span.begin; }

  static Clause clause_of(std::string_view word) {
    struct Keyword {
      std::string_view word;
      Clause clause;
    };
    constexpr std::array keywords = {
        Keyword{"from", Clause::from},     Keyword{"by", Clause::by},
        Keyword{"with", Clause::with},     Keyword{"id", Clause::id},
        Keyword{"for", Clause::recipient}, Keyword{"envelope-from", Clause::envelope_from},
        Keyword{"via", Clause::other},     Keyword{"tls", Clause::other},
    };
    const std::string lower = text::to_lower(word);
    const auto found = std::ranges::find(keywords, lower, &Keyword::word);
    return found == keywords.end() ? Clause::none : found->clause;
  }

  // A keyword begins a clause, except as the value of one: a client may say "HELO by".
  void read_word(Span span) {
    const Clause keyword = clause_of(at(value_, span));
    if (keyword != Clause::none && !is_value_due_) {
      clause_ = keyword;
      is_value_due_ = keyword != Clause::other;
      if (text::equals_ignoring_case(at(value_, span), "tls")) put(hop_.tls, span, true);
      return;
    }
    read_value(span, is_value_due_);
    is_value_due_ = false;
  }

  void read_value(Span span, bool is_first) {
    switch (clause_) {
      case Clause::from:
        if (is_first && hop_.from.empty()) hop_.from = without_enclosure(value_, span);
        return read_address(span, false);
      case Clause::by: return put(hop_.by, span, is_first);
      case Clause::with:
        if (is_tls_protocol(at(value_, span))) put(hop_.tls, span, true);
        if (!is_first && hop_.with.end < span.begin) hop_.with.end = span.end;  // "Microsoft SMTP Server"
        return put(hop_.with, span, is_first);
      case Clause::id: return put(hop_.id, span, is_first);
      case Clause::recipient: return put(hop_.recipient, without_enclosure(value_, span), is_first);
      case Clause::envelope_from: return put(hop_.envelope_from, without_enclosure(value_, span), is_first);
      case Clause::none:
      case Clause::other: return;
    }
  }

  static void put(Span& part, Span span, bool is_first) {
    if (is_first && part.empty()) part = span;
  }

  // A word of the client's clause: its address, if it is one. Of several the first in brackets counts, else the first.
  void read_address(Span word, bool is_in_comment) {
    const auto found = read_client_address(value_, word);
    if (!found) return;
    const bool is_literal = value_[word.begin] == '[';
    const bool is_better = !hop_.address || (is_in_comment && !is_address_in_comment_) || (is_literal && !is_literal_);
    if (!is_better) return;
    hop_.ip = found->span;
    hop_.address = found->ip;
    is_address_in_comment_ = is_in_comment;
    is_literal_ = is_literal;
  }

  // The words of a comment and of the comments in it.
  std::vector<Span> words_of_comment(Span comment) const {
    std::vector<Span> words;
    for (std::size_t at = comment.begin; at < comment.end;) {
      const std::size_t begin = value_.find_first_not_of(" \t()", at);
      const std::size_t end = std::min<std::size_t>(value_.find_first_of(" \t()", begin), comment.end);
      if (begin >= comment.end) break;
      words.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
      at = end;
    }
    return words;
  }

  void read_comment(Span comment) {
    const std::vector<Span> words = words_of_comment(comment);
    if (clause_ == Clause::from) is_value_due_ = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view word = at(value_, words[i]);
      if (text::equals_ignoring_case(word, "envelope-from") && i + 1 < words.size())
        put(hop_.envelope_from, without_enclosure(value_, words[i + 1]), true);
    }
    if (clause_ == Clause::from && read_client(words)) return;
    if (clause_ == Clause::with && !is_value_due_) clause_ = Clause::other;  // what follows is no more of the protocol
    read_tls(words);
  }

  // "(using TLSv1.3 with cipher ...)", "(version=TLS1_2, ...)", "(TLS)", "(... encrypted)" of qmail; not "(no TLS)".
  void read_tls(const std::vector<Span>& words) {
    constexpr std::string_view version = "version=";
    for (std::size_t i = 0; i < words.size() && hop_.tls.empty(); ++i) {
      std::string_view word = at(value_, words[i]);
      if (text::starts_with_ignoring_case(word, version)) word.remove_prefix(version.size());
      const bool is_denied = i > 0 && text::equals_ignoring_case(at(value_, words[i - 1]), "no");
      const bool is_tls = is_tls_version(word) || text::equals_ignoring_case(word, "encrypted");
      if (is_tls && !is_denied) hop_.tls = without_comma(words[i]);
    }
  }

  Span without_comma(Span word) const {
    return at(value_, word).ends_with(',') ? Span{word.begin, word.end - 1} : word;
  }

  // What a comment in the clause of the client says of it; false when it is about something else.
  bool read_client(const std::vector<Span>& words) {
    const bool had_address = is_address_in_comment_, had_helo = !said_helo_.empty();
    // Sendmail says so where the name does not lead back to the address: then it is the client's word.
    const bool may_be_forged =
        std::ranges::any_of(words, [&](Span word) { return text::equals_ignoring_case(at(value_, word), "forged"); });
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view word = at(value_, words[i]);
      const bool is_helo = text::equals_ignoring_case(word, "helo") || text::equals_ignoring_case(word, "ehlo");
      if (text::starts_with_ignoring_case(word, "helo="))
        put(said_helo_, {words[i].begin + 5, words[i].end}, true);
      else if (is_helo && i + 1 < words.size())
        put(said_helo_, words[++i], true);
      else
        read_address(words[i], true);
      const bool is_address = hop_.address && words[i].contains(hop_.ip);
      if (is_address && i > 0 && words[i - 1] != said_helo_ && !may_be_forged) named_ = words[i - 1];
    }
    return (is_address_in_comment_ && !had_address) || (!said_helo_.empty() && !had_helo);
  }

  // Who is who: where HELO is said for itself, the word behind "from" is the name in the DNS.
  void settle_names() {
    const bool is_helo_apart = !said_helo_.empty();
    hop_.helo = is_helo_apart ? said_helo_ : hop_.from;
    Span reverse = is_helo_apart && named_.empty() ? hop_.from : named_;
    const std::string_view name = at(value_, reverse);
    if (const std::size_t sign = name.rfind('@'); sign != std::string_view::npos)  // "ident@name"
      reverse.begin += static_cast<uint32_t>(sign) + 1;
    reverse = without_enclosure(value_, reverse);
    if (at(value_, reverse).ends_with('.')) --reverse.end;
    const std::string_view host = at(value_, reverse);
    const bool is_name = !host.empty() && host.find_first_of("=[]:,<>") == std::string_view::npos &&
                         !text::equals_ignoring_case(host, "unknown") && !text::parse_ipv4(host);
    if (is_name) hop_.reverse = reverse;
  }

  std::string_view value_;
  std::vector<Piece> pieces_;
  Hop hop_;
  Clause clause_ = Clause::none;
  bool is_value_due_ = false;  // the next word is what the keyword is about
  bool is_address_in_comment_ = false, is_literal_ = false;
  Span said_helo_;
  Span named_;  // the word in front of the address in its comment
};

}  // namespace

Hop read_received(std::string_view unfolded_value) { return ReceivedReader(unfolded_value).read(); }

namespace {

std::string first_word_of_protocol(std::string_view value, const Hop& hop) {
  const std::string_view with = at(value, hop.with);
  return text::to_lower(with.substr(0, with.find_first_of(" \t(")));
}

}  // namespace

bool is_submission(std::string_view value, const Hop& hop) {
  const std::string protocol = first_word_of_protocol(value, hop);
  return protocol.ends_with("mtpa") || protocol.ends_with("mtpsa");
}

bool is_fetched(std::string_view value, const Hop& hop) {
  const std::string protocol = first_word_of_protocol(value, hop);
  return protocol.starts_with("imap") || protocol.starts_with("pop3");
}

std::optional<ClientAddress> read_client_address(std::string_view value, Span word) {
  std::string_view text = at(value, word);
  if (const std::size_t open = text.find('['); open != std::string_view::npos) {
    text.remove_prefix(open + 1);
    text = text.substr(0, text.find(']'));
  } else if (const std::size_t sign = text.rfind('@'); sign != std::string_view::npos) {
    text.remove_prefix(sign + 1);
  }
  if (text::starts_with_ignoring_case(text, "ipv6:")) text.remove_prefix(5);
  text = text.substr(0, text.find_last_not_of(",;") + 1);
  auto ip = text::parse_ip(text);
  if (!ip && std::ranges::count(text, ':') == 1) {
    text = text.substr(0, text.find(':'));
    ip = text::parse_ipv4(text);
  }
  if (!ip) return std::nullopt;
  const auto begin = static_cast<uint32_t>(text.data() - value.data());
  return ClientAddress{{begin, begin + static_cast<uint32_t>(text.size())}, without_mapping(*ip)};
}

}  // namespace mailauth::messages
