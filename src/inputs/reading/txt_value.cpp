#include "inputs/reading/txt_value.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::inputs {
namespace {

constexpr std::size_t max_rdata = 65535;  // RFC 1035 3.2.1

// Reads a value byte by byte, and keeps where each one of them stands.
class Reader {
 public:
  explicit Reader(std::string_view value) : value_(value) {}
  TxtReading take() { return std::move(reading_); }

  void read_strings(unsigned base, bool bare_words) {
    skip_blanks();
    while (at_ < value_.size()) {
      if (value_[at_] != '"' && !bare_words) reading_.readable = false;
      value_[at_] == '"' ? read_quoted(base) : read_bare(base);
      skip_blanks();
    }
    if (reading_.txt.strings.empty()) reading_.readable = false;
  }

  void read_text(bool escaped_semicolons) {
    begin_string();
    while (at_ < value_.size()) {
      if (escaped_semicolons && value_.substr(at_).starts_with("\\;")) ++at_;
      take(value_[at_], 1);
    }
    end_string();
  }

 private:
  void begin_string() {
    reading_.txt.strings.emplace_back();
    begin_ = at_;
  }

  void end_string() { reading_.words.push_back({static_cast<uint32_t>(begin_), static_cast<uint32_t>(at_)}); }

  void take(char byte, std::size_t length) {
    reading_.txt.strings.back() += byte;
    reading_.from.push_back(static_cast<uint32_t>(at_));
    at_ += length;
  }

  void skip_blanks() {
    while (at_ < value_.size() && is_space(value_[at_])) ++at_;
  }

  static bool is_space(char c) { return text::is_blank(c) || c == '\n' || c == '\r'; }

  void read_quoted(unsigned base) {
    begin_string();
    for (++at_; at_ < value_.size() && value_[at_] != '"';) take_byte(base);
    if (at_ == value_.size()) reading_.readable = false;
    at_ = std::min(at_ + 1, value_.size());
    end_string();
  }

  void read_bare(unsigned base) {
    begin_string();
    while (at_ < value_.size() && value_[at_] != '"' && !is_space(value_[at_])) take_byte(base);
    end_string();
  }

  // A byte, "\X", or "\" and three digits.
  void take_byte(unsigned base) {
    const std::string_view rest = value_.substr(at_);
    if (rest[0] != '\\') return take(rest[0], 1);
    if (rest.size() < 2) {
      reading_.readable = false;
      ++at_;
    } else if (const auto byte = number_after_backslash(rest.substr(1), base)) {
      take(*byte, 4);
    } else {
      take(rest[1], 2);
    }
  }

  static std::optional<char> number_after_backslash(std::string_view digits, unsigned base) {
    if (digits.size() < 3) return std::nullopt;
    unsigned value = 0;
    for (const char c : digits.substr(0, 3)) {
      if (!text::is_digit(c) || static_cast<unsigned>(c - '0') >= base) return std::nullopt;
      value = value * base + static_cast<unsigned>(c - '0');
    }
    return value <= 255 ? std::optional(static_cast<char>(value)) : std::nullopt;
  }

  std::string_view value_;
  TxtReading reading_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
};

TxtReading read_strings(std::string_view value, unsigned base, bool bare_words) {
  Reader reader(value);
  reader.read_strings(base, bare_words);
  return reader.take();
}

TxtReading read_text(std::string_view value, bool escaped_semicolons = false) {
  Reader reader(value);
  reader.read_text(escaped_semicolons);
  return reader.take();
}

// The quotes that are read with the value stand nowhere.
TxtReading read_inside_quotes(std::string_view value) {
  TxtReading reading = read_strings('"' + std::string(value) + '"', 8, false);
  const auto size = static_cast<uint32_t>(value.size());
  const auto without_quote = [size](uint32_t at) { return std::min(at == 0 ? 0 : at - 1, size); };
  for (text::Span& word : reading.words) word = {without_quote(word.begin), without_quote(word.end)};
  for (uint32_t& at : reading.from) at = without_quote(at);
  return reading;
}

bool is_in_quotes(std::string_view value) { return value.size() > 1 && value.front() == '"' && value.back() == '"'; }

// Tools that take the text cut it themselves: receivers join the strings again.
void cut_long_strings(TxtReading& reading) {
  const auto fits = [](const std::string& string) { return string.size() <= dns::max_string_length; };
  if (std::ranges::all_of(reading.txt.strings, fits)) return;
  std::string joined;
  for (const std::string& string : reading.txt.strings) joined += string;
  reading.txt = dns::cut_into_strings(joined);
}

TxtReading read_as(std::string_view value, TxtForm form) {
  switch (form) {
    case TxtForm::strings: return read_strings(value, 10, true);
    case TxtForm::quoted: return read_strings(value, 10, false);
    case TxtForm::route53: return read_strings(value, 8, false);
    case TxtForm::inside_quotes: return read_inside_quotes(value);
    case TxtForm::text_or_strings: return is_in_quotes(value) ? read_strings(value, 10, true) : read_text(value);
    case TxtForm::text: return read_text(value);
    case TxtForm::octodns: return is_in_quotes(value) ? read_strings(value, 10, true) : read_text(value, true);
  }
  return {};
}

bool cuts_long_strings(TxtForm form) {
  return form == TxtForm::text_or_strings || form == TxtForm::text || form == TxtForm::octodns;
}

bool fits_a_record(const dns::Txt& txt) {
  std::size_t size = 0;
  for (const std::string& string : txt.strings) {
    if (string.size() > dns::max_string_length) return false;
    size += string.size() + 1;
  }
  return size <= max_rdata;
}

}  // namespace

TxtReading read_txt(std::string_view value, TxtForm form) {
  TxtReading reading = read_as(value, form);
  if (cuts_long_strings(form)) cut_long_strings(reading);
  if (!fits_a_record(reading.txt)) reading.readable = false;
  return reading;
}

}  // namespace mailauth::inputs
