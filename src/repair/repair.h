#pragma once
// Corrected records. What is proposed keeps promises.h, is whole, ready to be published, and has been judged again: it
// removes findings and brings no new one.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dns/evidence.h"
#include "facts/facts.h"
#include "rules/rule.h"

namespace mailauth::repair {

// A record's text after all repairs that can be derived from it, and what was done.
struct Repaired {
  std::string text;
  std::vector<std::string> changes;  // "':' after v became '='"
};

// What findings ask for beyond a record that is well-formed.
struct DmarcWishes {
  bool drop_strict_spf = false;        // aspf=s, which can never match
  bool drop_subdomain_policy = false;  // sp=, which is weaker than p=
  // Another policy than the author's: none when the domain's own mail cannot pass yet, reject when there is no such
  // mail.
  std::optional<records::dmarc::Policy> policy;
  std::string report_to;  // an address for rua=, when there is none; empty: leave it
};
struct SpfWishes {
  std::vector<std::string> drop;     // terms, as published, that lead nowhere or permit everybody
  std::vector<std::string> senders;  // terms to add where everybody could send, for those who are known to
};
struct DkimWishes {
  bool end_testing = false;  // without t=y
};

// Nothing when it is right already, or when nobody can know what was meant. Canonical: one space after
// ';', tags in lower case, defaults and historic tags dropped; pct= below 100 is kept, because older
// receivers enforce more without it and newer ones do not look at it.
std::optional<Repaired> repair_dmarc(const records::dmarc::Record& record, const DmarcWishes& wishes = {});
// Never +all: nobody means every server in the world, and where it was glued to something, nobody wrote it.
std::optional<Repaired> repair_spf(const records::spf::Record& record, const SpfWishes& wishes = {});
// A private key is not repaired but revoked.
std::optional<Repaired> repair_dkim(const records::dkim::Record& record, const DkimWishes& wishes = {});

// Several DMARC records as one: every tag once, all report addresses, the most careful policy.
std::optional<Repaired> merge_dmarc(std::span<const records::dmarc::Record> records, const DmarcWishes& wishes = {});
// Several SPF records as one: the ordered union of their mechanisms, one `all`: the strictest, but `~all` if any has
// it.
std::optional<Repaired> merge_spf(std::span<const records::spf::Record> records, const SpfWishes& wishes = {});

// Gives each finding the fix for its record, when there is one, with its effect. A fix that would bring a
// new finding, judged over the same evidence with the record replaced, is not offered, nor one that breaks a promise:
// then a note says why. Of several records for one name the one that leaves least to do is offered. What is tried is
// bounded by the octets that are read for it. Returned is the number of findings, of those that are kept, for which not
// everything was tried because the bound was reached. `all` is what judge() found; `findings` are those of them that
// are asked for.
unsigned propose(const facts::Facts& facts, const dns::Evidence& evidence, const std::vector<rules::Finding>& all,
                 std::vector<rules::Finding>& findings);
inline unsigned propose(const facts::Facts& facts, const dns::Evidence& evidence,
                        std::vector<rules::Finding>& findings) {
  return propose(facts, evidence, findings, findings);
}

// The evidence as it would be once the fix is published.
dns::Evidence with_fix(const dns::Evidence& evidence, const rules::Fix& fix);
// The request as it would be once the files have it: what it replaces is written there no longer.
facts::Request with_fix(const facts::Request& request, const rules::Fix& fix);

}  // namespace mailauth::repair
