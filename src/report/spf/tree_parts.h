#pragma once
// What the drawings of an SPF tree have in common.

#include <cstdint>
#include <string>
#include <vector>

#include "facts/spf_addresses.h"
#include "report/spf.h"
#include "text/ascii.h"

namespace mailauth::report {

std::string term_text(const facts::SpfNode& node, const facts::SpfEdge& edge);  // ASCII, other bytes escaped

// Something to know about one term: that receivers stop there, or that something is not known.
struct TermNote {
  bool is_error = false;  // else it is not known
  std::string text;       // may hold bytes of the DNS
};
std::vector<TermNote> term_notes(const facts::SpfNode& node, const facts::SpfEdge& edge, const facts::SpfStops& stops);

bool permits(const facts::SpfNode& node, const facts::SpfEdge& edge);  // "+"; a redirect does as well

using text::grouped;
// "?" when nothing is known, "256+" when it is at least that.
std::string ipv4_text(const facts::SpfAddresses& addresses);
std::string ipv6_text(const facts::SpfAddresses& addresses);
std::string voids_text(unsigned v4, unsigned v6);  // "1", or "0/2" for clients of either family

}  // namespace mailauth::report
