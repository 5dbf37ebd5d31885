#pragma once
// The first half of the verdict: can the domain be forged?

#include <optional>
#include <string>
#include <vector>

#include "facts/spf_addresses.h"
#include "rules/verdict.h"

namespace mailauth::rules {

struct ForgeryJudgement {
  Forgery forgery = Forgery::unknown;
  std::string reason;
};

ForgeryJudgement judge_forgery(const facts::Facts& facts);

// SPF at a MAIL FROM, and the addresses that it lets pass. Where that aligns, whoever sends from one of them passes
// DMARC.
struct OpenDoor {
  const facts::SpfNode* spf = nullptr;
  facts::SpfAddresses addresses;         // empty where they are few
  std::string whom;                      // "half of all IPv4 addresses or more"
  Forgery alone_allows = Forgery::hard;  // anyone, partly; hard: to those only who are meant
};
OpenDoor door_at(const facts::SpfNode& spf);
// At every MAIL FROM that aligns.
const std::vector<OpenDoor>& open_doors(const facts::Facts& facts);

}  // namespace mailauth::rules
