// The one-line picture of a DKIM key record that table tests compare.
#include <fmt/format.h>

#include "records/dkim.h"
#include "text/ascii.h"

namespace mailauth::records::dkim {

namespace {

std::string dump(const PublicKey& key) {
  std::string shown = fmt::format("{}/{}", to_string(key.form), to_string(key.algorithm));
  if (key.bits > 0) shown += fmt::format("/{}", key.bits);
  if (!key.exponent.empty()) shown += fmt::format(" e={}", key.exponent);
  if (key.form == Form::truncated) shown += fmt::format(" {} of {} bytes", key.bytes, key.bytes_needed);
  if (key.trailing_bytes > 0) shown += fmt::format(" {} trailing", key.trailing_bytes);
  return shown;
}

}  // namespace

std::string dump(const Record& record) {
  std::vector<std::string> words{is_usable(record) ? "usable" : resembles_key(record) ? "unusable" : "other"};
  words.push_back(record.revoked() ? "revoked" : dump(record.key));
  if (record.v) words.push_back(fmt::format("v={}", record.text(*record.v)));
  if (record.k) words.push_back(fmt::format("k={}", record.text(*record.k)));
  const auto add = [&](std::string_view name, const std::vector<std::string>& items) {
    if (!items.empty()) words.push_back(fmt::format("{}={}", name, text::join(items, ":")));
  };
  add("h", record.hashes);
  add("s", record.services);
  add("t", record.flags);
  if (record.n) words.push_back(fmt::format("n={}", record.text(*record.n)));
  if (record.g) words.push_back(fmt::format("g={}", record.text(*record.g)));
  return text::escape_bytes(text::join(words, " "));
}

}  // namespace mailauth::records::dkim
