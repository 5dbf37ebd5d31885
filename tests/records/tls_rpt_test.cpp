#include "records/tls_rpt.h"

#include <gtest/gtest.h>

namespace mailauth::records::tls_rpt::tls_rpt_test {
namespace {

std::string model(std::string text) { return dump(parse({{}, std::move(text), {}, {}})); }

TEST(TlsRpt, IsReadAsTheStandardShowsIt) {
  EXPECT_EQ(model("v=TLSRPTv1; rua=mailto:reports@example.com"),
            "tls-rpt rua=<mailto:reports@example.com|example.com>");
  EXPECT_EQ(model("v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt"),
            "tls-rpt rua=<https://reporting.example.com/v1/tlsrpt|reporting.example.com>");
}

TEST(TlsRpt, HasAListOfAddresses) {
  EXPECT_EQ(model("v=TLSRPTv1;rua=mailto:a@example.com , HTTPS://r.example.net:8443?x=1;"),
            "tls-rpt rua=<mailto:a@example.com|example.com> rua=<HTTPS://r.example.net:8443?x=1|r.example.net>");
}

TEST(TlsRpt, KeepsWhatIsNoAddress) {
  EXPECT_EQ(model("v=TLSRPTv1; rua=tls@example.com"), "tls-rpt rua=bad<tls@example.com|>");
  EXPECT_EQ(model("v=TLSRPTv1; rua=http://r.example.net/"), "tls-rpt rua=bad<http://r.example.net/|>");
  EXPECT_EQ(model("v=TLSRPTv1; rua=https:///v1"), "tls-rpt rua=bad<https:///v1|>");
  EXPECT_EQ(model("v=TLSRPTv1; rua=https:"), "tls-rpt rua=bad<https:|>");
  EXPECT_EQ(model("v=TLSRPTv1; rua=mailto:a!b@example.com"), "tls-rpt rua=bad<mailto:a!b@example.com|example.com>");
  EXPECT_EQ(model("v=TLSRPTv1; rua=mailto:a%21b@example.com"), "tls-rpt rua=<mailto:a%21b@example.com|example.com>");
  EXPECT_EQ(model("v=TLSRPTv1; rua=mailto:a@example.com!10m"), "tls-rpt rua=bad<mailto:a@example.com!10m|example.com>");
  EXPECT_EQ(model("v=TLSRPTv1; rua="), "tls-rpt");
}

TEST(TlsRpt, BeginsExactlyWithItsVersion) {
  for (const std::string_view text : {"v=TLSRPTv1", "v=TLSRPTv1 ; rua=mailto:a@example.com", "V=TLSRPTv1;",
                                      " v=TLSRPTv1;", "v=tlsrptv1;", "v=TLSRPTv2;", "v:TLSRPTv1;"}) {
    EXPECT_FALSE(is_tls_rpt(text)) << text;
    EXPECT_TRUE(resembles_tls_rpt(text)) << text;
  }
  EXPECT_TRUE(is_tls_rpt("v=TLSRPTv1;"));
  EXPECT_FALSE(resembles_tls_rpt("v=DMARC1; p=none"));
}

TEST(TlsRpt, IsUsableWithOneGoodAddress) {
  const auto usable = [](std::string text) { return is_usable(parse({{}, std::move(text), {}, {}})); };
  EXPECT_TRUE(usable("v=TLSRPTv1; rua=mailto:a@example.com,ftp://x.example.com"));
  EXPECT_FALSE(usable("v=TLSRPTv1; rua=ftp://x.example.com"));
  EXPECT_FALSE(usable("v=TLSRPTv1; RUA=mailto:a@example.com"));
  EXPECT_FALSE(usable("v=TLSRPTv1 rua=mailto:a@example.com"));
}

}  // namespace
}  // namespace mailauth::records::tls_rpt::tls_rpt_test
