// The fixed points of Amazon SES: Easy DKIM tokens, the zones they live in, the hosts that take bounces.

#include <algorithm>
#include <array>

#include "facts/services.h"
#include "text/ascii.h"

namespace mailauth::facts::amazon_ses {

namespace {

constexpr std::size_t token_length = 32;
constexpr std::string_view shared_zone = "dkim.amazonses.com";

struct RegionalZone {
  std::string_view region, zone;
};

// Every other region uses dkim.amazonses.com. From the list ses_dkim_domains of the AWS General Reference.
constexpr std::array<RegionalZone, 11> regional_zones{{{"af-south-1", "dkim.af-south-1.amazonses.com"},
                                                       {"ap-northeast-3", "dkim.ap-northeast-3.amazonses.com"},
                                                       {"ap-south-2", "dkim.ap-south-2.amazonses.com"},
                                                       {"ap-southeast-3", "dkim.ap-southeast-3.amazonses.com"},
                                                       {"ap-southeast-5", "dkim.ap-southeast-5.amazonses.com"},
                                                       {"ca-west-1", "dkim.ca-west-1.amazonses.com"},
                                                       {"eu-central-2", "dkim.eu-central-2.amazonses.com"},
                                                       {"eu-south-1", "dkim.eu-south-1.amazonses.com"},
                                                       {"il-central-1", "dkim.il-central-1.amazonses.com"},
                                                       {"me-central-1", "dkim.me-central-1.amazonses.com"},
                                                       {"us-gov-east-1", "dkim.us-gov-east-1.amazonses.com"}}};

bool is_word(std::string_view text) { return !text.empty() && std::ranges::all_of(text, text::is_alpha); }

}  // namespace

// "eu-west-1", "us-gov-west-1": two letters, one or more words, a digit.
bool is_region(std::string_view text) {
  const std::vector<std::string_view> parts = text::split(text, '-');
  if (parts.size() < 3 || parts.front().size() != 2) return false;
  if (parts.back().size() != 1 || !text::is_digit(parts.back().front())) return false;
  return std::all_of(parts.begin(), parts.end() - 1, is_word);
}

bool is_token(std::string_view selector) {
  return selector.size() == token_length &&
         std::ranges::all_of(selector, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7'); });
}

std::string_view dkim_zone(std::string_view region) {
  const auto at = std::ranges::find(regional_zones, region, &RegionalZone::region);
  return at == regional_zones.end() ? shared_zone : at->zone;
}

bool is_dkim_zone(std::string_view zone) {
  return zone == shared_zone || std::ranges::find(regional_zones, zone, &RegionalZone::zone) != regional_zones.end();
}

std::optional<std::string> feedback_region(const dns::Name& mx) {
  const std::vector<std::string_view> labels = mx.labels();
  if (labels.size() != 4 || labels[0] != "feedback-smtp" || labels[2] != "amazonses" || labels[3] != "com")
    return std::nullopt;
  if (!is_region(labels[1])) return std::nullopt;
  return std::string(labels[1]);
}

}  // namespace mailauth::facts::amazon_ses
