#pragma once
// What `mailauth spf` prints.

#include <optional>
#include <string>

#include "dns/evidence.h"
#include "facts/dmarc_outcome.h"
#include "facts/spf_check.h"
#include "facts/spf_tree.h"
#include "report/report.h"

namespace mailauth::report {

// The evaluation term by term, which term decided, and what that says for the domain in From if one is given.
std::string spf_check_text(const facts::SpfClient& client, const facts::SpfCheck& check,
                           const std::optional<facts::SpfForDmarc>& dmarc, const dns::Cost& cost,
                           const TextStyle& style);
// One object; of a fail without an explanation of its own "explanation" is "DEFAULT".
std::string spf_check_json(const facts::SpfClient& client, const facts::SpfCheck& check,
                           const std::optional<facts::SpfForDmarc>& dmarc);

// What a tree comes to, for all mail that it is asked about.
enum class SpfTreeVerdict : uint8_t {
  usable,
  none,       // the domain has no SPF record
  permerror,  // broken, or over a limit
  unknown,    // an answer is missing, or the message decides where an include leads
};
SpfTreeVerdict spf_tree_verdict(const facts::SpfNode& root);

// The tree with lookups, void lookups and addresses of every branch, the term at which receivers stop, and the ways
// back under the limit.
std::string spf_tree_text(const facts::SpfNode& root, const dns::Cost& cost, const TextStyle& style);
std::string spf_tree_json(const facts::SpfNode& root);
// The same as a graph, for Graphviz and for Mermaid (which code hosts show in Markdown).
std::string spf_tree_dot(const facts::SpfNode& root);
std::string spf_tree_mermaid(const facts::SpfNode& root);

}  // namespace mailauth::report
