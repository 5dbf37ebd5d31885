#include "records/kind.h"

#include <gtest/gtest.h>

namespace mailauth::records::kind_test {
namespace {

TEST(RecordKind, IsFoundByItsName) {
  const auto key = place_of("s1._domainkey.example.com");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->kind, RecordKind::dkim);
  EXPECT_EQ(key->in_front, "s1");
  EXPECT_EQ(key->domain, "example.com");

  const auto policy = place_of("_DMARC.example.com");
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->kind, RecordKind::dmarc);
  EXPECT_EQ(policy->in_front, "");
  EXPECT_TRUE(policy->is_sound());
}

TEST(RecordKind, OfAnAuthorisationIsNoPolicy) {
  const auto place = place_of("example.com._report._dmarc.example.net");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->kind, RecordKind::report_authorisation);
  EXPECT_EQ(place->in_front, "example.com");
  EXPECT_EQ(place->domain, "example.net");
}

TEST(RecordKind, IsThatOfTheFirstLabels) {
  EXPECT_EQ(place_of("s1._domainkey._dmarc.example.com")->kind, RecordKind::dkim);
  EXPECT_EQ(place_of("_dmarc._domainkey.example.com")->kind, RecordKind::dmarc);
}

TEST(RecordKind, IsNotFoundInPartsOfLabels) {
  for (const std::string_view name : {"", ".", "example.com", "dmarc.example.com", "x_dmarc.example.com",
                                      "_dmarc2.example.com", "_report.example.com"})
    EXPECT_FALSE(place_of(name)) << name;
}

TEST(RecordKind, OfANameThatEndsWithItsLabels) {
  EXPECT_EQ(place_of("_dmarc")->domain, "");
  EXPECT_EQ(place_of("s1._domainkey")->in_front, "s1");
  EXPECT_EQ(place_of("_domainkey")->in_front, "");
}

TEST(RecordKind, HasNothingInFrontUnlessItsNameSaysSo) {
  EXPECT_FALSE(place_of("www._dmarc.example.com")->is_sound());
  EXPECT_TRUE(place_of("a.b._domainkey.example.com")->is_sound());
}

TEST(RecordKind, LivesWhereItIsFound) {
  for (const KindInfo& kind : kinds()) {
    if (kind.labels.empty()) continue;
    const std::string labels = kind.more_in_front ? labels_of(kind.kind, "x") : std::string(labels_of(kind.kind));
    EXPECT_EQ(place_of(labels + ".example.com")->kind, kind.kind) << labels;
  }
}

TEST(RecordKind, IsCalledByItsWord) {
  EXPECT_EQ(parse_record_kind("dmarc"), RecordKind::dmarc);
  EXPECT_EQ(parse_record_kind("DMARC"), std::nullopt);
  EXPECT_EQ(parse_record_kind(""), std::nullopt);
}

}  // namespace
}  // namespace mailauth::records::kind_test
