#include "results/diff.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::results::diff_test {
namespace {

using records::dkim::Algorithm;
using records::dmarc::Policy;
using records::spf::Qualifier;

Result usual(std::string domain = "example.com") {
  Result result;
  result.domain = std::move(domain);
  result.forgery = rules::Forgery::hard;
  result.own_mail = rules::OwnMail::passes;
  result.spf = SpfState::usable;
  result.spf_all = Qualifier::fail;
  result.lookups = 9;
  result.dmarc = DmarcState::in_force;
  result.policy = result.subdomain_policy = Policy::reject;
  result.dkim = DkimState::found;
  result.mx = MxState::hosts;
  result.further[0] = RecordState::in_force;
  result.reports = true;
  result.keys = {{"s1", Algorithm::rsa, 2048, "aa", "k1"}};
  result.mx_hosts = {"mx.example.com"};
  result.includes = {"_spf.example.net"};
  return result;
}

std::string shown(const Result& before, const Result& after) {
  const auto change = compare(before, after);
  return change ? fmt::format("{}: {}", to_string(change->movement), text::join(change->what, "; ")) : "";
}

TEST(Compare, SaysWhatChangedAndWhichWay) {
  using Change = std::function<void(Result&)>;
  const std::pair<Change, std::string> cases[] = {
      {[](Result& r) { r.time = "later", r.queries = 99, r.cached = 3; }, ""},
      {[](Result& r) { r.dmarc = DmarcState::none, r.policy = {}; }, "worse: DMARC p=reject -> no record"},
      {[](Result& r) { r.dmarc = DmarcState::ignored, r.policy = {}, r.forgery = rules::Forgery::anyone; },
       "worse: DMARC p=reject -> record ignored; can it be forged: hardly -> yes, by anyone"},
      {[](Result& r) { r.policy = Policy::none; }, "worse: DMARC p=reject -> p=none"},
      {[](Result& r) { r.inherited = true; }, "changed: DMARC p=reject -> p=reject of a parent"},
      {[](Result& r) { r.subdomain_policy = Policy::none; }, "worse: DMARC for subdomains reject -> none"},
      {[](Result& r) { r.reports = false; }, "worse: DMARC reports are no longer asked for"},
      {[](Result& r) { r.dmarc = DmarcState::unknown, r.complete = false; }, "unknown: not known: DMARC"},
      {[](Result& r) { r.complete = false; }, "unknown: answers are missing"},
      {[](Result& r) { r.exists = false, r.spf = SpfState::none, r.dmarc = DmarcState::none; },
       "worse: the domain does not exist any more"},
      {[](Result& r) { r.spf = SpfState::permerror, r.lookups = 11, r.includes.emplace_back("_spf.example.org"); },
       "worse: SPF usable -> permerror; SPF 9 -> 11 lookups; includes: new _spf.example.org"},
      {[](Result& r) { r.further[0] = RecordState::none; }, "worse: TLS-RPT in_force -> none"},
      {[](Result& r) { r.further[0] = RecordState::unknown; }, ""},
      {[](Result& r) { r.further[0] = {}; }, ""},  // of a version that did not ask
      {[](Result& r) { r.lookups = 10; }, "changed: SPF 9 -> 10 lookups"},
      {[](Result& r) { r.spf_all = Qualifier::pass; }, "worse: SPF -all -> +all"},
      {[](Result& r) { r.spf_all = {}; }, "worse: SPF -all -> no all"},
      {[](Result& r) { r.spf_all = Qualifier::softfail; }, "changed: SPF -all -> ~all"},
      {[](Result& r) { r.keys.clear(); }, "worse: DKIM key removed: s1"},
      {[](Result& r) {
         r.keys.push_back({"s2", Algorithm::rsa, 2048, "bb", "k2"});
       },
       "changed: DKIM key added: s2"},
      {[](Result& r) { r.keys[0].selector = "s2"; }, "changed: DKIM key removed: s1; DKIM key added: s2"},
      {[](Result& r) {
         r.keys[0] = {"s1", Algorithm::rsa, 1024, "bb", "k2"};
       },
       "worse: DKIM key weaker: s1 (RSA 2048 -> RSA 1024)"},
      {[](Result& r) {
         r.keys[0] = {"s1", Algorithm::rsa, 4096, "bb", "k2"};
       },
       "better: DKIM key stronger: s1 (RSA 2048 -> RSA 4096)"},
      {[](Result& r) {
         r.keys[0] = {"s1", Algorithm::ed25519, 256, "", "k2"};
       },
       "changed: DKIM key replaced: s1 (RSA 2048 -> Ed25519)"},
      {[](Result& r) { r.mx_hosts = {"mx.example.net"}; }, "changed: MX: new mx.example.net, gone mx.example.com"},
      {[](Result& r) { r.unregistered = {"gone.example"}; }, "worse: anybody can register gone.example"},
      {[](Result& r) {
         r.services = {"a", "b", "c", "d", "e"};
       },
       "changed: services: new a, b, c and 2 more"},
      {[](Result& r) {
         r.findings = {{"spf-missing", rules::Severity::error, false, "", ""}};
       },
       "worse: new error: spf-missing"},
      {[](Result& r) {
         r.findings = {{"spf-missing", rules::Severity::error, true, "", ""}};
       },
       ""},
      {[](Result& r) {
         r.findings = {{"spf-ptr", rules::Severity::warning, false, "", ""}};
       },
       "worse: new warning: spf-ptr"},
      {[](Result& r) {
         r.findings = {{"spf-ptr", rules::Severity::warning, false, "", ""}};
         r.keys[0] = {"s1", Algorithm::rsa, 4096, "bb", "k2"};
       },
       "better: DKIM key stronger: s1 (RSA 2048 -> RSA 4096); new warning: spf-ptr"},
      {[](Result& r) {  // nobody has changed anything
         r.findings = {{"dmarc-p-none-stale", rules::Severity::warning, false, "", ""}};
       },
       "changed: has become old: dmarc-p-none-stale"},
      {[](Result& r) {
         r.mx_hosts = {"mx.example.com", "\x1b[2J"};
       },
       "changed: MX: new \\027[2J"},
      {[](Result& r) { r.listed = false, r.keys.clear(), r.mx_hosts.clear(), r.errors = 1; }, "worse: errors 0 -> 1"},
  };
  for (const auto& [change, expected] : cases) {
    Result after = usual();
    change(after);
    EXPECT_EQ(shown(usual(), after), expected);
  }
}

TEST(Compare, BackAgainIsBetter) {
  const auto back = [](auto change) {
    Result before = usual();
    change(before);
    return shown(before, usual());
  };
  EXPECT_EQ(back([](Result& r) { r.policy = Policy::none; }), "better: DMARC p=none -> p=reject");
  EXPECT_EQ(back([](Result& r) { r.exists = false; }), "better: the domain exists now");
  EXPECT_EQ(back([](Result& r) { r.keys.clear(); }), "better: DKIM key added: s1");
  EXPECT_EQ(back([](Result& r) { r.spf = SpfState::none, r.lookups = 0, r.spf_all = {}, r.includes.clear(); }),
            "better: SPF no record -> usable; SPF 0 -> 9 lookups; includes: new _spf.example.net");
  EXPECT_EQ(back([](Result& r) {
              r.findings = {{"spf-ptr", rules::Severity::warning, false, "", ""}};
            }),
            "better: no longer warning: spf-ptr");
  EXPECT_EQ(back([](Result& r) {
              r.findings = {{"dmarc-p-none-stale", rules::Severity::warning, false, "", ""}};
            }),
            "");  // perhaps only without --history this time
  // What was not known did not come since.
  EXPECT_EQ(back([](Result& r) {
              r.complete = false, r.dkim = DkimState::unknown, r.dmarc = DmarcState::unknown, r.keys.clear();
            }),
            "");
}

// The night after an upgrade.
TEST(Compare, KeepsApartWhatOnlyTheProgramChanged) {
  using Change = std::function<void(Result&)>;
  const Change otherwise = [](Result& r) {
    r.version = "0.2.0", r.own_mail = rules::OwnMail::at_risk;
    r.findings = {{"spf-missing", rules::Severity::error, false, "", ""}};
  };
  const std::string what = "new error: spf-missing; will its own mail pass: yes -> at risk";
  const auto compared = [&](const Change& before, const Change& after) {
    Result old = usual(), now = usual();
    before(old);
    otherwise(now);
    after(now);
    return shown(old, now);
  };
  const Change first = [](Result& r) { r.version = "0.1.0", r.records = "aa"; };
  const Change nothing = [](Result&) {};
  EXPECT_EQ(compared(first, [](Result& r) { r.records = "aa"; }),
            "judged_otherwise: " + what + "; mailauth 0.1.0 -> 0.2.0");
  // It makes something else of the same records, too.
  EXPECT_EQ(compared(first, [](Result& r) { r.records = "aa", r.spf = SpfState::permerror; }),
            "judged_otherwise: SPF usable -> permerror; " + what + "; mailauth 0.1.0 -> 0.2.0");
  EXPECT_EQ(compared(first, [](Result& r) { r.records = "bb"; }), "worse: " + what);
  EXPECT_EQ(compared(first, [](Result& r) { r.records = "aa", r.version = "0.1.0"; }), "worse: " + what);
  // A line of a version that said nothing.
  EXPECT_EQ(compared(nothing, nothing), "judged_otherwise: " + what + "; mailauth an earlier one -> 0.2.0");
  EXPECT_EQ(compared(nothing, [](Result& r) { r.records = "bb", r.policy = Policy::none; }),
            "worse: DMARC p=reject -> p=none; " + what);
  EXPECT_EQ(compared(first, [](Result& r) { r.records = "aa", r.complete = false; }), "unknown: answers are missing");
  Result same = usual();
  same.version = "0.2.0";
  EXPECT_EQ(shown(usual(), same), "");
}

class Diff : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::vector<Result>& results, bool whole = true) {
    std::string text;
    for (const Result& result : results) text += to_line(result, Detail::findings);
    if (whole) text += to_line(Summary{});
    tests::write_file(folder_.path(name), text);
    return folder_.path(name);
  }
  // "worse a.example.com", in the order of the output.
  std::vector<std::string> changes(const std::string& before, const std::string& after, std::size_t buckets = 4) {
    std::vector<std::string> lines;
    const DiffWriter writer{[](const DiffCounts&) {},
                            [&](const DomainChange& change) {
                              lines.push_back(fmt::format("{} {}", to_string(change.movement), change.domain));
                            },
                            [] {}};
    counts_ = diff(before, after, writer, buckets);
    return lines;
  }
  tests::TemporaryFolder folder_;
  DiffCounts counts_;
};

