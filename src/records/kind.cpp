#include "records/kind.h"

#include <algorithm>
#include <array>

#include "text/ascii.h"

namespace mailauth::records {

namespace {

constexpr std::array<KindInfo, 6> all{{
    {.kind = RecordKind::spf,
     .word = "spf",
     .area = "spf",
     .title = "SPF",
     .described = "an SPF record",
     .question = "whether there is an SPF record",
     .labels = "",
     .more_in_front = false,
     .version = "v=spf1"},
    {.kind = RecordKind::dkim,
     .word = "dkim",
     .area = "dkim",
     .title = "DKIM",
     .described = "a usable DKIM key",
     .question = "whether this DKIM key is there",
     .labels = "_domainkey",
     .more_in_front = true,
     .version = "v=DKIM1"},
    {.kind = RecordKind::dmarc,
     .word = "dmarc",
     .area = "dmarc",
     .title = "DMARC",
     .described = "a DMARC record",
     .question = "which DMARC policy is in force",
     .labels = "_dmarc",
     .more_in_front = false,
     .version = "v=DMARC1"},
    {.kind = RecordKind::tls_rpt,
     .word = "tls-rpt",
     .area = "tlsrpt",
     .title = "TLS-RPT",
     .described = "a TLS-RPT record",
     .question = "whether senders are asked for reports on TLS",
     .labels = "_smtp._tls",
     .more_in_front = false,
     .version = "v=TLSRPTv1"},
    {.kind = RecordKind::mta_sts,
     .word = "mta-sts",
     .area = "mta",
     .title = "MTA-STS",
     .described = "an MTA-STS record",
     .question = "whether senders are told to insist on TLS",
     .labels = "_mta-sts",
     .more_in_front = false,
     .version = "v=STSv1"},
    {.kind = RecordKind::report_authorisation,
     .word = "dmarc",
     .area = "dmarc",
     .title = "DMARC",
     .described = "a DMARC record",
     .question = "whether DMARC reports may be sent there",
     .labels = "_report._dmarc",
     .more_in_front = true,
     .version = "v=DMARC1"},
}};

constexpr std::array<std::string_view, 1> versions_of_others{"v=BIMI1"};

// The labels with nothing but dots, or nothing, beside them.
std::size_t find_labels(std::string_view name, std::string_view labels) {
  for (std::size_t at = 0; at + labels.size() <= name.size(); ++at) {
    const std::size_t end = at + labels.size();
    const bool whole = (at == 0 || name[at - 1] == '.') && (end == name.size() || name[end] == '.');
    if (whole && text::equals_ignoring_case(name.substr(at, labels.size()), labels)) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::span<const KindInfo> kinds() { return all; }

const KindInfo& info(RecordKind kind) { return *std::ranges::find(all, kind, &KindInfo::kind); }

std::string labels_of(RecordKind kind, std::string_view in_front) {
  return std::string(in_front).append(".").append(labels_of(kind));
}

std::optional<RecordKind> parse_record_kind(std::string_view word) {
  const auto at = std::ranges::find(all, word, &KindInfo::word);  // the policy, not the authorisation
  return at == all.end() ? std::nullopt : std::optional(at->kind);
}

std::vector<std::string_view> kind_words() {
  std::vector<std::string_view> words;
  for (const KindInfo& kind : all)
    if (std::ranges::find(words, kind.word) == words.end()) words.push_back(kind.word);
  return words;
}

std::optional<Place> place_of(std::string_view name) {
  std::optional<Place> place;
  std::size_t first = std::string_view::npos;
  for (const KindInfo& kind : all) {
    const std::size_t at = kind.labels.empty() ? std::string_view::npos : find_labels(name, kind.labels);
    if (at >= first) continue;
    first = at;
    const std::size_t end = at + kind.labels.size();
    place = {kind.kind, name.substr(0, at == 0 ? 0 : at - 1), name.substr(std::min(end + 1, name.size()))};
  }
  return place;
}

bool begins_with_a_version(std::string_view text) {
  const auto begins = [&](std::string_view version) { return text::starts_with_ignoring_case(text, version); };
  return std::ranges::any_of(all, begins, &KindInfo::version) || std::ranges::any_of(versions_of_others, begins);
}

}  // namespace mailauth::records
