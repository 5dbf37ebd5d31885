// Thousands of texts that are put together from what records are made of, the same ones every time.
#include <gtest/gtest.h>

#include <random>
#include <span>
#include <string>

#include "support/record_properties.h"
#include "support/test_keys.h"
#include "text/ascii.h"

namespace mailauth::records::property_test {
namespace {

using Random = std::mt19937;
using Pieces = std::span<const std::string_view>;

constexpr unsigned many = 5000, fewer = 1000;  // OpenSSL needs its time

std::size_t below(Random& random, std::size_t limit) { return random() % limit; }

// Now and then a byte is replaced, removed or doubled.
void mutate(Random& random, std::string& text) {
  if (text.empty()) return;
  const std::size_t at = below(random, text.size());
  switch (below(random, 8)) {
    case 0: text[at] = static_cast<char>(random()); break;
    case 1: text.erase(at, 1); break;
    case 2: text.insert(at, 1, text[at]); break;
    default: break;
  }
}

std::string random_text(Random& random, std::string_view start, Pieces pieces) {
  constexpr std::size_t max_pieces = 24;
  std::string text(below(random, 4) == 0 ? "" : start);
  for (std::size_t i = below(random, max_pieces); i > 0; --i) text += pieces[below(random, pieces.size())];
  mutate(random, text);
  return text;
}

void expect_properties(unsigned cases, std::string_view start, Pieces pieces,
                       std::optional<std::string> (*broken)(std::string_view text)) {
  Random random(20260501);
  for (unsigned i = 0; i < cases; ++i) {
    const std::string text = random_text(random, start, pieces);
    const std::optional<std::string> property = broken(text);
    ASSERT_EQ(property.value_or(""), "") << text::escape_bytes(text);
  }
}

constexpr std::string_view tag_pieces[] = {"v",        "p",    "rua",  "=",   ":", ";",
                                           " ",        "\t",   "\r\n", "x_1", "9", "mailto:a@example.com",
                                           "\xC3\xA9", "junk", ",",    "==",  "; "};

constexpr std::string_view spf_pieces[] = {" ",
                                           " ",
                                           " ",
                                           "  ",
                                           "\t",
                                           "+",
                                           "-",
                                           "~",
                                           "?",
                                           "all",
                                           "include:",
                                           "a",
                                           "mx",
                                           "ptr",
                                           "ip4:",
                                           "ip6:",
                                           "exists:",
                                           "redirect=",
                                           "exp=",
                                           "x=",
                                           ":",
                                           "=",
                                           "/",
                                           "//",
                                           "24",
                                           "64",
                                           "0",
                                           "192.0.2.1",
                                           "2001:db8::",
                                           "example.com",
                                           "%{d}",
                                           "%{ir.-}",
                                           "%%",
                                           "%_",
                                           "%{",
                                           "}",
                                           "%",
                                           ".",
                                           "v=spf1",
                                           "spf",
                                           ";",
                                           "\"",
                                           "\xE2\x80\x9C",
                                           " -all",
                                           " a:example.com/24//64",
                                           " ip6:2001:db8::/32"};

constexpr std::string_view dmarc_pieces[] = {"; ",
                                             ";",
                                             " ",
                                             "p=",
                                             "sp=",
                                             "np=",
                                             "rua=",
                                             "ruf=",
                                             "fo=1",
                                             "t=y",
                                             "psd=n",
                                             "adkim=s",
                                             "pct=",
                                             "reject",
                                             "none",
                                             "quarantine",
                                             "mailto:",
                                             "a@example.com",
                                             "b@example.net!10m",
                                             "?subject=x",
                                             ":",
                                             ",",
                                             "|",
                                             "&",
                                             "=",
                                             "%40",
                                             "!",
                                             "v=DMARC1",
                                             "DMARC1",
                                             "100",
                                             "\xE2\x80\x9D",
                                             "; p=reject",
                                             "; rua=mailto:a@example.com"};

constexpr std::string_view dkim_pieces[] = {"; ",
                                            ";",
                                            " ",
                                            "v=DKIM1",
                                            "k=rsa",
                                            "k=ed25519",
                                            "p=",
                                            "h=sha1:sha256",
                                            "s=email",
                                            "t=y:s",
                                            "n=",
                                            "=",
                                            ":",
                                            "MIGfMA0GCSqG",
                                            "AAAA",
                                            "-----BEGIN PRIVATE KEY-----",
                                            tests::rsa_1024,
                                            tests::ed25519_raw,
                                            tests::rsa_1024_certificate};

TEST(Properties, HoldForTagLists) { expect_properties(many, "v=X; ", tag_pieces, tests::broken_tag_list_property); }

TEST(Properties, HoldForSpf) { expect_properties(many, "v=spf1 ", spf_pieces, tests::broken_spf_property); }

TEST(Properties, HoldForDmarc) { expect_properties(many, "v=DMARC1; ", dmarc_pieces, tests::broken_dmarc_property); }

TEST(Properties, HoldForDkim) { expect_properties(fewer, "v=DKIM1; p=", dkim_pieces, tests::broken_dkim_property); }

// The bounds on tags and terms.
TEST(Properties, HoldForLongTexts) {
  std::string tags, terms = "v=spf1";
  for (int i = 0; i < 400; ++i) tags += "p=none; ";
  for (int i = 0; i < 700; ++i) terms += " a:example.com";
  EXPECT_EQ(tests::broken_tag_list_property(tags), std::nullopt);
  EXPECT_EQ(tests::broken_dmarc_property("v=DMARC1; " + tags), std::nullopt);
  EXPECT_EQ(tests::broken_dkim_property(tags), std::nullopt);
  EXPECT_EQ(tests::broken_spf_property(terms), std::nullopt);
}

}  // namespace
}  // namespace mailauth::records::property_test
