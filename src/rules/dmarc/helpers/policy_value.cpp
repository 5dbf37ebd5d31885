#include "rules/dmarc/helpers/policy_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "diagnosis/dmarc.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

namespace {

// Without the quotes and backslashes of a zone file, and the bytes that no tag has.
std::string plain(std::string_view value) {
  std::string kept;
  std::copy_if(value.begin(), value.end(), std::back_inserter(kept),
               [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
  return kept;
}

}  // namespace

const records::Tag* tag_with_invalid_policy(const dmarc::Record& record, std::string_view name) {
  const records::Tag* tag = record.find(name);
  if (tag == nullptr || dmarc::parse_policy(plain(record.text(diagnosis::own_value(record, *tag))))) return nullptr;
  return tag;
}

const records::Tag* tag_of_no_policy(const DmarcSubject& subject) {
  const dmarc::Record& record = *subject.record;
  const records::Tag* subdomains = subject.own ? nullptr : record.find("sp");
  const records::Tag* tag = subdomains != nullptr ? subdomains : record.find("p");
  return tag && dmarc::parse_policy(record.text(tag->value)) == dmarc::Policy::none ? tag : nullptr;
}

std::string advice_for_policy(const dmarc::Record& record, const records::Tag& tag) {
  const auto meant = diagnosis::meant_policy(record.text(diagnosis::own_value(record, tag)));
  return meant ? fmt::format("write {} here", to_string(*meant)) : "write none, quarantine or reject here";
}

std::string_view fate_of_mail(dmarc::Policy policy) {
  switch (policy) {
    case dmarc::Policy::none: return "delivered as usual";
    case dmarc::Policy::quarantine: return "put into the spam folder";
    case dmarc::Policy::reject: return "refused";
  }
  return "";
}

}  // namespace mailauth::rules
