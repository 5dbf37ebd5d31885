#include "dns/public_suffixes.h"

#include <libpsl.h>

#include <memory>

namespace mailauth::dns {
namespace {

struct FreeList {
  void operator()(psl_ctx_t* list) const { psl_free(list); }
};
using SuffixList = std::unique_ptr<psl_ctx_t, FreeList>;

}  // namespace

const psl_ctx_st* public_suffixes() {
  static const SuffixList list{psl_latest(nullptr)};
  return list ? list.get() : psl_builtin();
}

bool ends_in_top_level_domain(const Name& name) {
  const Name top = name.last_labels(1);
  if (top.is_root()) return false;
  // Of some the list has only "*.ck".
  constexpr int known_ones = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE;
  const auto is_listed = [](const std::string& suffix) {
    return psl_is_public_suffix2(public_suffixes(), suffix.c_str(), known_ones) != 0;
  };
  return is_listed(top.text()) || is_listed("a." + top.text());
}

}  // namespace mailauth::dns
