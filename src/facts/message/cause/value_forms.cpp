#include "facts/message/cause/value_forms.h"

#include <algorithm>

#include "messages/encoded_words.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::facts::causes {

namespace {

constexpr std::size_t max_text = 1000;       // of a value that is taken to pieces
constexpr std::size_t max_added_text = 200;  // at an end of it

constexpr std::string_view blanks = " \t\r\n";

std::string_view leading_blanks(std::string_view value) {
  return value.substr(0, std::min(value.find_first_not_of(blanks), value.size()));
}

bool is_boundary(std::string_view text, std::size_t at) {
  return at == text.size() || !text::is_alnum(text[at - 1]) || !text::is_alnum(text[at]);
}

// "[users] " wherever it stands: "Re: [users] Hello".
void add_without_brackets(std::string_view value, ValueForms& forms) {
  for (std::size_t open = value.find('['); open != std::string_view::npos; open = value.find('[', open + 1)) {
    const std::size_t close = value.find(']', open);
    if (close == std::string_view::npos) return;
    const std::size_t next = std::min(value.find_first_not_of(blanks, close + 1), value.size());
    for (const std::size_t end : {next, close + 1}) {
      const std::string_view gone = value.substr(open, end - open);
      forms.push_back({std::string(value.substr(0, open)).append(value.substr(end)), std::string(gone), open});
    }
  }
}

// The value without what stands before each place in it: "Fwd: ", "***SPAM*** ", and what nobody has thought of.
void add_without_beginning(std::string_view value, bool only_words, ValueForms& forms) {
  const std::string_view lead = leading_blanks(value);
  const std::string_view text = value.substr(lead.size());
  for (std::size_t at = 1; at < std::min(text.size(), max_added_text); ++at) {
    const bool is_word = is_boundary(text, at) && !text::is_blank(text[at]);
    if (only_words && !is_word) continue;
    const std::string_view gone = text.substr(0, at);
    const char last = text::trim(gone).empty() ? ' ' : text::trim(gone).back();
    forms.push_back(
        {std::string(lead).append(text.substr(at)), std::string(gone), lead.size(), is_word && !text::is_alnum(last)});
  }
}

void add_without_end(std::string_view value, bool only_words, ValueForms& forms) {
  const std::size_t lead = leading_blanks(value).size();
  for (std::size_t size = value.size() - 1; size > lead && size + max_added_text > value.size(); --size) {
    const char next = value[size];
    if (only_words && !(is_boundary(value, size) && (text::is_blank(next) || next == ';'))) continue;
    forms.push_back({std::string(value.substr(0, size)), std::string(value.substr(size)), size, next == ' '});
  }
}

std::string hexadecimal(char c, bool upper) {
  const std::string_view digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  const auto octet = static_cast<uint8_t>(c);
  return {digits[octet >> 4U], digits[octet & 15U]};
}

std::string encoded_q(std::string_view text, bool upper) {
  std::string out;
  for (const char c : text) {
    if (c == ' ')
      out += '_';
    else if (text::is_alnum(c) || std::string_view("!*+-/.,:'()&%#@;~").find(c) != std::string_view::npos)
      out += c;
    else
      out.append("=").append(hexadecimal(c, upper));
  }
  return out;
}

// A text as one encoded-word, in the spellings of RFC 2047 that programs write.
std::vector<std::string> encoded_words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view charset : {"utf-8", "UTF-8"})
    for (const std::string_view letter : {"q", "Q", "b", "B"}) {
      const bool is_base64 = letter == "b" || letter == "B";
      for (const bool upper : {true, false}) {
        if (is_base64 && !upper) continue;
        const std::string encoded = is_base64 ? text::encode_base64(text) : encoded_q(text, upper);
        words.push_back(std::string("=?").append(charset).append("?").append(letter).append("?") + encoded + "?=");
      }
    }
  return words;
}

// "Jörg" of "Jörg <joerg@example.com>": what of a value is encoded.
std::size_t end_of_phrase(const NamedValue& field) {
  const std::size_t angle = field.value.find('<');
  return angle == std::string_view::npos ? field.value.size() : angle;
}

