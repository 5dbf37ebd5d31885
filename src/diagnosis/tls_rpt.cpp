#include "diagnosis/tls_rpt.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/dmarc.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::diagnosis {

namespace tls_rpt = records::tls_rpt;

namespace {

using records::Tag;
using text::Span;

constexpr std::string_view version_value = "TLSRPTv1";

bool is_named(const tls_rpt::Record& record, const Tag& tag, std::string_view name) {
  return text::equals_ignoring_case(record.text(tag.name), name);
}

// "v=TLSRPTv1 rua=..." is one tag for the parser.
bool is_known_tag(std::string_view name) {
  return text::equals_ignoring_case(name, "rua") || text::equals_ignoring_case(name, "v");
}

std::vector<records::SwallowedTag> swallowed_by(const tls_rpt::Record& record) {
  return records::find_swallowed_tags(record.source.text, record.list, is_known_tag);
}

// Where the first tag ends for a reader: before the tag that became part of it.
Span version_of(const tls_rpt::Record& record, const std::vector<records::SwallowedTag>& swallowed) {
  Span span = record.list.tags.empty() ? Span{0, 0} : record.list.tags.front().span;
  if (!swallowed.empty() && span.contains(swallowed.front().separator)) span.end = swallowed.front().separator.begin;
  return span;
}

void add_version(const tls_rpt::Record& record, std::vector<TlsRptFlaw>& flaws) {
  if (tls_rpt::is_tls_rpt(record.source.text)) return;
  const auto swallowed = swallowed_by(record);
  const Span version = version_of(record, swallowed);
  const std::string ignored = "senders ignore this record: it does not begin with v=TLSRPTv1;";
  if (record.text(version) != std::string("v=").append(version_value)) {
    flaws.push_back({version, ignored, "write v=TLSRPTv1 here"});
  } else if (version.begin > 0) {
    flaws.push_back({{0, version.begin}, ignored, "remove what stands here"});
  } else if (!swallowed.empty()) {
    flaws.push_back({swallowed.front().separator, ignored, "write ';' here"});
  } else if (record.list.semicolons.empty()) {
    flaws.push_back({{version.end, version.end}, ignored, "write ; and rua= here"});
  } else {
    flaws.push_back({{version.end, record.list.semicolons.front()}, ignored, "remove the space here"});
  }
}

// The tag that was meant as rua=, whatever its letters and its separator; null when there is none.
const Tag* meant_rua(const tls_rpt::Record& record) {
  for (const Tag& tag : record.list.tags)
    if (is_named(record, tag, "rua")) return &tag;
  return nullptr;
}

std::optional<Span> meant_list(const tls_rpt::Record& record) {
  if (const Tag* rua = meant_rua(record)) return rua->value;
  for (const records::SwallowedTag& swallowed : swallowed_by(record))
    if (is_named(record, swallowed.tag, "rua")) return swallowed.tag.value;
  return std::nullopt;
}

void add_rua(const tls_rpt::Record& record, std::vector<TlsRptFlaw>& flaws) {
  if (record.find("rua") != nullptr) return;
  const Span end{record.source.whole().end, record.source.whole().end};
  const Tag* meant = meant_rua(record);
  if (meant == nullptr && meant_list(record)) return;  // the missing ';' is what is wrong
  if (meant == nullptr)
    flaws.push_back(
        {end, "the record has no rua=, so there is no address that reports could go to",
         fmt::format("write {}rua=mailto: and an address here", record.list.ends_with_semicolon ? "" : "; ")});
  else if (record.text(meant->separator) != "=")
    flaws.push_back({meant->separator, "rua is not followed by '=', so senders see no address", "write '=' here"});
  else
    flaws.push_back({meant->name, "names of tags are case-sensitive here, so senders see no address",
                     "write rua in small letters"});
}

std::string problem_of(const tls_rpt::Record& record, const tls_rpt::Uri& uri) {
  const std::string item = text::quote(record.text(uri.span));
  if (uri.span.empty()) return "an address is missing in rua=";
  const std::string_view scheme = record.text(uri.scheme);
  if (record.text(uri.span).find('!') != std::string_view::npos)
    return fmt::format("'!' must be written as %21 in {}", item);
  if (text::equals_ignoring_case(scheme, "mailto") || text::equals_ignoring_case(scheme, "https"))
    return fmt::format("{} is no address that a report can be sent to", item);
  return fmt::format("{} is neither mailto: nor https:, so no report is sent there", item);
}

void add_uris(const tls_rpt::Record& record, std::vector<TlsRptFlaw>& flaws) {
  for (const tls_rpt::Uri& uri : record.rua)
    if (!uri.well_formed)
      flaws.push_back({uri.span, problem_of(record, uri), "write a mailto: or https: address here"});
}

// "rua=mailto:a@example.com; mailto:b@example.com"
bool continues_list(const tls_rpt::Record& record, const Tag& tag) {
  const std::string_view text = record.text(tag.span);
  return text::starts_with_ignoring_case(text, "mailto:") || text::starts_with_ignoring_case(text, "https:");
}

// RFC 8460 3: after the version only fields of the form name=value.
void add_remains(const tls_rpt::Record& record, std::vector<TlsRptFlaw>& flaws) {
  const auto& tags = record.list.tags;
  for (std::size_t at = 1; at < tags.size(); ++at) {
    if (is_named(record, tags[at], "rua") || record.text(tags[at].separator) == "=") continue;
    if (continues_list(record, tags[at]))
      flaws.push_back({{record.list.semicolons[at - 1], record.list.semicolons[at - 1] + 1},
                       "';' stands between two addresses, so only the first one is read",
                       "write ',' here"});
    else
      flaws.push_back({tags[at].span,
                       fmt::format("{} is no field of the form name=value", text::quote(record.text(tags[at].span))),
                       "remove this"});
  }
}

// Could it stand in rua= as it is?
bool is_address(const std::string& uri) {
  const tls_rpt::Record tried = tls_rpt::parse({{}, std::string(tls_rpt::version).append("rua=").append(uri), {}, {}});
  return tried.rua.size() == 1 && tried.rua.front().well_formed;
}

// "http:" may be meant as https:, or not: nobody can know whether the server speaks it.
std::vector<std::string> meant_by(const std::string& item) {
  const std::string encoded = text::replace_all(item, "!", "%21");
  if (is_address(encoded)) return {encoded};
  if (item.find("://") != std::string::npos) return {};
  std::vector<std::string> meant = meant_uris(item);  // as in DMARC, which takes more
  std::erase_if(meant, [](const std::string& uri) { return !is_address(uri); });
  return meant;
}

}  // namespace

