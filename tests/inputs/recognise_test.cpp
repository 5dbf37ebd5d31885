#include "inputs/inputs_support.h"

namespace mailauth::inputs::recognise_test {
namespace {

struct Case {
  std::string_view text, format;
  std::string path = "f";
};

std::string_view recognised(const Case& c) {
  const std::optional<Format> format = recognise(c.text, c.path);
  return format ? to_string(*format) : "unknown";
}

TEST(Recognise, JsonByItsKeys) {
  const Case cases[] = {
      {R"({"ResourceRecordSets": []})", "route53"},
      {"\n { \"Comment\": \"a \\\" b\", \"Changes\" : [] }", "route53-changes"},
      {R"({"format_version":"1.2","resource_changes":[]})", "terraform"},
      {R"({"registrars":[],"dns_providers":[],"domains":[]})", "dnscontrol"},
      {R"({"Parameters": {"Changes": {"Type": "String"}}, "Resources": {}})", "cloudformation"},
      {R"({"a": "Resources", "b": {"Changes": []}})", "unknown"},
      {R"({"Resources)", "unknown"},
      {R"({"a\)", "unknown"},
  };
  for (const Case& c : cases) EXPECT_EQ(recognised(c), c.format) << c.text;
}

TEST(Recognise, Yaml) {
  const Case cases[] = {
      {"---\n? ''\n: - type: MX\n  - type: TXT\n_dmarc:\n  type: TXT\n", "octodns"},
      {"# zone\n'':\n  type: TXT\n  value: v=spf1 -all\n", "octodns"},
      {"AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Spf:\n    Type: AWS::Route53::RecordSet\n",
       "cloudformation"},
      {"www: {type: A, value: 192.0.2.1}\n", "octodns"},
      {"- one\n- two\n", "unknown"},
  };
  for (const Case& c : cases) EXPECT_EQ(recognised(c), c.format) << c.text;
}

TEST(Recognise, ZoneFilesAndLines) {
  const Case cases[] = {
      {";;\n;; Domain:     example.com.\n;; Exported:   2026-11-23 09:00:00\n", "cloudflare"},
      {"; a comment: nothing more\n$ORIGIN example.com.\n", "zone"},
      {"@ TXT \"v=spf1 -all\"\n", "zone"},
      {"_dmarc TXT \"v=DMARC1; p=none; rua=mailto:d@example.com\"\n", "zone"},
      {"k1._domainkey TXT \"v=DKIM1; p=\"\n", "zone"},
      {"example.com. 300 IN TXT \"v=spf1 -all\"\n", "zone"},
      {"example.com. IN MX 10 mail\n", "zone"},
      {"example.com. MX 10 mail\n             TXT \"v=spf1 mx -all\"\n", "zone"},
      {"example.com TXT v=spf1 -all\n", "plain"},
      {"# records\n_dmarc.example.com. TXT v=DMARC1; p=reject\n", "plain"},
      {"_dmarc.example.com. TXT v=DMARC1; p=reject\n", "zone", "zones/example.com.zone"},
      {"_dmarc.example.com. TXT v=DMARC1; p=reject\n", "zone", "zones/db.example.com"},
      {"", "zone", "example.com.zone"},
      {"", "unknown"},
      {"Dear all,\nplease find the records below.\n", "unknown"},
  };
  for (const Case& c : cases) EXPECT_EQ(recognised(c), c.format) << c.text;
}

TEST(Recognise, NothingElseIsRead) {
  constexpr std::string_view unknown = "this is no file of records that mailauth knows; --input-format says what it is";
  constexpr std::string_view utf16 = "this file is UTF-16, as PowerShell writes it: write it as UTF-8";
  constexpr std::string_view archive =
      "this is no text; if it is a plan, \"terraform show -json PLAN\" prints what can be read";
  const struct {
    std::string_view bytes, says;
  } cases[] = {
      {"Dear all,\n", unknown},
      {"\x01\x02", unknown},
      {"", "nothing is in this file"},
      {"\xEF\xBB\xBF \r\n\t\n", "nothing is in this file"},
      {"\xFF\xFE{", utf16},
      {"\xFE\xFF", utf16},
      {"PK\x03\x04", archive},
  };
  for (const std::string path : {"letter.txt", "example.com.zone"})
    for (const auto& [bytes, says] : cases)
      if (says != unknown || path == "letter.txt") {
        EXPECT_EQ(to_string(std::get<Error>(read(bytes, path, {}))), path + ": " + std::string(says));
      }
}

TEST(Recognise, BytesOfAnOrderMarkDoNotCount) {
  const auto document = read("\xEF\xBB\xBF"
                             "example.com TXT v=spf1 -all\n",
                             "f", {});
  EXPECT_EQ(show(std::get<Document>(document)), "1:17 example.com TXT - \"v=spf1 -all\"\n");
}

}  // namespace
}  // namespace mailauth::inputs::recognise_test
