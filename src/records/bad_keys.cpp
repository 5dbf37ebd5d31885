#include "records/bad_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "records/sha256.h"
#include "text/ascii.h"

namespace mailauth::records::dkim {

namespace {

std::optional<uint8_t> digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<uint8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<uint8_t>(c - 'A' + 10);
  return std::nullopt;
}

// False when the text does not begin with as many digits.
template <std::size_t size>
bool read_hexadecimal(std::string_view text, std::array<uint8_t, size>& bytes) {
  for (std::size_t i = 0; i < size; ++i) {
    const auto high = digit(text[2 * i]), low = digit(text[2 * i + 1]);
    if (!high || !low) return false;
    bytes[i] = static_cast<uint8_t>(*high << 4U | *low);
  }
  return true;
}

// What badkeys hashes: an RSA modulus, or the point of an Ed25519 key, as a number without leading zeros.
std::span<const uint8_t> number_of(const PublicKey& key) {
  if (key.algorithm == Algorithm::rsa) return key.modulus;
  if (key.algorithm != Algorithm::ed25519 || key.spki.size() < ed25519_bytes) return {};
  const std::span<const uint8_t> point = std::span(key.spki).last(ed25519_bytes);
  const auto first = std::ranges::find_if(point, [](uint8_t byte) { return byte != 0; });
  return {first, point.end()};
}

std::string_view without_comment(std::string_view line) { return text::trim(line.substr(0, line.find('#'))); }

}  // namespace

std::variant<BadKeys, std::string> BadKeys::parse(std::string_view text) {
  BadKeys bad;
  unsigned number = 0;
  for (const std::string_view raw : text::split(text, '\n')) {
    ++number;
    const std::string_view line = without_comment(raw);
    Digest digest{};
    std::array<uint8_t, 16> entry{};
    if (line.size() == 2 * digest.size() && read_hexadecimal(line, digest)) {
      bad.keys_.push_back(digest);
    } else if (line.size() == 2 * entry.size() && read_hexadecimal(line, entry)) {
      Prefix& prefix = bad.numbers_.emplace_back();
      std::copy_n(entry.begin(), prefix.size(), prefix.begin());
    } else if (!line.empty()) {
      // Not what stands there: mailauth.toml of a stranger may name a file that is none of his business.
      return fmt::format("{}: neither a SHA-256 (64 hexadecimal digits) nor an entry of badkeys (32)", number);
    }
  }
  std::ranges::sort(bad.keys_);
  std::ranges::sort(bad.numbers_);
  return bad;
}

bool BadKeys::contains(const PublicKey& key) const {
  if (key.spki.empty()) return false;
  if (std::ranges::binary_search(keys_, sha256(key.spki))) return true;
  const std::span<const uint8_t> number = number_of(key);
  if (number.empty()) return false;
  Prefix prefix{};
  std::copy_n(sha256(number).begin(), prefix.size(), prefix.begin());
  return std::ranges::binary_search(numbers_, prefix);
}

}  // namespace mailauth::records::dkim
