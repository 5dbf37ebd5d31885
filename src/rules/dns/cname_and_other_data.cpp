#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "facts/registered_domain.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_cname_and_other_data {

namespace {

using Answers = std::vector<const dns::Answer*>;

bool is_alias(const dns::Answer* answer) { return answer != nullptr && !answer->cnames.empty(); }
bool is_own_data(const dns::Answer* answer) { return answer != nullptr && answer->found() && answer->cnames.empty(); }

// `answers`: of different types, at one name. Was anything reported?
bool check_name(const dns::Name& name, const Answers& answers, Findings& findings) {
  const auto alias = std::find_if(answers.begin(), answers.end(), is_alias);
  if (alias == answers.end()) return false;
  const auto other = std::find_if(answers.begin(), answers.end(), is_own_data);
  std::string problem;
  if (other != answers.end())
    problem = fmt::format("{} is an alias (CNAME) and has {} records of its own", name.text(),
                          to_string((*other)->question.type));
  else if (facts::is_registered_domain(name))
    problem =
        fmt::format("{} is an alias (CNAME), which hides the NS and SOA that every registered domain has", name.text());
  if (problem.empty()) return false;
  findings.add(name, dns::Type::cname)
      .says(problem)
      .note(fmt::format("CNAME: {} -> {}", name.text(), (*alias)->cnames.front().text()))
      .note("remove the CNAME; for a web site many DNS services offer ALIAS, ANAME or flattening instead");
  return true;
}

void check(const Facts& facts, Findings& findings) {
  std::set<dns::Name> reported;
  if (check_name(facts.domain(), {facts.txt, facts.mx.answer, facts.mx.a, facts.mx.aaaa}, findings))
    reported.insert(facts.domain());
  for (const facts::MailFrom& mail_from : facts.mail_froms)
    if (mail_from.name != facts.domain() && check_name(mail_from.name, {mail_from.spf.answer, mail_from.mx}, findings))
      reported.insert(mail_from.name);
  for (const dns::Name& name : facts.crowded_aliases)  // one name may be that of several policies
    if (reported.insert(name).second)
      findings.add(name, dns::Type::cname)
          .says(fmt::format("{} is an alias (CNAME) and has records of its own in the zone file", name.text()))
          .note("name servers refuse to load such a zone: remove the CNAME, or the other records at its name");
}

}  // namespace

extern const Rule rule{
    .id = "dns-cname-and-other-data",
    .severity = Severity::error,
    .title = "A CNAME stands at a name that has other records",
    .reference = "RFC 1034 3.6.2, RFC 2181 10.1, RFC 1912 2.4",
    .why = "Where an alias stands nothing else may. Resolvers that have seen the alias look for everything at its "
           "target: SPF and MX of the name are found at one time and not at another, and mail is lost.",
    .bad = R"(@ CNAME www.example.net.
www.example.net. MX 10 mail.example.net.
www.example.net. TXT "v=spf1 mx -all"
mail.example.net. A 192.0.2.25
)",
    .good = R"(@ MX 10 mail.example.net.
@ TXT "v=spf1 mx -all"
www CNAME www.example.net.
mail.example.net. A 192.0.2.25
)",
    .check = check};

}  // namespace mailauth::rules::dns_cname_and_other_data
