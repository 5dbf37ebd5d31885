#include "facts/service_records.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "support/world.h"

namespace mailauth::facts::service_records_test {
namespace {

using test::name;

std::string show(const std::optional<dns::Record>& record) {
  if (!record) return "-";
  return fmt::format("{} {} {}", record->owner.text(), dns::to_string(record->type), dns::to_zone_text(record->data));
}

TEST(ServiceRecord, IsWrittenForADomain) {
  struct Case {
    std::string service, domain;
    std::size_t index;
    std::string record;
  };
  const Case cases[] = {
      {"fastmail", "example.com", 0, "example.com MX 10 in1-smtp.messagingengine.com."},
      {"fastmail", "example.com", 2, "fm1._domainkey.example.com CNAME fm1.example.com.dkim.fmhosted.com."},
      {"brevo", "a-b.example.com", 1, "brevo2._domainkey.a-b.example.com CNAME b2.a-b-example-com.dkim.brevo.com."},
      {"postmark", "example.com", 1, "pm-bounces.example.com CNAME pm.mtasv.net."},
      {"resend", "example.com", 2, "send.example.com TXT \"v=spf1 include:amazonses.com ~all\""},
      {"google-workspace", "example.com", 1, "-"},  // the key is made in the console
      {"microsoft-365", "example.com", 1, "-"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(show(record_for(find_service(c.service)->records.at(c.index), name(c.domain))), c.record) << c.service;
  const auto too_long =
      name(std::string(63, 'a') + "." + std::string(63, 'b') + "." + std::string(63, 'c') + "." + std::string(40, 'd'));
  EXPECT_EQ(show(record_for(find_service("migadu")->records.at(2), too_long)), "-");
}

TEST(ServiceRecord, KnowsItsTarget) {
  const auto leads = [](const std::string& service, const std::string& selector, const std::string& target) {
    for (const ServiceRecord* record : dkim_aliases_at(*find_service(service), selector + "._domainkey"))
      if (has_target(*record, name("a-b.example.com"), name(target))) return true;
    return false;
  };
  EXPECT_TRUE(leads("fastmail", "fm1", "fm1.a-b.example.com.dkim.fmhosted.com"));
  EXPECT_FALSE(leads("fastmail", "fm1", "fm2.a-b.example.com.dkim.fmhosted.com"));
  EXPECT_FALSE(leads("fastmail", "fm1", "fm1.example.com.dkim.fmhosted.com"));
  EXPECT_TRUE(leads("hubspot", "hs1-1234", "a--b-example-com.hs04a.dkim.hubspotemail.net"));
  EXPECT_FALSE(leads("hubspot", "hs1-1234", "a-b-example-com.hs04a.dkim.hubspotemail.net"));
  EXPECT_TRUE(leads("microsoft-365", "selector1", "selector1-a-b-example-com._domainkey.contoso.onmicrosoft.com"));
  EXPECT_TRUE(
      leads("microsoft-365", "selector2", "selector2-a-b-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft"));
  EXPECT_FALSE(leads("microsoft-365", "selector2", "selector1-a-b-example-com._domainkey.contoso.onmicrosoft.com"));
}

TEST(ServiceRecord, OfDkimIsListedOncePerName) {
  const auto names = [](std::string_view service) {
    std::string all;
    for (const ServiceRecord* record : fixed_dkim_aliases(*find_service(service))) all += record->name + " ";
    return all;
  };
  EXPECT_EQ(names("microsoft-365"), "selector1._domainkey selector2._domainkey ");
  EXPECT_EQ(names("mailchimp"), "k2._domainkey k3._domainkey ");
  EXPECT_EQ(names("salesforce"), "");
  EXPECT_EQ(names("google-workspace"), "");
}

// What everybody publishes is what the service is recognised by.
TEST(ServiceRecord, IsRecognised) {
  const auto example = name("example.com");
  for (const Service& service : services())
    for (const ServiceRecord& record : service.records) {
      SCOPED_TRACE(service.id + " " + record.name + " " + record.value);
      const auto here = record_for(record, example);
      if (!here) continue;
      const auto* mx = std::get_if<dns::Mx>(&here->data);
      const auto* target = std::get_if<dns::Name>(&here->data);
      const auto by_target = is_dkim(record) ? service_of_dkim_target : service_of_return_path;
      EXPECT_TRUE(mx == nullptr || service_of_mx(mx->exchange) == &service);
      EXPECT_TRUE(target == nullptr || by_target(*target) == &service);
    }
}

TEST(UserServices, AreReadOrRefusedWithTheirPlace) {
  struct Case {
    std::string json, says;
  };
  const std::string start = R"([{"id": "mailer", "name": "Mailer", "kind": "sender", "spf_scope": "none")";
  const Case cases[] = {
      {"", "this is no JSON: error at byte 1"},
      {"{}", "the document: an array is expected"},
      {R"([{"id": "mailer"}])", "[0]: an object with \"name\" is expected"},
      {start + R"(, "include": []}])", "[0]: a key here is none of id, name, aliases, "},
      {start + R"(, "includes": "a.example"}])", "[0].includes: an array is expected"},
      {start + R"(, "includes": ["A.example"]}])", "[0].includes[0]: a domain name in lower case"},
      {start + R"(, "records": [{"name": "a", "type": "A", "value": "192.0.2.1"}]}])",
       "[0].records[0].type: CNAME, MX or TXT is expected"},
      {start + R"(, "records": [{"name": "$INCLUDE /etc/passwd", "type": "CNAME", "value": "a."}]}])",
       "[0].records[0]: a record as in a zone file"},
      {start + R"(, "records": [{"name": "a", "type": "MX", "value": "a.example."}]}])",
       "[0].records[0]: a record as in a zone file"},
      {start + "}, " + start.substr(1) + "}]", "[1].id: another id is expected"},
      {R"([{"id": "a b", "name": "", "kind": "sender", "spf_scope": "none"}])", "[0].id: lower-case letters"},
      {R"([{"id": "a", "name": "A", "kind": "sends", "spf_scope": "none"}])", "[0].kind: mailbox, sender, gateway"},
  };
  for (const Case& c : cases) {
    const auto error = add_services(c.json);
    ASSERT_TRUE(error) << c.json;
    EXPECT_TRUE(error->starts_with(c.says)) << *error;
  }
}

}  // namespace
}  // namespace mailauth::facts::service_records_test
