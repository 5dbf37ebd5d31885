#include "diagnosis/tls_rpt.h"

#include <gtest/gtest.h>

#include "text/ascii.h"

namespace mailauth::diagnosis::tls_rpt_test {
namespace {

records::tls_rpt::Record record_of(std::string text) { return records::tls_rpt::parse({{}, std::move(text), {}, {}}); }

// What is marked, with the advice; several with " | " between them.
std::string marked(const std::string& text) {
  std::vector<std::string> parts;
  for (const RecordFlaw& flaw : flaws_of(record_of(text)))
    parts.push_back("[" + text.substr(flaw.mark.begin, flaw.mark.end - flaw.mark.begin) + "] " + flaw.advice);
  return text::join(parts, " | ");
}

std::string meant(const std::string& text) { return text::join(meant_addresses(record_of(text)), ","); }

TEST(TlsRptFlaws, AreNoneInARecordThatSendersUse) {
  for (const std::string text : {"v=TLSRPTv1; rua=mailto:a@example.com", "v=TLSRPTv1;rua=https://r.example.net/v1;",
                                 "v=TLSRPTv1; rua=mailto:a@example.com,https://r.example.net; ext=1"})
    EXPECT_EQ(marked(text), "") << text;
}

TEST(TlsRptFlaws, StandAtTheBytesThatAreWrong) {
  EXPECT_EQ(marked("v=TLSRPTv1 rua=mailto:a@example.com"), "[ ] write ';' here");
  EXPECT_EQ(marked("v=TLSRPTv1 ; rua=mailto:a@example.com"), "[ ] remove the space here");
  EXPECT_EQ(marked(" v=TLSRPTv1; rua=mailto:a@example.com"), "[ ] remove what stands here");
  EXPECT_EQ(marked("v=TLSRPT1; rua=mailto:a@example.com"), "[v=TLSRPT1] write v=TLSRPTv1 here");
  EXPECT_EQ(marked("v:TLSRPTv1; rua=mailto:a@example.com"), "[v:TLSRPTv1] write v=TLSRPTv1 here");
  EXPECT_EQ(marked("v=TLSRPTv1; rua:mailto:a@example.com"), "[:] write '=' here");
  EXPECT_EQ(marked("v=TLSRPTv1; RUA=mailto:a@example.com"), "[RUA] write rua in small letters");
  EXPECT_EQ(marked("v=TLSRPTv1;"), "[] write rua=mailto: and an address here");
  EXPECT_EQ(marked("v=TLSRPTv1; rua=a@example.com"), "[a@example.com] write a mailto: or https: address here");
  EXPECT_EQ(marked("v=TLSRPTv1; rua=mailto:a@example.com; mailto:b@example.com"), "[;] write ',' here");
  EXPECT_EQ(marked("v=TLSRPTv1; rua=mailto:a@example.com; junk"), "[junk] remove this");
}

TEST(TlsRptFlaws, OfHostileTextsAreSound) {
  for (const std::string text : {"", ";", "tlsrpt", "v=TLSRPTv1", "v=TLSRPTv1;;;", "v=TLSRPTv1; rua",
                                 "v=TLSRPTv1; rua=,", "=;tlsrpt rua=", "v=TLSRPTv1,rua=x"})
    for (const RecordFlaw& flaw : flaws_of(record_of(text))) EXPECT_LE(flaw.mark.end, text.size()) << text;
}

TEST(TlsRptAddresses, AreThoseThatWereMeant) {
  EXPECT_EQ(meant("v=TLSRPTv1 rua=mailto:a@example.com"), "mailto:a@example.com");
  EXPECT_EQ(meant("v=TLSRPTv1; rua=a@example.com, https://r.example.net/"),
            "mailto:a@example.com,https://r.example.net/");
  EXPECT_EQ(meant("v=TLSRPTv1; rua=mailto:a@example.com; mailto:b@example.com"),
            "mailto:a@example.com,mailto:b@example.com");
  EXPECT_EQ(meant("v=TLSRPTv1; rua=mailto:a!b@example.com"), "mailto:a%21b@example.com");
}

TEST(TlsRptAddresses, AreNoneWhenNobodyCanKnowThem) {
  EXPECT_EQ(meant("v=TLSRPTv1;"), "");
  EXPECT_EQ(meant("v=TLSRPTv1; rua=http://r.example.net/"), "");
  EXPECT_EQ(meant("v=TLSRPTv1; rua=mailto:a@example.com,postmaster"), "");
}

}  // namespace
}  // namespace mailauth::diagnosis::tls_rpt_test
