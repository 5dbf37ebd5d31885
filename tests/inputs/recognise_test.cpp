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
      {"services:\n  type: A\n  value: 192.0.2.1\n", "octodns"},  // a name like any other
      {"'': !include common/apex.yaml\n", "octodns", "example.com.yaml"},
      {"light: !include lights.yaml\n", "unknown", "configuration.yaml"},
      {"image: nginx\nreplicaCount: 1\n", "unknown", "example.com.yaml"},
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

TEST(Recognise, SaysWhatSomethingElseLooksLike) {
  const struct {
    std::string_view bytes, says;
  } cases[] = {
      {"apiVersion: externaldns.k8s.io/v1alpha1\nkind: DNSEndpoint\nmetadata: {name: x}\n", "a Kubernetes manifest"},
      {"apiVersion: v1\nkind: A\n---\napiVersion: v1\nkind: B\n", "a Kubernetes manifest"},
      {"apiVersion: v2\nname: mail\nversion: 1.0.0\n", "the chart of a Helm package"},
      {"image: {repository: nginx}\nreplicaCount: 1\n", "the values of a Helm chart"},
      {"services:\n  web:\n    image: nginx\n", "a file of docker compose"},
      {"name: CI\non: [push]\njobs:\n  lint:\n    runs-on: ubuntu-latest\n", "a GitHub workflow"},
      {"stages: [test]\ntest:\n  script: make\n", "a pipeline of GitLab"},
      {"---\n- hosts: all\n  tasks: []\n", "an Ansible playbook"},
      {"- name: dns\n  hosts: all\n", "an Ansible playbook"},
      {R"({"name": "x", "version": "1.0.0", "scripts": {}})", "a package.json"},
      {"openapi: 3.0.0\ninfo: {title: x}\n", "an OpenAPI description"},
      {R"({"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "", "resources": []})",
       "a state of Terraform; \"terraform show -json PLAN\" prints a plan, which can be read"},
      {"# mail\nresource \"aws_route53_record\" \"spf\" {\n  type = \"TXT\"\n}\n",
       "a configuration of Terraform; \"terraform show -json PLAN\" prints what it makes"},
      {"var REG = NewRegistrar('none');\nD(\"example.com\", REG,\n  A('@', '192.0.2.1'),\n);\n",
       "a dnsconfig.js; \"dnscontrol print-ir\" prints what it says"},
      {R"({"config": {}, "steps": [], "changeSummary": {}})", "a preview of Pulumi"},
      {R"({"$schema": "x", "contentVersion": "1.0.0.0", "resources": []})", "a template of Azure Resource Manager"},
      {R"({"schema_version": 1, "domains": []})", "a report of mailauth"},
      {R"({"version": "2.1.0", "runs": []})", "a SARIF report"},
      {R"([{"name": "example.com", "type": "TXT"}])", "a list of JSON"},
      {"[ ]", "a list of JSON"},
      {R"({"a": "b"})", "some other JSON"},
      {"a: b\n", "some other YAML"},
      {"providers: {}\nzones: {}\n", "the configuration of octoDNS; its zones are in files of their own"},
      {"kind: dns#resourceRecordSet\nname: example.com.\nrrdatas: ['\"x\"']\nttl: 300\ntype: TXT\n",
       "a list of Google Cloud DNS; \"gcloud dns record-sets export --zone-file-format\" writes a zone file"},
      {"<!DOCTYPE html>\n<p>Not a record\n", "a web page"},
      {"<?xml version=\"1.0\"?>\n", "XML"},
      {"Received: from a by b\n\twith SMTP\nSubject: Such a day\n\nNot a problem\n", "an e-mail message"},
      {"From: a@example.com\nSubject: Records\n", "an e-mail message"},
      {"-----BEGIN PRIVATE KEY-----\nMIIB\n", "a key or a certificate"},
      {"#!/bin/sh\necho a\n", "a script"},
      {std::string_view("\x7F"
                        "ELF\0\0",
                        6),
       "a binary file"},
  };
  for (const std::string path : {"f", "example.com.yaml"})
    for (const auto& [bytes, says] : cases) {
      const auto document = read(bytes, path, {});
      const auto* error = std::get_if<Error>(&document);
      EXPECT_EQ(error != nullptr ? to_string(*error) : "read",
                path + ": this is no file of records: it looks like " + std::string(says));
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
