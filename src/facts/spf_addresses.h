#pragma once
// Which addresses an SPF tree permits, the term at which receivers give up on it, and what would take it back under the
// limit of lookups.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/spf_tree.h"
#include "text/network_set.h"

namespace mailauth::facts {

inline constexpr std::size_t max_spf_exceptions = 64;    // networks denied by one record that are taken out
inline constexpr std::size_t max_spf_savings = 20;       // terms that are looked at for a saving
inline constexpr std::size_t max_networks_written = 10;  // in place of one term

// What may send, as far as the DNS tells it.
struct SpfAddresses {
  text::NetworkSet networks;
  bool v4_known = true, v6_known = true;  // false: an answer is missing, or the message decides (ptr, exists, macros)

  bool is_known() const { return v4_known && v6_known; }
};

using SpfEdges = std::vector<const SpfEdge*>;

// What the record at `node` lets pass, terms in their order (RFC 7208 4.6.2), as if `left_out` were not there. Nobody,
// when receivers cannot use the record.
SpfAddresses permitted_addresses(const SpfNode& node, const SpfEdges& left_out = {});
// The same as far as receivers get: at the first permerror, of the root or of what it includes (RFC 7208 4.6.4, 5.2),
// nobody passes who did not match before.
SpfAddresses passing_addresses(const SpfNode& root);
// Does the message decide where a term leads? If not, and it has no target, it leads nowhere.
bool depends_on_message(const SpfNode& node, const SpfEdge& edge);
// What one of its terms matches, whatever stands before it and whatever its qualifier is.
SpfAddresses matched_addresses(const SpfNode& node, const SpfEdge& edge, const SpfEdges& left_out = {});

// Where the evaluation of mail that matches nothing ends early, in the order of evaluation. RFC 7208 4.6.4.
struct SpfStops {
  const SpfEdge* lookups = nullptr;                        // the lookup after the tenth
  const SpfEdge *voids_v4 = nullptr, *voids_v6 = nullptr;  // the void lookup after the second, of a client
};
SpfStops spf_stops(const SpfNode& root);

// What nobody can tell about a tree without more answers, or without a message.
struct SpfGaps {
  std::vector<const dns::Answer*> unanswered;  // each once
  bool has_unknown_branch = false;             // an include or redirect whose name the message decides
};
SpfGaps spf_gaps(const SpfNode& root);

// A change to one record of the domain's own that permits the same addresses with fewer lookups.
struct SpfSaving {
  const SpfNode* node = nullptr;        // the record; of several equal ones the first
  SpfEdges edges;                       // the term, everywhere the record is reached
  std::vector<std::string> terms = {};  // to be written instead: "ip4:192.0.2.1"; empty: nothing, drop it
  std::string covered_by = {};  // of a dropped term: the one in the same record that permits its addresses; empty:
                                // several do, or it permits none
  bool permits_nobody = false;  // of a dropped term
  unsigned lookups = 0;         // of the whole tree, after this change alone

  const records::spf::Term& term() const { return node->records.front().terms[edges.front()->term]; }
};
// Terms to drop first, these hold together, then by what they save.
std::vector<SpfSaving> spf_savings(const SpfNode& root);
// Of the tree, without the terms and what they lead to.
unsigned lookups_without(const SpfNode& root, const SpfEdges& left_out);

}  // namespace mailauth::facts
