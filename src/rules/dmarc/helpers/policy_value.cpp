#include "rules/dmarc/helpers/policy_value.h"

#include <fmt/format.h>

#include "diagnosis/dmarc.h"

namespace mailauth::rules {

namespace dmarc = records::dmarc;

namespace {

// Quotes and other foreign bytes have rules of their own.
bool says_policy(const dmarc::Record& record, const records::Tag& tag) {
  const std::string_view value = record.text(diagnosis::own_value(record, tag));
  return dmarc::parse_policy(diagnosis::without_foreign_bytes(value)).has_value();
}

}  // namespace

const records::Tag* tag_with_invalid_policy(const dmarc::Record& record, std::string_view name) {
  const records::Tag* tag = record.find(name);
  if (tag == nullptr || says_policy(record, *tag)) return nullptr;
  return tag;
}

const records::Tag* tag_of_no_policy(const DmarcSubject& subject) {
  const dmarc::Record& record = *subject.record;
  const records::Tag* subdomains = subject.own ? nullptr : record.find("sp");
  const records::Tag* tag = subdomains != nullptr ? subdomains : record.find("p");
  return tag && dmarc::parse_policy(record.text(tag->value)) == dmarc::Policy::none ? tag : nullptr;
}

std::string advice_for_policy(const dmarc::Record& record, const records::Tag& tag) {
  const std::string_view value = record.text(diagnosis::own_value(record, tag));
  const auto meant = diagnosis::meant_policy(diagnosis::without_foreign_bytes(value));
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
