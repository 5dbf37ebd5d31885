// Names from anywhere: what parses has one form, and walking up and down stays inside of the limits.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dns/name.h"

namespace mailauth::name_fuzz {

using mailauth::dns::Name;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_one_form(const Name& name) {
  require(Name::parse(name.text()) == name);
  require(Name::parse(name.text() + ".") == name);
  require(name.labels().size() == name.label_count());
  require(name.label_count() <= mailauth::dns::max_labels);
}

void check_ancestors(const Name& name) {
  std::size_t count = name.label_count();
  for (Name at = name; !at.is_root(); at = at.parent()) {
    require(at.label_count() == count--);
    require(name.is_within(at) && at.is_within(Name()));
    require(at.child(name.relative_to(at)) == name);
    require(name.last_labels(at.label_count()) == at);
    require(Name::parse(at.labels().front()).has_value());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto name = Name::parse(text);
  if (!name) return 0;
  check_one_form(*name);
  check_ancestors(*name);
  return 0;
}

}  // namespace mailauth::name_fuzz
