#pragma once
// What every proposed record keeps, whatever rule or repair wrote it: all of them pass through here.
//
//   - It replaces nothing above the audited domain, be it a wildcard. What is a parent's, or somebody else's, is
//     repaired there.
//   - It permits no address that its author did not write, and never everybody.
//   - Whoever sends today can send tomorrow: the domain's own hosts, and the services that it uses.
//   - It replaces nothing that the DNS did not tell.
//   - Neither answer of the verdict gets worse, unless that is what it is for and it says so, or a sender comes to
//     light that nobody knew of before.
//   - A policy is lowered only where it is known that no mail can pass, and no other record helps.
//   - What an alias leads to is not copied: the alias is published.

#include <string>

#include "dns/evidence.h"
#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::repair {

// Why the record is not offered, for people: "it is the record of example.com ..."; empty: nothing speaks against it.
using Objection = std::string;

// Who wanted the record to be as it is. A rule that adds a sender permits more than the author of the record did.
enum class Origin : uint8_t { rule, repair };

// Are the addresses compared with those that its author wrote? That reads the evidence once more.
bool is_compared(const rules::Fix& fix, Origin origin);

// To the record by itself.
Objection objection_to(const rules::Fix& fix, const facts::Facts& facts, const dns::Evidence& evidence);

// What comes of it, as far as it is known.
struct Publishing {
  const facts::Facts& before;
  const facts::Facts& after;
  dns::Evidence& changed;  // with the record in place
};
Objection objection_to(const rules::Fix& fix, Origin origin, const Publishing& publishing);

// The policy of the domain asks receivers for less than today, or that of names below it by a change of the record that
// there is.
bool lowers_policy(const rules::Fix& fix, const facts::Facts& before, const facts::Facts& after);

// What is at the name of the finding through a CNAME, and belongs elsewhere, as that CNAME. What is corrected at the
// end of the CNAME stays what it is.
rules::Fix as_alias(rules::Fix fix, const rules::Finding& finding, const dns::Evidence& evidence);

// What is still wrong with SPF at the name of the record, for which receivers answer permerror: "still 13 lookups".
// Empty: nothing.
std::string still_wrong(const facts::SpfNode& spf);

}  // namespace mailauth::repair
