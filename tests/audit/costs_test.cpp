// What one record may cost that is made for it: time, memory, findings and reports grow with its length and no faster.

#include <gtest/gtest.h>
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/lint.h"
#include "facts/collect.h"
#include "support/audited.h"
#include "support/judged.h"
#include "support/one_record.h"
#include "text/ascii.h"

// This program counts what it allocates.
namespace {

std::atomic<std::size_t> allocated{0}, most_allocated{0};

void* counted(std::size_t size) noexcept {
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) return nullptr;
  const std::size_t now = allocated += malloc_usable_size(memory);
  std::size_t most = most_allocated;
  while (now > most && !most_allocated.compare_exchange_weak(most, now)) continue;
  return memory;
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  allocated -= malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* memory = counted(size)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

namespace mailauth::costs_test {
namespace {

constexpr std::string_view spf = tests::places_of_records[0], dkim = tests::places_of_records[1],
                           dmarc = tests::places_of_records[2], tls_rpt = tests::places_of_records[3],
                           mta_sts = tests::places_of_records[4];

// A record that begins so and goes on with the same again and again; # stands for a number.
struct Kind {
  std::string_view owner, begin, again;
};
constexpr Kind kinds[] = {
    {spf, "v=spf1", " ip4:192.0.#.1"},
    {spf, "v=spf1", " x"},
    {spf, "v=spf1", " ipv4:192.0.2.1"},
    {spf, "v=spf1", " inlcude:n#.example.net"},
    {spf, "v=spf1", " include:n#.example.net"},
    {spf, "v=spf1", " ptr"},
    {spf, "v=spf1", " v=spf1"},
    {spf, "v=spf1", " \"a\""},
    {spf, "v=spf1", " a&amp;b"},
    {spf, "v=spf1", " exp=e.example.com"},
    {spf, "v=spf1 -all", "\t\x01"},
    {spf, "v=spf1 ", "\xff"},
    {spf, "v=spf1 ", ","},
    {spf, "v=spf1 include:", "a"},
    {spf, "v=spf1 ip4:192.0.2.1", ",ip4:192.0.2.1"},
    {spf, "v=spf1 exists:", "%{i}."},
    {spf, "v=spf1 exists:", "%{x}"},
    {spf, "v=spf1 exists:", "%"},
    {spf, "v=spf1", " exists:%{ir}.%{v}.#.example.net"},
    {spf, "v:spf1", " ip4:192.0.2.1,"},
    {dkim, "v=DKIM1; p=AAAA", "; t#=x"},
    {dkim, "v=DKIM1; p=AAAA", "; %"},
    {dkim, "v=DKIM1; p=AAAA", "; K=\"rsa\""},
    {dkim, "v=DKIM1; p=AAAA", ";"},
    {dkim, "v=DKIM1; p=AAAA; t=y", ":s"},
    {dkim, "v=DKIM1; k=rsa; p=", "MIIB"},
    {dkim, "v=DKIM1; k=rsa; p=", "%"},
    {dkim, "v=DKIM1 k=rsa", " p=AAAA"},
    {dmarc, "v=DMARC1; p=none", "; t#=x"},
    {dmarc, "v=DMARC1; p=none", "; rau=mailto:a@example.com"},
    {dmarc, "v=DMARC1; p=none; rua=mailto:a@example.com", ",mailto:a@r#.example.net"},
    {dmarc, "v=DMARC1; p=none; rua=x", ",a:b@c"},
    {dmarc, "v=DMARC1; p=none; rua=", ","},
    {dmarc, "v=DMARC1; p=none; rua=mailto:a@b.example", ",mailto:a@example.com!10m"},
    {dmarc, "v=DMARC1; p=none; rua=mailto:a@b.example", ",mailto:a@m\xc3\xbcnchen.example"},
    {dmarc, "v=DMARC1; p=none; rua=mailto:a@b.example", "; mailto:a@example.com"},
    {dmarc, "v=DMARC1; p=none; rua=mailto:", "%3D"},
    {dmarc, "v=DMARC1 p=none", " rua=mailto:a@example.com"},
    {dmarc, "v=DMARC1\\; p=none", "\\; a=b"},
    {dmarc, "v:DMARC1; p=none; rua=x", ",a@b.c"},
    {tls_rpt, "v=TLSRPTv1; rua=x", ",mailto:a@r#.example.net"},
    {tls_rpt, "v=TLSRPTv1; rua=x", ",a@b"},
    {tls_rpt, "v=TLSRPTv1; rua=", ","},
    {tls_rpt, "v=TLSRPTv1; rua=mailto:a@b.example", "; x"},
    {mta_sts, "v=STSv1; id=1", "; x"},
    {mta_sts, "v=STSv1; id=", "-"},
};

std::string numbered(std::string_view again, std::size_t number) {
  return text::replace_all(again, "#", std::to_string(number));
}

std::string record_of(const Kind& kind, std::size_t octets) {
  std::string text(kind.begin);
  std::string next = numbered(kind.again, 0);
  for (std::size_t number = 1; text.size() + next.size() <= octets; ++number) {
    text += next;
    next = numbered(kind.again, number);
  }
  return text;
}

struct WorkCost {
  double seconds = 0;    // of the processor
  std::size_t peak = 0;  // octets beyond what was there before
};

WorkCost cost_of(const std::function<void()>& work) {
  const std::size_t before = allocated;
  most_allocated = before;
  const std::clock_t begin = std::clock();
  work();
  const std::clock_t end = std::clock();
  return {static_cast<double>(end - begin) / CLOCKS_PER_SEC, most_allocated - before};
}

// An audit with repairs, and two reports.
WorkCost cost_of_check(std::string_view owner, const std::vector<std::string>& texts) {
  dns::Evidence evidence = tests::evidence_with(owner, texts);
  return cost_of([&] {
    const audit::Audit audit = audit::audit_evidence(tests::request_of_one_record(), std::move(evidence));
    EXPECT_LE(test::most_alike(audit.findings), rules::max_findings_alike);
    EXPECT_FALSE(tests::text_report(audit).empty() || tests::json_report(audit).empty());
  });
}

constexpr std::size_t mib = std::size_t{1} << 20;
constexpr std::size_t whole = 16'000;  // four times as much shows no more, and takes four times as long
#if defined(NDEBUG)
constexpr double most_seconds = 1;
#else
constexpr double most_seconds = 10;  // sanitizers
#endif

// What doubling the length may cost. What is the same for every domain is some of it, and clocks are coarse.
void expect_growth(const WorkCost& half, const WorkCost& twice) {
  EXPECT_LE(static_cast<double>(twice.peak), 2.5 * static_cast<double>(half.peak) + 0.25 * mib);
  EXPECT_LE(twice.seconds, 2.5 * half.seconds + 0.1);
}

// Beside others that run the clock may say anything once.
void expect_linear(std::string_view owner, const std::function<std::vector<std::string>(std::size_t octets)>& texts) {
  constexpr int tries = 3;
  WorkCost half, twice;
  for (int i = 0; i < tries; ++i) {
    half = cost_of_check(owner, texts(whole / 2));
    twice = cost_of_check(owner, texts(whole));
    if (twice.seconds <= 2.5 * half.seconds) break;
  }
  expect_growth(half, twice);
  EXPECT_LE(twice.peak, 15 * mib);
  EXPECT_LE(twice.seconds, most_seconds);
}

TEST(Costs, OfOneRecordGrowWithItsLength) {
  cost_of_check(spf, {"v=spf1 -all"});  // tables that are made once
  for (const Kind& kind : kinds) {
    SCOPED_TRACE(std::string(kind.begin) + " ... " + std::string(kind.again));
    expect_linear(kind.owner, [&](std::size_t octets) { return std::vector{record_of(kind, octets)}; });
  }
}

constexpr Kind many[] = {
    {spf, "", "v=spf1 ip4:192.0.2.1 #"},
    {spf, "", "v=sfp1 ipv4:#"},
    {dkim, "", "p=#"},
    {dkim, "", "v=DKIM1; p=AAAA; x=#"},
    {dmarc, "", "v=DMARC1; p=#"},
    {dmarc, "", "v:DMARC1; p=#"},
    {dmarc, "", "x#"},
    {tls_rpt, "", "v=TLSRPTv1; #"},
    {tls_rpt, "", "v=TLSRPT; rua=x#"},
    {mta_sts, "", "v=STSv1; id=#"},
};

TEST(Costs, OfManyRecordsGrowWithTheirNumber) {
  cost_of_check(spf, {"v=spf1 -all"});
  for (const Kind& kind : many) {
    SCOPED_TRACE(kind.again);
    expect_linear(kind.owner, [&](std::size_t octets) {
      std::vector<std::string> texts;
      for (std::size_t number = 0; number < octets / 64; ++number) texts.push_back(numbered(kind.again, number));
      return texts;
    });
  }
}

// In a sweep many audits are judged together, and all wait for it.
TEST(Costs, OfWaitingAuditsAreSmall) {
  constexpr std::size_t together = 8;
  for (const Kind& kind : kinds) {
    SCOPED_TRACE(std::string(kind.begin) + " ... " + std::string(kind.again));
    const std::string text = record_of(kind, whole);
    const WorkCost cost = cost_of([&] {
      std::vector<audit::Audit> audits(together);
      for (audit::Audit& audit : audits) {
        audit.request = tests::request_of_one_record();
        audit.request.effort = facts::Effort::sweep;
        audit.evidence = tests::evidence_with(kind.owner, {text});
        audit.evidence.settle(dns::Outcome::not_asked);
        audit.facts = facts::collect(audit.request, audit.evidence);
      }
      audit::judge(audits, audit::Repairs::none);
    });
    EXPECT_LE(cost.peak, together * 4 * mib);
    EXPECT_LE(cost.seconds, together * most_seconds);
  }
}

TEST(Costs, FindingsThatAreNotKeptAreCounted) {
  constexpr std::size_t addresses = 3000;
  std::string text = "v=DMARC1; p=none; rua=a:b@c";
  for (std::size_t number = 1; number < addresses; ++number) text += ",a:b@c";
  const audit::Audit audit = tests::audited_record(dmarc, text);
  const auto found = test::of_rule(audit.findings, "dmarc-rua-malformed");
  ASSERT_EQ(found.size(), rules::max_findings_alike);
  EXPECT_EQ(found.back().more, addresses - rules::max_findings_alike);
  EXPECT_EQ(rules::count_if(found, [](const rules::Finding&) { return true; }), addresses);
  for (const rules::Finding& finding : found) EXPECT_EQ(finding.record, found.front().record);
}

TEST(Costs, FindingsOfEverySeverityAreKept) {
  rules::Findings all;
  const auto put = [&](rules::Severity severity) {
    rules::Finding finding;
    finding.rule = rules::catalog().front();
    finding.severity = severity;
    all.put(finding);
  };
  for (int i = 0; i < 30; ++i) put(rules::Severity::warning);
  for (int i = 0; i < 5; ++i) put(rules::Severity::error);
  const std::vector<rules::Finding> found = all.take();
  EXPECT_EQ(found.size(), rules::max_findings_alike);
  for (const auto& [severity, number] : {std::pair{rules::Severity::warning, 30u}, {rules::Severity::error, 5u}})
    EXPECT_EQ(rules::count_if(found, [&](const rules::Finding& each) { return each.severity == severity; }), number);
}

TEST(Costs, RepairsThatAreNotTriedAreNamed) {
  std::vector<std::string> texts;
  for (std::size_t number = 0; number < 900; ++number) texts.push_back("v:DMARC1; p=none; x=" + std::to_string(number));
  const auto audited = [&] {
    return audit::audit_evidence(tests::request_of_one_record(), tests::evidence_with(dmarc, texts));
  };
  const audit::Audit audit = audited();
  EXPECT_GT(audit.repairs_untried, 0u);
  EXPECT_EQ(audit.repairs_untried, audited().repairs_untried);
  EXPECT_EQ(tests::audited_record(dmarc, "v:DMARC1; p=none").repairs_untried, 0u);
}

TEST(Costs, OfLintAreBoundedAsWell) {
  for (const Kind& kind : kinds) {
    SCOPED_TRACE(std::string(kind.begin) + " ... " + std::string(kind.again));
    if (kind.owner != dmarc) continue;
    const std::string text = record_of(kind, whole);
    const WorkCost cost = cost_of([&] {
      const audit::Lint lint = audit::lint_record(records::RecordKind::dmarc, kind.owner, {text});
      EXPECT_LE(test::most_alike(lint.findings), rules::max_findings_alike);
    });
    EXPECT_LE(cost.peak, 15 * mib);
    EXPECT_LE(cost.seconds, most_seconds);
  }
}

}  // namespace
}  // namespace mailauth::costs_test
