#include "rules/spf/helpers/elsewhere.h"

#include <algorithm>

namespace mailauth::rules {

namespace {

bool is_from_wildcard(const facts::Facts& facts, const text::Source& source) {
  if (facts.wildcard == nullptr) return false;
  const auto& sources = txt_sources(*facts.wildcard);
  return std::any_of(sources.begin(), sources.end(), [&](const auto& each) { return each.text == source.text; });
}

}  // namespace

std::vector<text::Source> spf_elsewhere(const facts::Facts& facts) {
  std::vector<text::Source> found;
  for (const dns::Answer* answer : facts.spf.elsewhere)
    for (const text::Source& source : txt_sources(*answer))
      if (records::spf::is_spf(source.text) && !is_from_wildcard(facts, source)) found.push_back(source);
  for (const text::Source& source : facts.dmarc.at_domain.unrelated)
    if (facts.spf.standing == facts::SpfStanding::none && records::spf::is_spf(source.text)) found.push_back(source);
  return found;
}

std::vector<text::Source> spf_of_type99(const facts::Facts& facts) {
  if (facts.spf_type99 == nullptr) return {};
  std::vector<text::Source> found = txt_sources(*facts.spf_type99);
  std::erase_if(found, [](const text::Source& source) { return !records::spf::is_spf(source.text); });
  return found;
}

}  // namespace mailauth::rules
