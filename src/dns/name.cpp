#include "dns/name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace mailauth::dns {
namespace {

// What an octet is in Name::text(), when it is not escaped: itself in lower case; otherwise 0.
constexpr std::array<char, 256> plain_octets = [] {
  std::array<char, 256> plain{};
  for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyz0123456789-_*/"))
    plain[static_cast<unsigned char>(c)] = c;
  for (char c = 'A'; c <= 'Z'; ++c) plain[static_cast<unsigned char>(c)] = static_cast<char>(c - 'A' + 'a');
  return plain;
}();

// Adds one octet of a label as it stands in Name::text().
void append_octet(std::string& text, unsigned char octet) {
  if (const char plain = plain_octets[octet]) {
    text += plain;
  } else if (octet == '.') {
    text += "\\.";
  } else {
    text += fmt::format("\\{:03}", octet);
  }
}

// Takes one octet of a label from the front of `text`; "\X" and "\DDD" are escapes (RFC 1035 5.1).
std::optional<unsigned char> take_octet(std::string_view& text) {
  char c = text.front();
  text.remove_prefix(1);
  if (c != '\\') return static_cast<unsigned char>(c);
  if (text.empty()) return std::nullopt;
  if (!text::is_digit(text.front())) {
    c = text.front();
    text.remove_prefix(1);
    return static_cast<unsigned char>(c);
  }
  const std::optional<unsigned> value = text::parse_number(text.substr(0, 3), 255);
  if (!value || text.size() < 3) return std::nullopt;
  text.remove_prefix(3);
  return static_cast<unsigned char>(*value);
}

// Makes lower case of octets that need no escape. False: one does.
bool make_plain(char* octets, std::size_t length) {
  bool all_plain = true;
  for (char* octet = octets; octet != octets + length; ++octet) {
    *octet = plain_octets[static_cast<unsigned char>(*octet)];
    all_plain &= *octet != 0;
  }
  return all_plain;
}

// Adds labels in one go when none of their octets needs an escape, as in nearly all names. Was it so?
bool append_plain(std::string& text, std::string_view labels) {
  if (labels.size() > max_name_length) return false;
  const std::size_t before = text.size();
  text.append(labels);
  for (std::size_t at = 0; at <= labels.size();) {
    const std::size_t length = std::min(labels.find('.', at), labels.size()) - at;
    if (length == 0 || length > max_label_length || !make_plain(text.data() + before + at, length)) {
      text.resize(before);
      return false;
    }
    at += length + 1;
  }
  return true;
}

// Moves the first label, up to a dot or the end, behind `to`, and says how many octets it has; nothing when it
// is empty, too long or has a broken escape.
std::optional<std::size_t> take_label(std::string_view& text, std::string& to) {
  std::size_t octets = 0;
  while (!text.empty() && text.front() != '.' && octets <= max_label_length) {
    const std::optional<unsigned char> octet = take_octet(text);
    if (!octet) return std::nullopt;
    append_octet(to, *octet);
    ++octets;
  }
  if (octets == 0 || octets > max_label_length) return std::nullopt;
  return octets;
}

// Moves all labels behind `to`. False: one is no label, or they are too long together.
bool take_labels(std::string_view text, std::string& to) {
  if (append_plain(to, text.substr(0, text.ends_with('.') ? text.size() - 1 : text.size()))) return true;
  std::size_t octets = 0;  // with a dot for each label
  while (!text.empty()) {
    if (octets > 0) to += '.';
    const std::optional<std::size_t> label = take_label(text, to);
    if (!label) return false;
    octets += *label + 1;
    if (octets > max_name_length + 1) return false;
    if (!text.empty()) text.remove_prefix(1);
  }
  return true;
}

// Dots inside of labels are written "\.", and a backslash never stands for itself, so one byte decides.
bool is_separator(std::string_view name, std::size_t at) {
  return name[at] == '.' && (at == 0 || name[at - 1] != '\\');
}

// Where the label after the one at `begin` starts; npos when it is the last.
std::size_t next_label(std::string_view name, std::size_t begin) {
  for (std::size_t at = begin; at < name.size(); ++at) {
    if (is_separator(name, at)) return at + 1;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_absolute(std::string_view text) {
  if (!text.ends_with('.')) return false;
  text.remove_suffix(1);
  const std::size_t last_other = text.find_last_not_of('\\');
  const std::size_t backslashes = text.size() - (last_other + 1);  // npos + 1 is 0
  return backslashes % 2 == 0;
}

std::optional<Name> Name::parse(std::string_view text) {
  Name name;
  if (text == ".") return name;
  name.text_.reserve(text.size());
  if (!take_labels(text, name.text_)) return std::nullopt;
  return name;
}

std::optional<Name> Name::parse_unescaped(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return parse(text);
  return parse(text::replace_all(text, "\\", "\\\\"));
}

std::optional<Name> Name::from_wire(std::string_view octets) {
  Name name;
  name.text_.reserve(octets.size());
  for (std::size_t at = 0; at < octets.size() && octets[at] != 0;) {
    const std::size_t length = static_cast<unsigned char>(octets[at]);
    const std::string_view label = octets.substr(at + 1, length);
    at += 1 + length;
    if (label.size() < length || length > max_label_length || at > max_name_length + 1) return std::nullopt;
    if (!name.is_root()) name.text_ += '.';
    const std::size_t begin = name.text_.size();
    if (make_plain(name.text_.append(label).data() + begin, length)) continue;
    name.text_.resize(begin);
    for (const char octet : label) append_octet(name.text_, static_cast<unsigned char>(octet));
  }
  return name;
}

bool SubtreeOrder::operator()(const Name& a, const Name& b) const {
  // What separates labels comes before all that can stand in them.
  const auto rank = [](std::string_view name, std::size_t at) {
    return is_separator(name, at) ? 0 : 1 + static_cast<unsigned char>(name[at]);
  };
  const std::string_view left = a.text(), right = b.text();
  const std::size_t common = std::min(left.size(), right.size());
  for (std::size_t i = 1; i <= common; ++i) {
    const int difference = rank(left, left.size() - i) - rank(right, right.size() - i);
    if (difference != 0) return difference < 0;
  }
  return left.size() < right.size();
}

std::size_t Name::label_count() const {
  std::size_t count = 0;
  for (std::string_view rest = text_; !rest.empty(); rest = parent_text(rest)) ++count;
  return count;
}

std::vector<std::string_view> Name::labels() const {
  std::vector<std::string_view> labels;
  const std::string_view text = text_;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t next = next_label(text, begin);
    const bool last = next == std::string_view::npos;
    labels.push_back(text.substr(begin, last ? next : next - 1 - begin));
    if (last) break;
    begin = next;
  }
  return labels;
}

Name Name::parent() const {
  Name parent;
  parent.text_ = parent_text(text_);
  return parent;
}

std::string_view parent_text(std::string_view name) {
  const std::size_t next = next_label(name, 0);
  return next == std::string_view::npos ? std::string_view{} : name.substr(next);
}

Name Name::last_labels(std::size_t count) const {
  std::string_view last = text_;
  for (std::size_t have = label_count(); have > count; --have) last = parent_text(last);
  Name name;
  name.text_ = last;
  return name;
}

std::optional<Name> Name::child(std::string_view labels) const {
  if (is_absolute(labels)) labels.remove_suffix(1);
  if (labels.empty()) return *this;
  Name child;
  child.text_.reserve(labels.size() + 1 + text_.size());
  if (!take_labels(labels, child.text_)) return std::nullopt;
  if (is_root()) return child;
  child.text_.append(1, '.').append(text_);
  if (child.text_.size() <= max_name_length) return child;
  return parse(child.text_);  // escapes are longer than the octets that count
}

bool Name::is_within(const Name& ancestor) const {
  if (!text_.ends_with(ancestor.text_)) return false;
  if (ancestor.is_root() || text_.size() == ancestor.text_.size()) return true;
  return is_separator(text_, text_.size() - ancestor.text_.size() - 1);
}

std::string Name::relative_to(const Name& ancestor) const {
  if (!is_within(ancestor)) return text_;
  if (ancestor.is_root()) return text_;
  if (*this == ancestor) return {};
  return text_.substr(0, text_.size() - ancestor.text_.size() - 1);
}

}  // namespace mailauth::dns
