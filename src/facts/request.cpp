#include "facts/request.h"

#include <algorithm>
#include <array>

namespace mailauth::facts {

namespace {

struct ProfileName {
  Profile profile;
  std::string_view name;
};
constexpr std::array<ProfileName, 3> profile_names{
    {{Profile::google, "google"}, {Profile::yahoo, "yahoo"}, {Profile::microsoft, "microsoft"}}};

}  // namespace

std::string_view to_string(Profile profile) {
  return std::ranges::find(profile_names, profile, &ProfileName::profile)->name;
}

std::optional<Profile> parse_profile(std::string_view text) {
  const auto at = std::ranges::find(profile_names, text, &ProfileName::name);
  return at == profile_names.end() ? std::nullopt : std::optional(at->profile);
}

}  // namespace mailauth::facts
