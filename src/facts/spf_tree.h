#pragma once
// The tree of everything that an SPF record includes, with the costs that receivers count.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dns/evidence.h"
#include "records/spf.h"
#include "text/ip.h"

namespace mailauth::facts {

inline constexpr unsigned spf_lookup_limit = 10;  // RFC 7208 4.6.4
inline constexpr unsigned spf_void_limit = 2;
inline constexpr std::size_t max_spf_depth = 20;      // how deep a tree is followed
inline constexpr std::size_t max_spf_nodes = 100;     // how many records of one tree are looked at
inline constexpr std::size_t max_spf_edges = 250;     // how many terms of one tree are followed
inline constexpr std::size_t max_spf_exchanges = 10;  // of one `mx` term, RFC 7208 4.6.4

enum class SpfStanding : uint8_t {
  usable,     // exactly one record, without syntax error
  none,       // the DNS says that there is no SPF record
  multiple,   // more than one: permerror
  malformed,  // a syntax error: permerror
  unknown,    // no answer (or not yet)
  loop,       // it is its own ancestor
  too_big,    // the bounds above were reached: not looked at
};

struct SpfEdge;

// SPF at one name.
struct SpfNode {
  dns::Name name;
  const dns::Answer* answer = nullptr;  // null for loop and too_big, and when `name` is no name
  SpfStanding standing = SpfStanding::unknown;
  std::span<const records::spf::Record> records;     // those that receivers select; kept with the answer
  std::span<const records::spf::Record> lookalikes;  // TXT that resemble SPF but are not selected; also
  std::vector<SpfEdge> edges;                 // of records.front(), when there is exactly one record: one for each
                                              // term that needs a lookup and that evaluation can reach (RFC 7208 4.6.2,
                                              // 5.1: nothing after `all`, no redirect beside `all`)
  const dns::Answer* explanation = nullptr;   // of the root: TXT at the target of exp=; null when there is none
  std::vector<const dns::Answer*> elsewhere;  // of the root: TXT at names that people take for its own; empty unless
                                              // it has no record and none that resembles one
  unsigned lookups = 0;                       // of the whole tree below, as RFC 7208 4.6.4 counts them
  unsigned voids_v4 = 0, voids_v6 = 0;        // void lookups for an IPv4 and for an IPv6 client
  bool depends_on_message = false;            // a macro: some of it cannot be followed without a message

  const records::spf::Record* record() const { return records.size() == 1 ? &records.front() : nullptr; }
};

// A term that needs DNS lookups, and where it leads.
struct SpfEdge {
  std::size_t term = 0;                       // index in the record's terms
  std::optional<dns::Name> target;            // nothing when it depends on the message or is no name
  std::vector<SpfNode> child;                 // one for include and redirect with a target, else none
  std::vector<const dns::Answer*> answers;    // of a (A, AAAA), mx (MX; of its hosts A, AAAA), exists (A); no child's
  const dns::Answer* registration = nullptr;  // NS of the registrable domain, asked when the target does not exist;
                                              // NXDOMAIN: anybody can register it
  std::optional<dns::Name> registrable;       // that domain
  unsigned lookups = 1;                       // itself and everything below
  unsigned voids_v4 = 0, voids_v6 = 0;        // the same
};

// The term of the node's record that the edge stands for.
const records::spf::Term& term_of(const SpfNode& node, const SpfEdge& edge);

// Follows the SPF of `domain`.
SpfNode spf_tree(const dns::Name& domain, dns::Evidence& evidence);

// The term of the root record, or deeper, at which a receiver that evaluates everything in order counts
// the lookup after the limit. `path` leads there from the root.
struct Breach {
  std::vector<const SpfEdge*> path;
};
std::optional<Breach> lookup_breach(const SpfNode& root);

// What the tree permits to send.
bool includes(const SpfNode& root, const dns::Name& target);  // an include or redirect anywhere in the tree, with "+"
bool permits_everybody(const SpfNode& root);                  // +all, or /0, of the root record itself
bool permits_nobody(const SpfNode& root);                     // known, usable, and no term that can pass
// What happens to mail from an address that nothing matches: the qualifier of `all`, also through redirect.
// Nothing when there is no default, or it is not known.
std::optional<records::spf::Qualifier> default_result(const SpfNode& root);
// Receivers answer permerror for (at least some) senders: malformed, multiple, over a limit, or a broken include.
// Void lookups count when they are too many for IPv4 and for IPv6 clients.
bool is_permerror(const SpfNode& root);

// Calls visit(node, edge that led to it or nullptr) for the root and every node below, in order.
template <class Visit>
void for_each_node(const SpfNode& node, Visit&& visit, const SpfEdge* from = nullptr) {
  visit(node, from);
  for (const SpfEdge& edge : node.edges)
    for (const SpfNode& child : edge.child) for_each_node(child, visit, &edge);
}

}  // namespace mailauth::facts
