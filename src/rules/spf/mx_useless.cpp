#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_mx_useless {

namespace {

// Services whose mail hosts receive and never send.
constexpr std::array<std::string_view, 5> receive_only{"google-workspace", "microsoft-365", "amazon-ses", "mimecast",
                                                       "proofpoint"};

bool only_receives(const dns::Mx& mx) {
  if (mx.exchange.is_root()) return true;  // null MX
  const facts::Service* service = facts::service_of_mx(mx.exchange);
  return service != nullptr && std::find(receive_only.begin(), receive_only.end(), service->id) != receive_only.end();
}

bool is_useless(const facts::SpfEdge& edge) {
  if (edge.answers.empty()) return false;
  const auto hosts = mx_records(*edge.answers.front());
  return !hosts.empty() && std::all_of(hosts.begin(), hosts.end(), only_receives);
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root))
      if (term.direct() && term.term().kind == records::spf::Kind::mx && is_useless(*term.edge))
        add(findings, term, "remove this")
            .says(fmt::format("{} costs a lookup and permits no host that sends mail", term.text()));
}

}  // namespace

extern const Rule rule{.id = "spf-mx-useless",
                       .severity = Severity::info,
                       .title = "mx in the SPF record stands for hosts that only receive mail",
                       .reference = "RFC 7208 5.4, RFC 7208 10.1.2",
                       .why = "The mail hosts belong to a service that sends from other servers, or there "
                              "are none. The term costs a lookup and permits no server that sends.",
                       .bad = R"(@ TXT "v=spf1 mx include:_spf.google.com ~all"
@ MX 1 smtp.google.com.
smtp.google.com. A 192.0.2.25
_spf.google.com. TXT "v=spf1 ip4:192.0.2.2 ~all"
)",
                       .good = R"(@ TXT "v=spf1 include:_spf.google.com ~all"
@ MX 1 smtp.google.com.
_spf.google.com. TXT "v=spf1 ip4:192.0.2.2 ~all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_mx_useless
