#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/spf/helpers/subjects.h"
#include "rules/spf/helpers/tree_terms.h"

namespace mailauth::rules::spf_host_takeover {

namespace {

// Services at which customers choose the first label themselves.
constexpr std::array<std::string_view, 12> claimable{
    "azurewebsites.net", "cloudapp.net", "cloudapp.azure.com", "trafficmanager.net", "azureedge.net", "herokuapp.com",
    "herokudns.com",     "github.io",    "netlify.app",        "elb.amazonaws.com",  "fly.dev",       "onrender.com"};

bool can_be_claimed(const dns::Name& name) {
  return std::any_of(claimable.begin(), claimable.end(), [&](std::string_view suffix) {
    const auto service = dns::Name::parse(suffix);
    return service && name != *service && name.is_within(*service);
  });
}

bool is_unclaimed(const dns::Answer* answer) {
  return answer->outcome == dns::Outcome::no_domain && !answer->cnames.empty() && can_be_claimed(answer->owner());
}

void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts))
    for (const TreeTerm& term : tree_terms(*root)) {
      const auto& answers = term.edge->answers;
      const auto unclaimed = std::find_if(answers.begin(), answers.end(), is_unclaimed);
      if (unclaimed == answers.end()) continue;
      add(findings, term, "remove this today")
          .says(fmt::format("{} is an alias of {}, which anybody can claim", (*unclaimed)->question.name.text(),
                            (*unclaimed)->owner().text()));
    }
}

}  // namespace

extern const Rule rule{.id = "spf-host-takeover",
                       .severity = Severity::warning,
                       .security = Security::somebody_can_send,
                       .title = "A host in the SPF record is an alias of something that anybody can claim",
                       .reference = "RFC 7208 5.3, RFC 9989 11.8",
                       .why = "The alias leads to a name of a cloud service that does not exist any more. "
                              "Whoever creates it there gets a server that may send mail of this domain.",
                       .bad = R"(@ TXT "v=spf1 a:app.example.com ip4:192.0.2.1 -all"
app CNAME example.azurewebsites.net.
azurewebsites.net. NS ns.example.net.
)",
                       .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
)",
                       .check = check};

}  // namespace mailauth::rules::spf_host_takeover
