#include <fmt/format.h>

#include <algorithm>

#include "records/kind.h"
#include "rules/source/helpers/published.h"

namespace mailauth::rules::source_cname_proxied {

namespace {

// "abc._domainkey.example.com", "_dmarc.example.com": receivers ask for a text there.
bool is_for_receivers(const dns::Name& owner) { return records::place_of(owner.text()).has_value(); }

void check(const Facts& facts, Findings& findings) {
  for (const inputs::Record* record : published(facts)) {
    if (!record->proxied || record->type != "CNAME" || !is_for_receivers(record->owner)) continue;
    findings.add(data_of(*record), all_words(*record), "publish this as DNS only: proxied = false")
        .says(fmt::format(
            "Cloudflare answers for {} with addresses of its own, so the text that this leads to is not found",
            record->owner.text()));
  }
}

}  // namespace

extern const Rule rule{
    .id = "source-cname-proxied",
    .severity = Severity::error,
    .title = "A CNAME that leads to a key or a policy goes through Cloudflare's proxy",
    .reference = "RFC 6376 3.6.2, Cloudflare DNS: Proxy status",
    .why = "For a proxied name Cloudflare does not publish the CNAME: it answers with the addresses of its web proxy. "
           "Receivers that ask for the text find none. DKIM signatures fail, and a policy has no effect.",
    .bad = R"(;! --input cloudflare
;! --selector abc
;; Domain:     example.com.
abc._domainkey.example.com.	1	IN	CNAME	abc.dkim.amazonses.com. ; cf_tags=cf-proxied:true
)",
    .good = R"(;! --input cloudflare
;! --selector abc
;; Domain:     example.com.
abc._domainkey.example.com.	1	IN	CNAME	abc.dkim.amazonses.com. ; cf_tags=cf-proxied:false
)",
    .check = check};

}  // namespace mailauth::rules::source_cname_proxied
