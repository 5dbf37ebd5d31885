#include "repair/ladder.h"

#include <algorithm>
#include <array>
#include <span>

namespace mailauth::repair {

namespace {

using Ids = std::span<const std::string_view>;

constexpr std::array<std::string_view, 18> no_policy_in_force{
    "dns-txt-markup",          "dns-txt-zone-line",         "dns-txt-control-char",
    "dmarc-version-not-first", "dmarc-tag-colon",           "dmarc-wrong-name",
    "dmarc-missing",           "dmarc-multiple-records",    "dmarc-version-typo",
    "dmarc-missing-semicolon", "dmarc-wrong-separator",     "dmarc-p-missing",
    "dmarc-p-invalid",         "dmarc-sp-invalid",          "dns-txt-not-ascii",
    "dns-txt-quotes-inside",   "dns-txt-escaped-semicolon", "x-nothing-authenticates"};
constexpr std::array<std::string_view, 10> weak_policy{
    "dmarc-np-weaker",    "dmarc-pct-zero",  "dmarc-test-mode",   "dmarc-p-none-no-rua", "dmarc-p-none",
    "dmarc-p-none-stale", "dmarc-sp-weaker", "dmarc-pct-partial", "dmarc-rua-missing",   "x-parked-incomplete"};
constexpr std::array<std::string_view, 2> policy_hits_own_mail{"x-reject-without-dkim", "x-nothing-authenticates"};

constexpr std::array<std::string_view, 13> address_not_readable{
    "dmarc-report-not-ascii",  "dmarc-rua-malformed",     "dmarc-rua-scheme-missing", "dmarc-rua-list-separator",
    "dmarc-rua-reserved-char", "dmarc-version-not-first", "dmarc-tag-colon",          "dmarc-tag-duplicate",
    "dmarc-unknown-tag",       "dmarc-wrong-separator",   "dmarc-missing-semicolon",  "dmarc-version-typo",
    "dmarc-multiple-records"};
constexpr std::array<std::string_view, 4> address_elsewhere{"dmarc-report-unauthorised", "dmarc-report-domain-dead",
                                                            "dmarc-report-freemail", "dmarc-report-override"};

constexpr std::array<std::string_view, 23> key_not_readable{
    "dns-txt-markup",       "dns-txt-zone-line",     "dns-txt-control-char",     "dkim-missing-semicolon",
    "dkim-wrong-separator", "dkim-tag-malformed",    "dkim-tag-duplicate",       "dkim-version-invalid",
    "dkim-tag-case",        "dkim-key-type-unknown", "dkim-key-type-mismatch",   "dkim-p-missing",
    "dkim-p-not-base64",    "dkim-p-pkcs1",          "dkim-p-certificate",       "dkim-p-trailing-bytes",
    "dkim-ed25519-spki",    "dkim-hash-sha1-only",   "dkim-service-not-email",   "dkim-wrong-name",
    "dns-txt-not-ascii",    "dns-txt-quotes-inside", "dns-txt-escaped-semicolon"};
// Not those that others can sign with: such a key had better stay unreadable.
constexpr std::array<std::string_view, 4> weak_key{"dkim-rsa-under-2048", "dkim-rsa-over-4096", "dkim-testing-flag",
                                                   "dkim-ed25519-only"};

constexpr std::array<std::string_view, 1> private_key{"dkim-p-private-key"};
constexpr std::array<std::string_view, 5> no_key{"dkim-key-revoked", "dkim-none-at-all", "x-nothing-authenticates",
                                                 "x-reject-without-dkim", "x-provider-dkim-missing"};

constexpr std::array<std::string_view, 1> only_dkim_passes{"x-enforced-with-spf-permerror"};
constexpr std::array<std::string_view, 1> too_many_permitted{"x-provider-leftover"};
constexpr std::array<std::string_view, 1> nothing_passes{"x-nothing-authenticates"};
constexpr std::array<std::string_view, 1> only_spf_passes{"x-reject-without-dkim"};

// "spf-": all rules whose ids begin so.
constexpr std::array<std::string_view, 9> no_spf_in_force{
    "dns-txt-markup",           "dns-txt-zone-line", "dns-txt-leading-space", "spf-",
    "dns-txt-control-char",     "dns-name-doubled",  "dns-txt-not-ascii",     "dns-txt-quotes-inside",
    "dns-txt-escaped-semicolon"};
constexpr std::array<std::string_view, 4> lacks_of_a_sender{"dkim-none-at-all", "dmarc-missing", "dmarc-rua-missing",
                                                            "x-reject-without-dkim"};

constexpr std::array<std::string_view, 1> not_written_as_meant{"source-"};
constexpr std::array<std::string_view, 7> what_was_meant{"dns-", "spf-", "dkim-", "dmarc-", "mx-", "ses-", "x-"};

struct Ladder {
  Ids worse;
  Ids milder;
  bool only_likely = false;  // a milder finding that is certain is no step down
  std::string_view reason;
};

constexpr std::array<Ladder, 10> ladders{{
    {no_policy_in_force, weak_policy, false, "a policy that is in force can be weak; none at all is weaker"},
    {no_policy_in_force, policy_hits_own_mail, true, "selectors cannot be listed: the fix warns, its reader decides"},
    {address_not_readable, address_elsewhere, false, "only an address that can be read leads somewhere"},
    {key_not_readable, weak_key, false, "only a key that can be read has a length and flags"},
    {no_policy_in_force, only_dkim_passes, false, "signed mail passes: the fix warns, its reader decides"},
    {no_spf_in_force, too_many_permitted, false, "only a record that can be read permits anybody"},
    {nothing_passes, only_spf_passes, false, "with SPF alone more mail passes than with nothing"},
    {no_spf_in_force, lacks_of_a_sender, false, "only a domain that sends mail lacks something for it"},
    {not_written_as_meant, what_was_meant, false, "what stands in the file is judged once it is published"},
    {private_key, no_key, false, "no key is better than one that everybody can sign with"},
}};

bool contains(Ids ids, std::string_view id) {
  return std::any_of(ids.begin(), ids.end(), [&](std::string_view each) {
    return each == id || (each.ends_with('-') && id.starts_with(each));
  });
}

}  // namespace

bool is_lower_step(const rules::Finding& brought, const std::set<std::string_view>& removed) {
  return std::any_of(ladders.begin(), ladders.end(), [&](const Ladder& ladder) {
    if (!contains(ladder.milder, brought.rule->id)) return false;
    if (ladder.only_likely && brought.certainty != rules::Certainty::likely) return false;
    return std::any_of(removed.begin(), removed.end(), [&](std::string_view id) { return contains(ladder.worse, id); });
  });
}

}  // namespace mailauth::repair