Result with_policy(std::string domain, std::string_view policy) {
  Result result = usual(std::move(domain));
  result.policy = Word<Policy>::parse(policy);
  return result;
}

TEST_F(Diff, SortsByMovementAndDomain) {
  Result silent = usual("f.example");
  silent.complete = false;
  const std::string before =
      file("old", {usual("c.example"), usual("a.example"), usual("b.example"), usual("gone.example"),
                   with_policy("up.example", "none"), usual("f.example"), usual("same.example")});
  const std::string after =
      file("new", {silent, usual("same.example"), with_policy("b.example", "none"), usual("up.example"),
                   with_policy("a.example", "none"), with_policy("c.example", "none"), usual("new.example")});
  EXPECT_EQ(changes(before, after),
            (std::vector<std::string>{"worse a.example", "worse b.example", "worse c.example", "better up.example",
                                      "new new.example", "gone gone.example", "unknown f.example"}));
  EXPECT_EQ(counts_.domains, 8u);
  EXPECT_EQ(counts_.unchanged, 1u);
}

TEST_F(Diff, OfRepeatedDomainsTheLastLineCounts) {
  const std::string before = file("old", {with_policy("a.example", "none"), usual("a.example")});
  EXPECT_TRUE(changes(before, file("new", {usual("a.example")})).empty());
  EXPECT_EQ(counts_.repeated, 1u);
}

