#pragma once
// The parts of check_host(): RFC 7208 4 to 7.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/spf_check.h"
#include "records/spf.h"

namespace mailauth::facts {

// What one term asks, or one explanation.
struct SpfQuestions {
  const SpfClient& client;
  dns::Evidence& evidence;
  const std::string& domain;                 // where the term stands: %{d}
  std::vector<const dns::Answer*>& answers;  // in the order of the questions
  bool pending = false;                      // some answer is
  bool is_void = false;                      // some answer is that there is nothing, RFC 7208 4.6.4

  const dns::Answer& ask(const dns::Name& name, dns::Type type);
};

enum class SpfMatch : uint8_t { yes, no, temperror, permerror, pending };

dns::Type address_type(const text::Ip& ip);                    // A or AAAA
dns::Name reverse_name(const text::Ip& ip);                    // 1.2.0.192.in-addr.arpa
std::vector<dns::Name> claimed_names(const dns::Answer& ptr);  // at most max_spf_names
bool leads_to(const dns::Answer& addresses, const text::Ip& ip);

// The names of the client that lead back to it (RFC 7208 5.5): those that are known so far.
std::vector<dns::Name> validated_names(SpfQuestions& questions);

// What the macros stand for (RFC 7208 7.2). Those for explanations (c, r, t) are among them: a record that uses them
// elsewhere has a syntax error.
records::spf::MacroValue macro_values(SpfQuestions& questions);
// Does the domain-spec of a term use one of these letters?
bool uses_macro(const records::spf::Record& record, const records::spf::Term& term, std::string_view letters);

// What a term adds to the lookups, without what it leads to. A %{p} asks as a ptr does, and costs as much: RFC 7208
// 4.6.4.
unsigned own_lookups(const records::spf::Record& record, const records::spf::Term& term);

// Of the networks that an `a` or `mx` permits: as written, or the address alone.
uint8_t prefix_length(const records::spf::Term& term, const text::Ip& ip);

// The hosts of an `mx` in the order in which they are asked, without a null MX (RFC 7505).
std::vector<dns::Name> spf_exchanges(const dns::Answer& answer);

// The expanded domain-spec of a term, or its domain. Nothing when the term can match nothing, because a local-part
// that is not ASCII can be no label (RFC 8616 4).
std::optional<std::string> expand_target(SpfQuestions& questions, const records::spf::Record& record,
                                         const records::spf::Term& term);

// a, mx, ptr, exists, ip4, ip6 and all; `target` is the expanded one. May write step.reason.
SpfMatch match_mechanism(SpfQuestions& questions, const records::spf::Term& term, const std::string& target,
                         SpfStep& step);

// The text that exp= leads to, expanded (RFC 7208 6.2).
std::optional<std::string> explanation(SpfQuestions& questions, const records::spf::Record& record);

}  // namespace mailauth::facts
