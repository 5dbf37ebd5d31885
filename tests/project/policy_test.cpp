#include "project/policy.h"

#include <gtest/gtest.h>

namespace mailauth::project::policy_test {
namespace {

TEST(Policy, PatternsMatchWholeTexts) {
  struct Case {
    std::string_view pattern, text;
    bool match;
  };
  const Case cases[] = {
      {"*", "", true},
      {"*", "example.com", true},
      {"example.com", "example.com", true},
      {"example.com", "mail.example.com", false},
      {"*.example.com", "mail.example.com", true},
      {"*.example.com", "a.b.example.com", true},
      {"*.example.com", "example.com", false},
      {"mail*com", "mail.example.com", true},
      {"*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", false},
      {"", "example.com", false},
      {"**", "example.com", true},
  };
  for (const Case& c : cases) EXPECT_EQ(matches(c.pattern, c.text), c.match) << c.pattern << " " << c.text;
}

}  // namespace
}  // namespace mailauth::project::policy_test
