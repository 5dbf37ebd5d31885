// Result lines are written by hand: a million of them through a JSON document would cost more than all rules together.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "mailauth/sweep/result.h"
#include "mailauth/text/utf8.h"

namespace mailauth::sweep {

namespace {

using Buffer = fmt::memory_buffer;

struct DetailName {
  Detail detail;
  std::string_view name;
};
constexpr std::array<DetailName, 3> detail_names{
    {{Detail::verdict, "verdict"}, {Detail::findings, "findings"}, {Detail::full, "full"}}};

void append(Buffer& out, std::string_view text) { out.append(text.data(), text.data() + text.size()); }

// RFC 8259 7: beyond U+FFFF as a pair of surrogates.
void append_code_point(Buffer& out, char32_t value) {
  const auto to = std::back_inserter(out);
  if (value < 0x10000) {
    fmt::format_to(to, "\\u{:04x}", static_cast<uint32_t>(value));
  } else {
    const auto rest = static_cast<uint32_t>(value) - 0x10000;
    fmt::format_to(to, "\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
  }
}

// Bytes that a string of JSON has as they are: printable ASCII but for the quotation mark and the backslash.
constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (char c = ' '; c <= '~'; ++c) plain[static_cast<unsigned char>(c)] = c != '"' && c != '\\';
  return plain;
}();

bool is_plain(char c) { return plain_bytes[static_cast<unsigned char>(c)]; }

// A byte that is no UTF-8 becomes the code point of its value.
void append_string(Buffer& out, std::string_view text) {
  out.push_back('"');
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
    append(out, text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (text.front() == '"' || text.front() == '\\') {
      out.push_back('\\');
      out.push_back(text.front());
      text.remove_prefix(1);
      continue;
    }
    const auto point = text::decode_utf8(text);
    append_code_point(out, point ? point->value : static_cast<unsigned char>(text.front()));
    text.remove_prefix(point ? point->length : 1);
  }
  out.push_back('"');
}

// The members of one object, one after the other.
class Object {
 public:
  explicit Object(Buffer& out) : out_(out) { out_.push_back('{'); }
  void close() { out_.push_back('}'); }

  Object& text(std::string_view name, std::string_view value) {
    key(name);
    append_string(out_, value);
    return *this;
  }
  Object& flag(std::string_view name, bool value) {
    key(name);
    append(out_, value ? "true" : "false");
    return *this;
  }
  Object& number(std::string_view name, std::size_t value) {
    key(name);
    fmt::format_to(std::back_inserter(out_), "{}", value);
    return *this;
  }
  Object& seconds(std::string_view name, double value) {
    key(name);
    fmt::format_to(std::back_inserter(out_), "{:.3f}", value);
    return *this;
  }
  // What is JSON already.
  Object& json(std::string_view name, std::string_view value) {
    key(name);
    append(out_, value);
    return *this;
  }
  template <class Item, class Write>
  Object& list(std::string_view name, const std::vector<Item>& items, Write write) {
    key(name);
    out_.push_back('[');
    for (const Item& item : items) {
      if (&item != items.data()) out_.push_back(',');
      write(out_, item);
    }
    out_.push_back(']');
    return *this;
  }
  Object& texts(std::string_view name, const std::vector<std::string>& items) {
    return list(name, items, [](Buffer& out, const std::string& item) { append_string(out, item); });
  }

 private:
  // Names are ours: there is nothing to escape in them.
  void key(std::string_view name) {
    append(out_, first_ ? "\"" : ",\"");
    first_ = false;
    append(out_, name);
    append(out_, "\":");
  }
  Buffer& out_;
  bool first_ = true;
};

void write_key(Buffer& out, const Key& key) {
  Object object(out);
  object.text("selector", key.selector).text("algorithm", key.algorithm).number("bits", key.bits);
  object.text("sha256", key.sha256);
  if (!key.modulus.empty()) object.text("modulus", key.modulus);
  object.close();
}

void write_finding(Buffer& out, const FoundRule& found) {
  Object object(out);
  object.text("rule", found.rule).text("severity", rules::to_string(found.severity));
  object.flag("indeterminate", found.indeterminate).text("where", found.where).text("message", found.message);
  object.close();
}

void write_verdict(Object& line, const Result& result) {
  line.text("domain", result.domain).text("time", result.time);
  line.flag("exists", result.exists).flag("complete", result.complete);
  line.text("forgery", result.forgery).text("own_mail", result.own_mail);
  line.text("spf", result.spf).text("spf_all", result.spf_all).number("lookups", result.lookups);
  line.text("dmarc", result.dmarc).text("policy", result.policy).text("subdomain_policy", result.subdomain_policy);
  line.flag("inherited", result.inherited).flag("reports", result.reports);
  line.text("dkim", result.dkim).text("mx", result.mx);
  line.number("errors", result.errors).number("warnings", result.warnings);
}

void write_lists(Object& line, const Result& result) {
  line.list("keys", result.keys, write_key);
  line.texts("mx_hosts", result.mx_hosts).texts("includes", result.includes);
  line.texts("unregistered", result.unregistered).texts("wildcards", result.wildcards);
  line.texts("services", result.services);
  line.list("findings", result.findings, write_finding);
}

std::string finish(Buffer& out) {
  out.push_back('\n');
  return fmt::to_string(out);
}

}  // namespace

std::string_view to_string(Detail detail) { return std::ranges::find(detail_names, detail, &DetailName::detail)->name; }

std::optional<Detail> parse_detail(std::string_view text) {
  const auto at = std::ranges::find(detail_names, text, &DetailName::name);
  return at == detail_names.end() ? std::nullopt : std::optional(at->detail);
}

std::string to_line(const Result& result, Detail detail, std::string_view report) {
  Buffer out;
  Object line(out);
  write_verdict(line, result);
  if (detail != Detail::verdict) write_lists(line, result);
  if (detail == Detail::full) line.json("report", report);
  line.number("queries", result.queries).number("cached", result.cached).number("elapsed_ms", result.elapsed_ms);
  line.close();
  return finish(out);
}

std::string to_line(const Summary& summary) {
  Buffer out;
  Object line(out);
  line.text("type", "summary").number("domains", summary.domains).number("complete", summary.complete);
  line.number("duplicates", summary.duplicates).number("junk", summary.junk);
  line.number("queries", summary.queries).number("cached", summary.cached);
  line.seconds("elapsed_s", summary.elapsed_s).flag("interrupted", summary.interrupted);
  line.close();
  return finish(out);
}

}  // namespace mailauth::sweep
