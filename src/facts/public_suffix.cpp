// Public suffixes by libpsl: the newest list of the system or the one built into the library, with its
// ICANN and its private section, as RFC 7489 3.2 has it.

#include <libpsl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "facts/dmarc_discovery.h"
#include "facts/registered_domain.h"

namespace mailauth::facts {

namespace {

struct FreeList {
  void operator()(psl_ctx_t* list) const { psl_free(list); }
};
using List = std::unique_ptr<psl_ctx_t, FreeList>;

const psl_ctx_t* newest_list() {
  static const List list{psl_latest(nullptr)};
  return list ? list.get() : psl_builtin();
}

bool is_suffix_of_registry(const dns::Name& name) {
  return !name.is_root() && psl_is_public_suffix2(newest_list(), name.text().c_str(), PSL_TYPE_ICANN) != 0;
}

}  // namespace

bool is_registered_domain(const dns::Name& name) {
  return is_suffix_of_registry(name.parent()) && !is_suffix_of_registry(name);
}

bool ends_in_top_level_domain(const dns::Name& name) {
  const dns::Name top = name.last_labels(1);
  if (top.is_root()) return false;
  // Of some the list has only "*.ck".
  constexpr int known_ones = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE;
  const auto is_listed = [](const std::string& suffix) {
    return psl_is_public_suffix2(newest_list(), suffix.c_str(), known_ones) != 0;
  };
  return is_listed(top.text()) || is_listed("a." + top.text());
}

bool is_public_suffix(const dns::Name& name) {
  return !name.is_root() && psl_is_public_suffix2(newest_list(), name.text().c_str(), PSL_TYPE_ANY) != 0;
}

std::optional<dns::Name> name_to_register(const dns::Name& missing, const dns::Name& domain) {
  const auto registrable = ends_in_top_level_domain(missing) ? registrable_domain(missing) : std::nullopt;
  return registrable == registrable_domain(domain) ? std::nullopt : registrable;
}

std::optional<dns::Name> registrable_domain(const dns::Name& name) {
  if (name.is_root()) return std::nullopt;
  const char* registrable = psl_registrable_domain(newest_list(), name.text().c_str());
  if (registrable == nullptr) return std::nullopt;
  // Counted in labels, because libpsl knows no "\." inside of one.
  const auto dots = std::ranges::count(std::string_view(registrable), '.');
  return name.last_labels(static_cast<std::size_t>(dots) + 1);
}

dns::Name organizational_domain_by_suffix_list(const dns::Name& name) {
  return registrable_domain(name).value_or(name);
}

}  // namespace mailauth::facts
