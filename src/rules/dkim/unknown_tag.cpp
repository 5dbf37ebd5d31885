#include <fmt/format.h>

#include "diagnosis/dkim.h"
#include "rules/dkim/helpers/published_keys.h"
#include "rules/rule.h"
#include "rules/samples.h"
#include "text/ascii.h"
#include "text/base64.h"

namespace mailauth::rules::dkim_unknown_tag {

namespace {

constexpr uint32_t length_of_a_key = 100;  // more characters of base64 than anything but a key has

bool looks_like_key(const records::dkim::Record& key, const records::Tag& tag) {
  return tag.value.length() > length_of_a_key && !text::decode_base64(key.text(tag.value)).fault;
}

bool is_unknown(const records::dkim::Record& key, const records::Tag& tag) {
  return key.text(tag.separator) == "=" && !records::dkim::is_known_tag(text::to_lower(key.text(tag.name)));
}

void check(const Facts& facts, Findings& findings) {
  for_each_live_key(facts, [&](const facts::DkimSelector& selector, const records::dkim::Record& key) {
    for (const records::Tag& tag : key.list.tags) {
      if (!is_unknown(key, tag)) continue;
      const bool is_version = diagnosis::is_meant_as_version(key, tag), is_key = looks_like_key(key, tag);
      findings
          .add(key.source, is_version ? tag.span : tag.name,
               is_version ? "write v=DKIM1 here"
               : is_key   ? "was p meant?"
                          : "verifiers pass over this tag")
          .with(is_version || is_key ? Severity::warning : Severity::info)
          .says(fmt::format("the DKIM key of the selector {} has the tag {}=, which nobody knows", selector.selector,
                            key.text(tag.name)))
          .means("It has no effect.");
    }
  });
}

}  // namespace

extern const Rule rule{.id = "dkim-unknown-tag",
                       .severity = Severity::info,
                       .title = "The DKIM key has a tag that nobody knows",
                       .reference = "RFC 6376 3.6.1",
                       .why = "Verifiers must pass over tags that they do not know, so this one does "
                              "nothing. That is fine unless something else was meant.",
                       .bad = SAMPLE_SIGNER("v=DKIM1; k=rsa; x=1; p=" SAMPLE_RSA_2048),
                       .good = SAMPLE_SIGNER("v=DKIM1; k=rsa; p=" SAMPLE_RSA_2048),
                       .check = check};

}  // namespace mailauth::rules::dkim_unknown_tag
