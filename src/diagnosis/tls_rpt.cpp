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

// "v=TLSRPTv1 rua=..." names two.
bool is_known_tag(std::string_view name) {
  return text::equals_ignoring_case(name, "rua") || text::equals_ignoring_case(name, "v");
}

Announcement announcement(const tls_rpt::Record& record) {
  return {record.source, record.list, tls_rpt::version, "rua", is_known_tag};
}

void add_rua(const tls_rpt::Record& record, std::vector<RecordFlaw>& flaws) {
  if (record.find("rua") != nullptr) return;
  const Span end{record.source.whole().end, record.source.whole().end};
  const Tag* meant = announcement(record).meant_field();
  if (meant == nullptr && announcement(record).meant_value()) return;  // the missing ';' is what is wrong
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

void add_uris(const tls_rpt::Record& record, std::vector<RecordFlaw>& flaws) {
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
void add_remains(const tls_rpt::Record& record, std::vector<RecordFlaw>& flaws) {
  const auto& tags = record.list.tags;
  for (std::size_t at = 1; at < tags.size(); ++at) {
    if (announcement(record).is_field(tags[at]) || record.text(tags[at].separator) == "=") continue;
    if (continues_list(record, tags[at]))
      flaws.push_back({{record.list.semicolons[at - 1], record.list.semicolons[at - 1] + 1},
                       "';' stands between two addresses, so only the first one is read",
                       "write ',' here"});
    else
      flaws.push_back(no_field(announcement(record), tags[at]));
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

std::vector<RecordFlaw> flaws_of(const tls_rpt::Record& record) {
  std::vector<RecordFlaw> flaws;
  if (auto flaw = version_flaw(announcement(record))) flaws.push_back(*std::move(flaw));
  add_rua(record, flaws);
  add_uris(record, flaws);
  add_remains(record, flaws);
  return in_order(std::move(flaws));
}

std::vector<std::string> meant_addresses(const tls_rpt::Record& record) {
  const std::optional<Span> list = announcement(record).meant_value();
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
