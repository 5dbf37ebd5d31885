#include "text/base64.h"

#include <gtest/gtest.h>

namespace mailauth::text::base64_test {
namespace {

std::string bytes_of(const Base64& decoded) { return {decoded.bytes.begin(), decoded.bytes.end()}; }

TEST(Base64, DecodesTheVectorsOfTheRfc) {  // RFC 4648 10
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(encode_base64(bytes), text);
    const Base64 decoded = decode_base64(text);
    EXPECT_EQ(bytes_of(decoded), bytes);
    EXPECT_EQ(decoded.fault, std::nullopt) << text;
    EXPECT_FALSE(decoded.has_blanks);
  }
}

TEST(Base64, AllowsFoldingWhiteSpace) {
  const Base64 decoded = decode_base64(" Zm9v\r\n\tYm Fy ");
  EXPECT_EQ(bytes_of(decoded), "foobar");
  EXPECT_EQ(decoded.fault, std::nullopt);
  EXPECT_TRUE(decoded.has_blanks);
}

TEST(Base64, PointsAtTheFirstFault) {
  struct Case {
    std::string_view text;
    uint32_t fault;
    std::string_view bytes;
  };
  const Case cases[] = {
      {"Zm9v!mFy", 4, "foo"},                        // no character of the alphabet
      {"Zm9v-mFy", 4, "foo"},                        // base64url
      {"Zg", 2, "f"},                                // padding missing
      {"Zg=", 3, "f"},                               // half of it missing
      {"Zg===", 4, "f"},                             // too much of it
      {"Zm9v=", 4, "foo"},                           // none belongs here
      {"Z===", 1, ""},                               // one character is no byte
      {"Z", 1, ""},           {"Zg==Zg==", 4, "f"},  // two texts
      {"Zg=a", 3, "f"},       {"=", 0, ""},
  };
  for (const Case& c : cases) {
    const Base64 decoded = decode_base64(c.text);
    EXPECT_EQ(decoded.fault, c.fault) << c.text;
    EXPECT_EQ(bytes_of(decoded), c.bytes) << c.text;
  }
}

TEST(Base64, ReadsBackWhatItWrites) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i * 37);
    EXPECT_EQ(bytes_of(decode_base64(encode_base64(bytes))), bytes);
  }
  const std::vector<uint8_t> octets{0, 255, 16};
  EXPECT_EQ(decode_base64(encode_base64(octets)).bytes, octets);
}

}  // namespace
}  // namespace mailauth::text::base64_test
