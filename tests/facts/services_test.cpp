#include "facts/services.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "support/world.h"

namespace mailauth::facts::services_test {
namespace {

using test::name;

std::string id(const Service* service) { return service != nullptr ? service->id : ""; }

using Recognise = const Service* (*)(const dns::Name&);

struct Case {
  Recognise by;
  std::string_view name, service;  // empty: not recognised
};

TEST(Services, AreRecognisedOnLabelBoundaries) {
  const std::vector<Case> cases{
      {service_of_mx, "example-com.mail.protection.outlook.com", "microsoft-365"},
      {service_of_mx, "example-com.n-v1.mx.microsoft", "microsoft-365"},
      {service_of_mx, "example-com.olc.protection.outlook.com", ""},  // the consumer's Outlook
      {service_of_mx, "mail.protection.outlook.com", ""},
      {service_of_mx, "alt2.aspmx.l.google.com", "google-workspace"},
      {service_of_mx, "inbound-smtp.eu-west-1.amazonaws.com", "amazon-ses"},
      {service_of_mx, "ec2-192-0-2-1.eu-west-1.compute.amazonaws.com", ""},
      {service_of_mx, "mx00.ionos.de", "ionos"},
      {service_of_mx, "d1.ess.uk.barracudanetworks.com", "barracuda"},
      {service_of_include, "_spf.google.com", "google-workspace"},
      {service_of_include, "amazonses.com", "amazon-ses"},  // Resend and WorkMail publish it too
      {service_of_include, "mailgun.org", "mailgun"},
      {service_of_include, "eu._netblocks.mimecast.com", "mimecast"},
      {service_of_include, "123.spf04.hubspotemail.net", "hubspot"},
      {service_of_include, "notamazonses.com", ""},
      {service_of_dkim_target, "abc.dkim.amazonses.com", "amazon-ses"},
      {service_of_dkim_target, "abc.dkim.eu-south-1.amazonses.com", "amazon-ses"},
      {service_of_dkim_target, "s1.domainkey.u1.wl2.sendgrid.net", "sendgrid"},
      {service_of_dkim_target, "sendgrid.net.evil.example", ""},
      {service_of_dkim_target, "s1._domainkey.atlassian.net", "atlassian"},
      {service_of_dkim_target, "selector1-example-com._domainkey.contoso.onmicrosoft.com", "microsoft-365"},
      {service_of_dkim_target, "selector1-example-com._domainkey.contoso.n-v1.dkim.mail.microsoft", "microsoft-365"},
      {service_of_dkim_target, "dkim2.mcsv.net", "mailchimp"},
      {service_of_dkim_target, "fm1.example.com.dkim.fmhosted.com", "fastmail"},
      {service_of_return_path, "feedback-smtp.us-east-1.amazonses.com", "amazon-ses"},
      {service_of_return_path, "u1.wl2.sendgrid.net", "sendgrid"},
      {service_of_return_path, "sendgrid.net", ""},  // counts clicks, takes no bounces
      {service_of_return_path, "mailgun.org", ""},   // the same
      {service_of_return_path, "mxa.mailgun.org", "mailgun"},
      {service_of_return_path, "pm.mtasv.net", "postmark"},
      {service_of_mx, "", ""},
  };
  for (const auto& [by, target, service] : cases) EXPECT_EQ(id(by(name(target))), service) << target;
}

TEST(Services, AreKnownByTheirId) {
  std::set<std::string> ids;
  for (const Service& service : services()) {
    EXPECT_TRUE(ids.insert(service.id).second) << service.id;
    EXPECT_FALSE(service.name.empty()) << service.id;
    EXPECT_EQ(find_service(service.id), &service);
  }
  EXPECT_EQ(ids.size(), 60U);
  EXPECT_EQ(find_service("nobody"), nullptr);
}

TEST(Services, SayWhereTheirIncludeBelongs) {
  using Scope = Service::SpfScope;
  EXPECT_EQ(find_service("google-workspace")->spf_scope, Scope::apex);
  EXPECT_EQ(find_service("amazon-ses")->spf_scope, Scope::mail_from);
  EXPECT_EQ(find_service("mailchimp")->spf_scope, Scope::none);
  EXPECT_EQ(find_service("mimecast")->spf_scope, Scope::gateway);
  EXPECT_EQ(find_service("google-workspace")->includes.front(), "_spf.google.com");
  EXPECT_TRUE(find_service("microsoft-365")->dkim_from_console);
  EXPECT_FALSE(find_service("fastmail")->dkim_from_console);
}

TEST(KnownSelectors, AreNamesEachOnce) {
  const auto selectors = known_selectors();
  std::set<std::string> seen;
  for (const std::string& selector : selectors) {
    EXPECT_TRUE(dns::Name::parse(selector)) << selector;
    EXPECT_TRUE(seen.insert(selector).second) << selector;
  }
  EXPECT_GE(selectors.size(), 110U);
  EXPECT_EQ(selectors.front(), "google");
}

TEST(MailFromLabels, AreLabels) {
  for (const std::string_view label : mail_from_labels()) EXPECT_EQ(name(label).label_count(), 1U) << label;
  EXPECT_TRUE(std::ranges::count(mail_from_labels(), "send") == 1);
}

TEST(AmazonSes, KnowsItsTokens) {
  EXPECT_TRUE(amazon_ses::is_token("abcdefghijklmnopqrstuvwxyz234567"));
  EXPECT_FALSE(amazon_ses::is_token("abcdefghijklmnopqrstuvwxyz23456"));
  EXPECT_FALSE(amazon_ses::is_token("abcdefghijklmnopqrstuvwxyz234568"));
  EXPECT_FALSE(amazon_ses::is_token("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
}

TEST(AmazonSes, KnowsItsRegions) {
  const auto region = [](std::string_view host) { return amazon_ses::feedback_region(name(host)).value_or("-"); };
  EXPECT_EQ(region("feedback-smtp.eu-west-1.amazonses.com"), "eu-west-1");
  EXPECT_EQ(region("feedback-smtp.us-gov-west-1.amazonses.com"), "us-gov-west-1");
  EXPECT_EQ(region("feedback-smtp.eu-west-1.amazonses.com.example.com"), "-");
  EXPECT_EQ(region("inbound-smtp.eu-west-1.amazonaws.com"), "-");
  EXPECT_EQ(region("feedback-smtp.ireland.amazonses.com"), "-");
  EXPECT_EQ(region("feedback-smtp.eu--1.amazonses.com"), "-");
  EXPECT_EQ(amazon_ses::dkim_zone("eu-west-1"), "dkim.amazonses.com");
  EXPECT_EQ(amazon_ses::dkim_zone("eu-south-1"), "dkim.eu-south-1.amazonses.com");
}

TEST(Services, AreKnownByTheWordsOfPeople) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"amazon-ses", "amazon-ses"},
      {"ses", "amazon-ses"},
      {"AWS SES", "amazon-ses"},
      {"Amazon Simple Email Service", "amazon-ses"},
      {"amazonses.com", "amazon-ses"},  // Resend and WorkMail publish it too
      {"google", "google-workspace"},
      {"G Suite", "google-workspace"},
      {"g-suite", "google-workspace"},
      {"m365", "microsoft-365"},
      {"Office 365", "microsoft-365"},
      {"outlook", "microsoft-365"},
      {"exchange", "microsoft-365"},
      {"spf.protection.outlook.com", "microsoft-365"},
      {"SendInBlue", "brevo"},
      {"Mailchimp Transactional", "mandrill"},
      {"mailchimp", "mailchimp"},
      {"twilio", "sendgrid"},
      {"customer.io", "customer-io"},
      {"1&1", "ionos"},
      {"example.com", ""},
      {"", ""},
      {"-", ""},
  };
  for (const auto& [typed, service] : cases) EXPECT_EQ(id(service_called(typed)), service) << typed;
}

TEST(Services, HaveNoWordThatMeansTwo) {
  std::map<std::string, std::string> meaning;
  for (const Service& service : services()) {
    std::set<std::string> words{squeezed(service.id), squeezed(service.name)};
    for (const std::string& alias : service.aliases) words.insert(squeezed(alias));
    for (const std::string& word : words) {
      const auto [at, is_new] = meaning.emplace(word, service.id);
      EXPECT_TRUE(is_new) << word << ": " << at->second << " and " << service.id;
      EXPECT_EQ(id(service_called(word)), service.id) << word;
    }
  }
}

TEST(Services, AreSuggestedByMeaning) {
  const auto meant = [](std::string_view typed) {
    std::string ids;
    for (const Service* service : services_meant(typed)) ids += (ids.empty() ? "" : " ") + service->id;
    return ids;
  };
  EXPECT_EQ(meant("sendgird"), "sendgrid");
  EXPECT_EQ(meant("goggle"), "google-workspace");
  EXPECT_EQ(meant("amazon smtp"), "amazon-ses");
  EXPECT_EQ(meant("mailchimp newsletters"), "mailchimp mandrill");
  EXPECT_EQ(meant("our outlook mailboxes"), "microsoft-365");
  EXPECT_EQ(meant("gmial"), "google-workspace");
  for (const std::string_view general : {"email", "e-mail", "mail", "emails", "emial", "cloud"})
    EXPECT_EQ(meant(general), "") << general;  // of which there are too many
  EXPECT_EQ(meant("xy"), "");
  EXPECT_EQ(meant(""), "");
  EXPECT_EQ(meant(std::string(100000, 'a')), "");
}

TEST(Services, OfAFileShareNoAlias) {
  const auto file = [](std::string_view alias) {
    return R"([{"id": "one", "name": "One", "kind": "sender", "spf_scope": "none", "aliases": ["House Mail"]},
               {"id": "two", "name": "Two", "kind": "sender", "spf_scope": "none", "aliases": [")" +
           std::string(alias) + R"("]}])";
  };
  EXPECT_EQ(add_services(file("house-mail")), "[1].aliases[0]: a name that is not taken is expected");
  EXPECT_EQ(add_services(file("one")), "[1].aliases[0]: a name that is not taken is expected");
  EXPECT_EQ(add_services(file("!")), "[1].aliases[0]: a name with letters or digits is expected");
}

}  // namespace
}  // namespace mailauth::facts::services_test