std::vector<TlsRptFlaw> flaws_of(const tls_rpt::Record& record) {
  std::vector<TlsRptFlaw> flaws;
  add_version(record, flaws);
  add_rua(record, flaws);
  add_uris(record, flaws);
  add_remains(record, flaws);
  std::ranges::stable_sort(flaws, {}, [](const TlsRptFlaw& flaw) { return flaw.mark.begin; });
  return flaws;
}

std::vector<std::string> meant_addresses(const tls_rpt::Record& record) {
  const std::optional<Span> list = meant_list(record);
  if (!list) return {};
  std::vector<std::string> items;
  for (const std::string_view item : text::split(record.text(*list), ',')) items.emplace_back(text::trim(item));
  for (const Tag& tag : record.list.tags)
    if (tag.span.begin > list->end && continues_list(record, tag)) items.emplace_back(record.text(tag.span));
  std::vector<std::string> addresses;
  for (const std::string& item : items) {
    if (item.empty()) continue;
    const std::vector<std::string> meant = meant_by(item);
    if (meant.empty()) return {};
    addresses.insert(addresses.end(), meant.begin(), meant.end());
  }
  return addresses;
}

std::string tls_rpt_text(const std::vector<std::string>& addresses) {
  return fmt::format("{} rua={}", tls_rpt::version, fmt::join(addresses, ","));
}

}  // namespace mailauth::diagnosis
