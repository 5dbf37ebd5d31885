#include "facts/facts.h"

#include <algorithm>

namespace mailauth::facts {

namespace {

// FNV-1a, 64 bits.
uint64_t hash(std::string_view text) {
  uint64_t value = 0xcbf29ce484222325U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return value;
}

bool has_usable_key(const DkimSelector& selector) {
  return std::ranges::any_of(selector.keys, records::dkim::is_usable);
}

bool receives(const MxFacts& mx) { return !mx.answer->absent() && !mx.null_mx; }

bool permits_somebody(const SpfNode& spf) { return spf.standing != SpfStanding::none && !permits_nobody(spf); }

bool may_sign(const DkimFacts& dkim) {
  return std::ranges::any_of(dkim.selectors, [](const DkimSelector& selector) {
    const bool unknown = selector.origin == DkimSelector::Origin::given && selector.answer->failed();
    return unknown || has_usable_key(selector);
  });
}

// Receivers read nobody in it, but its author named servers: "v:spf1 mx -all", "v=spf1 ip4=192.0.2.1 -all".
bool was_meant_to_send(const SpfNode& spf) {
  if (!spf.lookalikes.empty()) return true;
  const records::spf::Record* record = spf.record();
  return record != nullptr && std::ranges::any_of(record->terms, [](const records::spf::Term& term) {
           return term.kind == records::spf::Kind::other_modifier || term.kind == records::spf::Kind::unknown;
         });
}

}  // namespace

std::string probe_label(const dns::Name& domain) {
  std::string label = "mailauth-probe-0123456789abcdef";
  auto number = hash(domain.text());
  for (std::size_t at = label.size(); at > label.size() - 16; number >>= 4)
    label[--at] = "0123456789abcdef"[number & 15];
  return label;
}

bool uses_mail(const Facts& facts) {
  return receives(facts.mx) || permits_somebody(facts.spf) || may_sign(facts.dkim) || !facts.mail_froms.empty();
}

bool is_parked(const Facts& facts) {
  return !uses_mail(facts) && !was_meant_to_send(facts.spf) && facts.services.empty();
}

std::vector<const DkimSelector*> usable_keys(const DkimFacts& dkim) {
  std::vector<const DkimSelector*> usable;
  for (const DkimSelector& selector : dkim.selectors)
    if (has_usable_key(selector)) usable.push_back(&selector);
  return usable;
}

bool amazon_ses_sends(const Facts& facts) {
  return std::ranges::any_of(facts.services, [](const RecognisedService& recognised) {
    return recognised.service->id == "amazon-ses" &&
           std::ranges::any_of(recognised.signs, [](Sign sign) { return sign != Sign::mx; });
  });
}

}  // namespace mailauth::facts
