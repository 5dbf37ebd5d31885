#include "inputs/formats/other_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "inputs/reading/top_keys.h"
#include "text/ascii.h"

namespace mailauth::inputs {

namespace {

constexpr std::size_t looked_at_bytes = 64 << 10;

using Keys = std::vector<std::string_view>;

// A document is this when it has all of the keys. The first one that fits counts.
struct KnownKeys {
  std::string_view what;
  std::array<std::string_view, 3> keys;  // "": any
};
constexpr std::array known_keys = {
    KnownKeys{"a Kubernetes manifest", {"apiVersion", "kind"}},
    KnownKeys{"the chart of a Helm package", {"apiVersion", "name", "version"}},
    KnownKeys{"a state of Terraform; \"terraform show -json PLAN\" prints a plan, which can be read",
              {"terraform_version", "version"}},
    KnownKeys{"a state of Pulumi", {"version", "deployment"}},
    KnownKeys{"a preview of Pulumi", {"steps", "changeSummary"}},
    KnownKeys{"a project of Pulumi", {"name", "runtime"}},
    KnownKeys{"a report of mailauth", {"schema_version", "domains"}},
    KnownKeys{"a report of mailauth, or result lines of it", {"domain", "verdict"}},
    KnownKeys{"a SARIF report", {"runs", "version"}},
    KnownKeys{"a template of Azure Resource Manager", {"$schema", "contentVersion", "resources"}},
    KnownKeys{"a JSON Schema", {"$schema", "properties"}},
    KnownKeys{"an OpenAPI description", {"openapi"}},
    KnownKeys{"an OpenAPI description", {"swagger"}},
    KnownKeys{"a GitHub workflow", {"jobs", "on"}},
    KnownKeys{"a GitHub action", {"runs", "name"}},
    KnownKeys{"a pipeline of GitLab", {"stages"}},
    KnownKeys{"a file of docker compose", {"services"}},
    KnownKeys{"the configuration of octoDNS; its zones are in files of their own", {"providers", "zones"}},
    KnownKeys{"a list of Google Cloud DNS; \"gcloud dns record-sets export --zone-file-format\" writes a zone file",
              {"kind", "name", "rrdatas"}},
    KnownKeys{"an answer of an API, such as that of Cloudflare, which exports zone files, too", {"result", "success"}},
    KnownKeys{"the values of a Helm chart", {"image", "replicaCount"}},
    KnownKeys{"a package.json", {"name", "version", "dependencies"}},
    KnownKeys{"a package.json", {"name", "version", "scripts"}},
    KnownKeys{"a package.json", {"name", "version", "devDependencies"}},
    KnownKeys{"an e-mail message", {"From", "Subject"}},
    KnownKeys{"an e-mail message", {"Received"}},
    KnownKeys{"an e-mail message", {"Return-Path"}},
    KnownKeys{"an e-mail message", {"Message-ID"}},
};

bool has(const Keys& keys, std::string_view key) { return std::ranges::find(keys, key) != keys.end(); }

std::string_view by_keys(const Keys& keys) {
  for (const KnownKeys& known : known_keys)
    if (std::ranges::all_of(known.keys, [&](std::string_view key) { return key.empty() || has(keys, key); }))
      return known.what;
  return {};
}

// How lines of a text begin.
struct KnownLine {
  std::string_view what, begin;
};
constexpr std::array known_lines = {
    KnownLine{"a web page", "<!doctype html"},
    KnownLine{"a web page", "<html"},
    KnownLine{"XML", "<?xml"},
    KnownLine{"a script", "#!"},
    KnownLine{"a key or a certificate", "-----BEGIN "},
    KnownLine{"an e-mail message", "Received:"},
    KnownLine{"an e-mail message", "Return-Path:"},
    KnownLine{"an e-mail message", "Delivered-To:"},
    KnownLine{"an e-mail message", "MIME-Version:"},
    KnownLine{"an Ansible playbook", "- hosts:"},
    KnownLine{"an Ansible playbook", "  hosts:"},
    KnownLine{"a configuration of Terraform; \"terraform show -json PLAN\" prints what it makes", "resource \""},
    KnownLine{"a configuration of Terraform; \"terraform show -json PLAN\" prints what it makes", "module \""},
    KnownLine{"a configuration of Terraform; \"terraform show -json PLAN\" prints what it makes", "provider \""},
    KnownLine{"a configuration of Terraform; \"terraform show -json PLAN\" prints what it makes", "variable \""},
    KnownLine{"a configuration of Terraform; \"terraform show -json PLAN\" prints what it makes", "terraform {"},
    KnownLine{"a configuration of Terraform; \"terraform show -json PLAN\" prints what it makes", "locals {"},
    KnownLine{"a dnsconfig.js; \"dnscontrol print-ir\" prints what it says", "D(\""},
    KnownLine{"a dnsconfig.js; \"dnscontrol print-ir\" prints what it says", "D('"},
};

std::string_view by_line(std::string_view line) {
  const auto at = std::ranges::find_if(
      known_lines, [line](const KnownLine& known) { return text::starts_with_ignoring_case(line, known.begin); });
  return at != known_lines.end() ? at->what : std::string_view();
}

std::string_view by_lines(std::string_view bytes) {
  for (const std::string_view line : text::split(bytes, '\n'))
    if (const std::string_view what = by_line(line); !what.empty()) return what;
  return {};
}

// Controls that no text has. Escape sequences are text of a kind.
bool is_binary(std::string_view bytes) {
  return std::ranges::any_of(bytes, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' && (byte < '\a' || byte > '\r') && byte != 0x1A && byte != 0x1B;
  });
}

bool is_json_list(std::string_view text) {
  if (!text.starts_with('[')) return false;
  text = text::trim(text.substr(1));
  const std::string_view next = text.substr(0, 1);
  return next == "{" || next == "[" || next == "]" || next == "\"";
}

// What can be told for certain.
std::string_view certainly(std::string_view bytes) {
  const std::string_view beginning = bytes.substr(0, looked_at_bytes);
  if (is_binary(beginning)) return "a binary file";
  const std::string_view text = text::trim(bytes);
  if (text.starts_with('{')) return by_keys(top_keys_of_json(bytes));
  if (is_json_list(text)) return "a list of JSON";
  const std::string_view first = by_line(text);
  return first.empty() ? by_keys(top_keys_of_yaml(beginning)) : first;
}

std::string_view look_at(std::string_view bytes) {
  if (const std::string_view what = certainly(bytes); !what.empty()) return what;
  const std::string_view beginning = bytes.substr(0, looked_at_bytes);
  if (text::trim(bytes).starts_with('{')) return "some other JSON";
  if (const std::string_view what = by_lines(beginning); !what.empty()) return what;
  return top_keys_of_yaml(beginning).empty() ? "" : "some other YAML";
}

}  // namespace

bool is_surely_no_file_of_records(std::string_view bytes) { return !certainly(bytes).empty(); }

std::string what_it_looks_like(std::string_view bytes) {
  const std::string_view what = look_at(bytes);
  return what.empty() ? "" : fmt::format("it looks like {}", what);
}

}  // namespace mailauth::inputs
