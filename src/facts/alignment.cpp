#include "facts/alignment.h"

namespace mailauth::facts {
namespace {

using records::dmarc::Alignment;

Known aligns(const dns::Name& identity, const dns::Name& identity_organizational, const dns::Name& from,
             const dns::Name& from_organizational, Alignment mode) {
  if (identity == from) return Known::yes;
  return known(mode == Alignment::relaxed && identity_organizational == from_organizational);
}

using Tag = std::optional<Alignment> records::dmarc::Record::*;  // adkim or aspf

Alignment mode_of(const DmarcView& view, Tag tag) {
  return view.record == nullptr ? Alignment::relaxed : (view.record->*tag).value_or(Alignment::relaxed);
}

// A question that decides where the walk ends has no answer. That a registry joins all its domains is not expected:
// what it publishes says psd=y.
bool is_open(const Discovery& discovery) {
  return std::ranges::any_of(discovery.walk, [](const DmarcAtName& at) {
    const bool answered = at.answer == nullptr || at.answer->found() || at.answer->absent();
    return !answered && !is_public_suffix(at.domain);
  });
}

// Where both lie below one registered domain, the walk decides, and while a question of it is open, nobody knows.
ByGeneration alignment(const Identity& identity, const dns::Name& from, const Discovery& discovery, Tag tag) {
  const DmarcView &walk = discovery.tree_walk, &list = discovery.suffix_list;
  ByGeneration aligned{
      aligns(identity.domain, identity.by_suffix_list, from, list.organizational_domain, mode_of(list, tag)),
      aligns(identity.domain, identity.by_tree_walk, from, walk.organizational_domain, mode_of(walk, tag))};
  if (identity.domain == from) return aligned;
  // Without a record the walk ends where it began. No receiver looks at alignment then; the first record that is
  // published will stand at the organizational domain.
  if (!discovery.found() && !discovery.unknown()) aligned.rfc9989 = aligned.rfc7489;
  const bool may_meet = identity.by_suffix_list == list.organizational_domain;
  if (may_meet && (identity.walk_unknown || is_open(discovery))) aligned.rfc9989 = Known::unknown;
  return aligned;
}

}  // namespace

ByGeneration both_of(const ByGeneration& a, const ByGeneration& b) {
  return {std::min(a.rfc7489, b.rfc7489), std::min(a.rfc9989, b.rfc9989)};
}

ByGeneration either_of(const ByGeneration& a, const ByGeneration& b) {
  return {std::max(a.rfc7489, b.rfc7489), std::max(a.rfc9989, b.rfc9989)};
}

Identity identity_of(const dns::Name& domain, dns::Evidence& evidence) {
  const Discovery discovery = discover_dmarc(domain, organizational_domain_by_suffix_list(domain), evidence);
  return identity_of(domain, discovery);
}

Identity identity_of(const dns::Name& domain, const Discovery& discovery) {
  return {domain, organizational_domain_by_suffix_list(domain), discovery.tree_walk.organizational_domain,
          is_open(discovery)};
}

ByGeneration spf_alignment(const Identity& mail_from, const dns::Name& from, const Discovery& discovery) {
  return alignment(mail_from, from, discovery, &records::dmarc::Record::aspf);
}

ByGeneration dkim_alignment(const Identity& signer, const dns::Name& from, const Discovery& discovery) {
  return alignment(signer, from, discovery, &records::dmarc::Record::adkim);
}

ByGeneration dmarc_passes(std::span<const Authenticated> checks) {
  ByGeneration passes;
  for (const Authenticated& check : checks) {
    passes = either_of(passes, both_of({check.passes, check.passes}, check.aligns));
  }
  return passes;
}

}  // namespace mailauth::facts
