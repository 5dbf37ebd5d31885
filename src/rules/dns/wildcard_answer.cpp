#include <fmt/format.h>

#include <string>
#include <vector>

#include "records/kind.h"
#include "rules/rule.h"

namespace mailauth::rules::dns_wildcard_answer {

namespace {

bool denies_everything(const Source& source) {
  if (!records::spf::is_spf(source.text)) return false;
  const auto record = records::spf::parse(source);
  return record.terms.size() == 1 && record.terms.front().kind == records::spf::Kind::all &&
         record.terms.front().qualifier == records::spf::Qualifier::fail;
}

// "v=spf1 -all" and a revoked key are what parked names are locked with (M3AAWG Parked Domains): there a wildcard is
// what one wants.
bool locks_names(const Source& source) { return denies_everything(source) || records::dkim::parse(source).revoked(); }

bool resembles_policy(const Source& source) {
  return records::spf::resembles_spf(source.text) || records::dmarc::resembles_dmarc(records::dmarc::parse(source)) ||
         records::dkim::resembles_key(records::dkim::parse(source));
}

// Compared without the names that were asked.
std::vector<std::string> texts_of(const dns::Answer& answer) {
  std::vector<std::string> texts;
  for (const Source& source : txt_sources(answer)) texts.push_back(source.text);
  return texts;
}

void report(const dns::Answer& answer, const dns::Name& parent, std::string_view consequence, Findings& findings) {
  for (Source source : txt_sources(answer)) {
    if (locks_names(source) || records::dmarc::is_dmarc(source)) continue;  // dmarc-wildcard says what that means
    source.where = fmt::format("*.{} TXT", parent.text());
    findings.add(source, source.whole(), "publish this only at the names that need it")
        .says(fmt::format("a wildcard answers for every name below {} that does not exist", parent.text()))
        .means(std::string(consequence))
        .with(resembles_policy(source) ? Severity::warning : Severity::info);
  }
}

void check(const Facts& facts, Findings& findings) {
  const bool everywhere = facts.wildcard != nullptr && facts.wildcard->found();
  if (everywhere)
    report(*facts.wildcard, facts.domain(),
           "Whoever asks for a policy of such a name gets this text; what is found there was not published for it.",
           findings);
  // A wildcard of the domain answers below _domainkey too, as long as no name is there.
  const dns::Answer* keys = facts.dkim.wildcard;
  if (keys == nullptr || !keys->found() || (everywhere && texts_of(*keys) == texts_of(*facts.wildcard))) return;
  if (const auto parent = facts.domain().child(records::labels_of(records::RecordKind::dkim)))
    report(*keys, *parent, "Any DKIM selector that somebody makes up seems to have a key.", findings);
}

}  // namespace

extern const Rule rule{
    .id = "dns-wildcard-answer",
    .severity = Severity::warning,
    .title = "A wildcard answers for names that nobody has published",
    .reference = "RFC 7208 3.5, RFC 6376 6.1.2",
    .why = "Receivers cannot tell such an answer from a record that was meant for the name. Names that were never used "
           "for mail get a policy, and one that was meant for them elsewhere is hidden.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
* TXT "v=spf1 ip4:192.0.2.1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
* TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
)",
    .check = check};

}  // namespace mailauth::rules::dns_wildcard_answer
