#include "rules/message/helpers/unsubscribe.h"

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::rules {

bool demands_one_click(const facts::MessageFacts& message) {
  return std::ranges::any_of(message.request.profiles,
                             [](facts::Profile profile) { return profile != facts::Profile::microsoft; });
}

bool has_https(std::string_view list_unsubscribe) {
  return text::contains_ignoring_case(list_unsubscribe, "<https://");
}

bool is_one_click(std::string_view list_unsubscribe_post) {
  return text::equals_ignoring_case(text::trim(list_unsubscribe_post), "List-Unsubscribe=One-Click");
}

}  // namespace mailauth::rules