TEST_F(Diff, WhatIsNotInAFileThatWasCutOffIsNotGone) {
  const std::string before = file("old", {usual("a.example"), usual("b.example")});
  std::string after = file("new", {usual("a.example")}, false);
  tests::write_file(after, tests::read_file(after) + "\nnonsense\n{\"domain\":\"b.exa");
  EXPECT_EQ(changes(before, after), (std::vector<std::string>{"unknown b.example"}));
  const auto said = remarks(counts_);
  ASSERT_EQ(said.size(), 3u);
  EXPECT_NE(said[0].find("cut off"), std::string::npos);
  EXPECT_NE(said[1].find("new:3: not JSON"), std::string::npos);
  EXPECT_NE(said[2].find("new:4: not JSON"), std::string::npos);
}

// More than the blocks of the buckets hold, so that they go through the disk.
TEST_F(Diff, GivesTheSameWithOneBucketAndWithMany) {
  std::vector<Result> before, after;
  for (unsigned i = 0; i < 20'000; ++i) {
    const std::string domain = fmt::format("d{:05}.example", i);
    before.push_back(usual(domain));
    after.push_back(with_policy(domain, i % 100 == 0 ? "none" : "reject"));
  }
  std::ranges::reverse(after);
  const std::string old_file = file("old", before), new_file = file("new", after);
  const auto lines = changes(old_file, new_file, 64);
  ASSERT_EQ(lines.size(), 200u);
  EXPECT_TRUE(std::ranges::is_sorted(lines));
  EXPECT_EQ(counts_.unchanged, 19'800u);
  EXPECT_EQ(changes(old_file, new_file, 1), lines);
}

TEST_F(Diff, IsAlwaysValidJson) {
  const std::string one = file("one", {usual("a.example")}), other = file("other", {with_policy("a.example", "none")});
  for (const std::string& after : {one, other}) {
    std::string text;
    diff(one, after, diff_to_json([&](std::string_view piece) { text += piece; }), 2);
    const auto json = nlohmann::json::parse(text);
    EXPECT_EQ(json["changes"].size(), after == one ? 0u : 1u);
    EXPECT_EQ(json["worse"], after == one ? 0 : 1);
    EXPECT_EQ(json["before"]["whole"], true);
  }
}

TEST_F(Diff, MarkdownIsNotInjected) {
  Result hostile = usual("a.example");
  hostile.mx_hosts = {"<img src=x>|[x](http://x)"};
  std::string text;
  diff(file("one", {usual("a.example")}), file("other", {hostile}),
       diff_to_markdown([&](std::string_view piece) { text += piece; }), 2);
  EXPECT_NE(text.find("\\<img src=x\\>\\|\\[x\\]\\(http\\://x\\)"), std::string::npos) << text;
}

}  // namespace
}  // namespace mailauth::results::diff_test