std::string_view without_quotes(std::string_view text) {
  return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string capitalized(std::string_view name) {
  std::string out = text::to_lower(name);
  bool is_first = true;
  for (char& c : out) {
    if (is_first && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    is_first = c == '-';
  }
  return out;
}

}  // namespace

ValueForms without_added_text(const NamedValue& field) {
  ValueForms forms;
  const std::string_view value = field.value;
  if (value.empty() || value.size() > max_text) return forms;
  const bool is_text = text::equals_ignoring_case(field.name, "Subject");
  add_without_brackets(value, forms);
  add_without_beginning(value, true, forms);
  add_without_end(value, true, forms);
  if (is_text) {
    add_without_beginning(value, false, forms);
    add_without_end(value, false, forms);
  }
  return forms;
}

ValueForms encoded_forms(const NamedValue& field) {
  ValueForms forms;
  if (field.value.size() > max_text) return forms;
  const std::size_t end = end_of_phrase(field);
  const std::string lead(leading_blanks(field.value));
  const std::string_view phrase = text::trim(field.value.substr(0, end));
  const std::string rest = end < field.value.size() ? " " + std::string(field.value.substr(end)) : std::string();
  std::string unfolded = text::replace_all(phrase, "\r\n", "");
  unfolded = text::replace_all(unfolded, "\n", "");
  const std::string decoded = messages::decode_encoded_words(without_quotes(unfolded));
  if (decoded == without_quotes(unfolded) && is_ascii(decoded)) return forms;
  forms.push_back({lead + decoded + rest});
  forms.push_back({lead + "\"" + decoded + "\"" + rest});
  for (const std::string& word : encoded_words_of(decoded)) {
    forms.push_back({lead + word + rest});
    forms.push_back({lead + "\"" + word + "\"" + rest});
  }
  return forms;
}

ValueForms quoted_forms(const NamedValue& field) {
  ValueForms forms;
  if (field.value.size() > max_text) return forms;
  const std::string value(field.value);
  const std::string lead(leading_blanks(value));
  const std::string text(text::trim(value));
  const std::size_t angle = text.find('<');
  if (angle != std::string::npos && angle > 0) {
    const std::string name(text::trim(text.substr(0, angle)));
    const std::string rest = text.substr(angle);
    const std::string bare(without_quotes(name));
    for (const std::string& form : {bare, "\"" + bare + "\"", "'" + bare + "'", "\"'" + bare + "'\""}) {
      forms.push_back({lead + form + " " + rest});
      forms.push_back({lead + form + rest});
    }
    forms.push_back({lead + rest});
    forms.push_back({lead + rest.substr(1, rest.find('>') - 1)});
  }
  if (angle == std::string::npos && text.find(',') == std::string::npos) {
    forms.push_back({lead + "<" + text + ">"});
    forms.push_back({lead + "\"" + text + "\" <" + text + ">"});
    forms.push_back({lead + text + " <" + text + ">"});
  } else {
    forms.push_back({text::replace_all(text::replace_all(value, "<", ""), ">", "")});
  }
  for (const char separator : {',', ';'}) {
    const std::string narrow(1, separator), wide = narrow + " ";
    const std::string closed = text::replace_all(value, wide, narrow);
    forms.push_back({closed});
    forms.push_back({text::replace_all(closed, narrow, wide)});
  }
  // Parameters: charset=utf-8, charset="utf-8"
  forms.push_back({text::replace_all(value, "\"", "")});
  std::string quoted;
  for (std::size_t at = 0; at < value.size(); ++at) {
    quoted += value[at];
    const bool begins = value[at] == '=' && at + 1 < value.size() && value[at + 1] != '"';
    if (!begins || angle != std::string::npos) continue;
    const std::size_t end = std::min(value.find_first_of("; \t\r\n", at + 1), value.size());
    quoted.append("\"").append(value, at + 1, end - at - 1).append("\"");
    at = end - 1;
  }
  forms.push_back({quoted});
  forms.push_back({text::to_lower(value)});
  return forms;
}

ValueForms transfer_encoding_forms(const NamedValue& field) {
  ValueForms forms;
  if (!text::equals_ignoring_case(field.name, "Content-Transfer-Encoding")) return forms;
  const std::string lead(leading_blanks(field.value));
  for (const std::string_view word : {"8bit", "7bit", "quoted-printable", "base64", "binary", "8BIT", "7BIT", "7Bit",
                                      "8Bit", "QUOTED-PRINTABLE", "BASE64", "Quoted-Printable", "Base64"})
    forms.push_back({lead + std::string(word)});
  return forms;
}

std::vector<std::string> name_forms(std::string_view name) {
  std::vector<std::string> forms{capitalized(name), text::to_lower(name), std::string(name)};
  std::ranges::transform(forms[2], forms[2].begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  for (const std::string_view known : {"MIME-Version", "Message-ID", "Message-Id", "Content-ID", "DKIM-Signature",
                                       "List-ID", "List-Id", "In-Reply-To", "CC", "Mime-Version", "X-MSMail-Priority"})
    if (text::equals_ignoring_case(name, known)) forms.emplace_back(known);
  return forms;
}

}  // namespace mailauth::facts::causes
