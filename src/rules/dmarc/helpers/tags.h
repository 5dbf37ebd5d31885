#pragma once
// The tags of a DMARC record one by one, for rules about a single tag.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/dmarc/helpers/subjects.h"

namespace mailauth::rules {

// A tag that receivers read in a record that concerns the domain.
struct DmarcTag {
  const DmarcSubject& subject;
  const records::Tag& tag;
  std::string name;  // in lower case
  Span value;        // its own, without what became part of it for want of a ';'

  std::string said;  // the value without quotes and other bytes that rules of their own are about

  const records::dmarc::Record& record() const { return *subject.record; }
  std::string_view text() const { return record().text(value); }
};

// Calls visit for each tag of these names that has a value.
void for_each_tag(const Facts& facts, const std::vector<std::string_view>& names,
                  const std::function<void(const DmarcTag&)>& visit);

// The two tags that the name was meant to be have findings of their own where they are missing.
bool is_said_to_be_missing(const Facts& facts, const records::dmarc::Record& record, std::string_view meant);

}  // namespace mailauth::rules
