// What other tools report about SPF and the DNS, and what is no fault at all. Every zone here is right.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/judged.h"

namespace mailauth::not_findings_spf_test {
namespace {

struct Case {
  std::string_view what;
  std::string_view zone;
  std::vector<std::string_view> absent;  // beginnings of ids that must not be raised
};

class NotAFinding : public testing::TestWithParam<Case> {};

TEST_P(NotAFinding, IsNotRaised) {
  for (const rules::Finding& finding : test::judged(GetParam().zone))
    for (const std::string_view beginning : GetParam().absent)
      EXPECT_FALSE(finding.rule->id.starts_with(beginning)) << finding.rule->id << ": " << test::show(finding);
}

const std::vector<Case> cases{
    {"neutral or softfail inside of an include: only whom it permits matters",
     R"(@ TXT "v=spf1 include:a.example.net include:b.example.net -all"
a.example.net. TXT "v=spf1 ip4:192.0.2.1 ?all"
b.example.net. TXT "v=spf1 ip4:192.0.2.2 ~all")",
     {"spf-"}},
    {"no all inside of an include",
     R"(@ TXT "v=spf1 include:a.example.net -all"
a.example.net. TXT "v=spf1 ip4:192.0.2.1")",
     {"spf-"}},
    {"softfail under p=reject",
     R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all"
_dmarc TXT "v=DMARC1; p=reject")",
     {"spf-"}},
    {"a sender with a return-path of its own that SPF does not include",
     R"(@ TXT "v=spf1 ip4:192.0.2.1 ~all"
_dmarc TXT "v=DMARC1; p=quarantine"
k1._domainkey CNAME dkim.mcsv.net.
dkim.mcsv.net. TXT "v=DKIM1; k=rsa; p=")",
     {"spf-", "x-provider-spf-missing"}},
    {"records behind a CNAME",
     R"(@ TXT "v=spf1 include:spf.example.com ~all"
spf CNAME spf.example.net.
spf.example.net. TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc CNAME dmarc.example.net.
dmarc.example.net. TXT "v=DMARC1; p=reject")",
     {"spf-", "dns-"}},
    {"modifiers that nobody knows are no error",
     R"(@ TXT "v=spf1 ip4:192.0.2.1 moo=cow ra=postmaster rp=10 rr=all -all")",
     {"spf-syntax", "spf-mechanism", "spf-unknown-mechanism"}},
    {"modifiers of RFC 6652", R"(@ TXT "v=spf1 ip4:192.0.2.1 ra=postmaster rp=10 rr=all -all")", {"spf-"}},
    {"capital letters",
     R"(@ TXT "V=SPF1 IP4:192.0.2.1 Include:A.Example.NET -ALL"
a.example.net. TXT "v=SPF1 ip4:192.0.2.2 -all")",
     {"spf-"}},
    {"the same record twice: the DNS keeps one of equal records (RFC 2181 5)",
     R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ TXT "v=spf1 ip4:192.0.2.1 -all")",
     {"spf-multiple-records"}},
    {"no SPF at _dmarc and at mail hosts",
     R"(@ TXT "v=spf1 mx -all"
@ MX 10 mx1
mx1 A 192.0.2.1
_dmarc TXT "v=DMARC1; p=reject")",
     {"spf-missing"}},
    {"other TXT at the domain",
     R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ TXT "google-site-verification=0123456789abcdef"
@ TXT "MS=ms12345678"
@ TXT "mail.example.com"
@ TXT "spfcheck"
@ TXT "some \"quoted\" words\; and more")",
     {"spf-", "dns-"}},
    {"null MX with v=spf1 -all: nobody sends, and the domain says so",
     R"(@ TXT "v=spf1 -all"
@ MX 0 .
* TXT "v=spf1 -all"
*._domainkey TXT "v=DKIM1; p="
_dmarc TXT "v=DMARC1; p=reject")",
     {"spf-", "dns-"}},
    {"exp= and the first query are no lookups: ten are allowed, and there are ten",
     R"(@ TXT "v=spf1 include:a.example.net include:b.example.net exp=why.example.com -all"
a.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net a:h.example.net -all"
b.example.net. TXT "v=spf1 a:h.example.net a:h.example.net a:h.example.net a:h.example.net -all"
h.example.net. A 192.0.2.1
h.example.net. AAAA 2001:db8::1
why TXT "%{i} may not send")",
     {"spf-too-many", "spf-exp", "spf-void"}},
    {"exp= that leads nowhere is no void lookup",
     R"(@ TXT "v=spf1 a:h1.example.com a:h2.example.com exp=gone.example.com -all")",
     {"spf-too-many"}},
    {"SERVFAIL is not missing",
     R"(;! example.com TXT server_failure
@ MX 10 mail
mail A 192.0.2.1)",
     {"spf-missing", "spf-no-", "x-nothing-authenticates"}},
    {"an include that does not answer is not missing either",
     R"(;! a.example.net TXT timeout
@ TXT "v=spf1 include:a.example.net -all")",
     {"spf-include-no-record", "spf-include-takeover", "spf-too-many"}},
    {"redirect instead of all",
     R"(@ TXT "v=spf1 redirect=a.example.net"
a.example.net. TXT "v=spf1 ip4:192.0.2.1 -all")",
     {"spf-no-all"}},
    {"modifiers behind all", R"(@ TXT "v=spf1 ip4:192.0.2.1 -all exp=why.example.com")", {"spf-terms-after-all"}},
    {"a long name that is cut in the middle",
     R"(@ TXT "v=spf1 include:a.exam" "ple.net -" "all"
a.example.net. TXT "v=spf1 ip4:192.0.2.1 -all")",
     {"spf-"}},
    {"macros, which only a message can fill",
     R"(@ TXT "v=spf1 include:%{ir}.%{v}._spf.example.net exists:%{i}.allow.example.net -all")",
     {"spf-macro-s", "spf-macro-p", "spf-exists", "spf-include", "spf-void"}},
    {"a final dot is no error",
     R"(@ TXT "v=spf1 include:a.example.net. -all"
a.example.net. TXT "v=spf1 ip4:192.0.2.1 -all")",
     {"spf-empty", "spf-include", "spf-syntax"}},
    {"hosts with addresses of only one family",
     R"(@ TXT "v=spf1 a:h.example.com -all"
h A 192.0.2.1)",
     {"spf-"}},
    {"addresses for examples in a domain for examples",
     R"(@ TXT "v=spf1 ip4:203.0.113.0/24 ip6:2001:db8::/32 -all")",
     {"spf-"}},
    {"the same include by others",
     R"(@ TXT "v=spf1 include:a.example.net include:b.example.net -all"
a.example.net. TXT "v=spf1 include:c.example.net -all"
b.example.net. TXT "v=spf1 include:c.example.net -all"
c.example.net. TXT "v=spf1 ip4:192.0.2.1 -all")",
     {"spf-"}},
    {"hardfail where nobody sends, or where no policy is enforced",
     R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@example.com")",
     {"spf-"}},
    {"many lookups that are never made, because they stand behind all",
     R"(@ TXT "v=spf1 -all a:h1.example.com a:h2.example.com a:h3.example.com")",
     {"spf-too-many"}},
    {"a wildcard that leads all names to a web server",
     R"(@ TXT "v=spf1 -all"
* CNAME web.example.net.
web.example.net. A 192.0.2.80)",
     {"dns-"}},
    {"an include of a name of the domain itself that is not registered on its own",
     R"(@ TXT "v=spf1 include:_spf.example.com -all")",
     {"spf-include-takeover"}},
};

std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name;
  for (const char c : info.param.what) name += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Spf, NotAFinding, testing::ValuesIn(cases), name_of);

}  // namespace
}  // namespace mailauth::not_findings_spf_test
