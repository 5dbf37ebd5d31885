// The one-line picture of a DMARC record that table tests compare.
#include <fmt/format.h>

#include "records/dmarc.h"
#include "text/ascii.h"

namespace mailauth::records::dmarc {

namespace {

std::string_view to_string(PublicSuffix value) {
  switch (value) {
    case PublicSuffix::yes: return "yes";
    case PublicSuffix::no: return "no";
    case PublicSuffix::unknown: return "unknown";
  }
  return "";
}

// "rua=<address|domain>" or, when no report can be sent there, "rua=bad<span|domain>"
std::string dump(const Record& record, std::string_view name, const Uri& uri) {
  std::string shown = fmt::format("{}={}<{}|{}>", name, uri.well_formed ? "" : "bad",
                                  record.text(uri.well_formed ? uri.address : uri.span), record.text(uri.domain));
  if (!uri.size.empty()) shown += fmt::format("!{}", record.text(uri.size));
  return shown;
}

std::string dump(const Record& record, const SwallowedTag& swallowed) {
  return fmt::format("swallowed[{}]{}={}", record.text(swallowed.separator), record.text(swallowed.tag.name),
                     record.text(swallowed.tag.value));
}

}  // namespace

std::string dump(const Record& record) {
  std::vector<std::string> words{is_dmarc(record) ? "dmarc" : resembles_dmarc(record) ? "lookalike" : "other"};
  const auto add = [&](std::string_view name, const auto& value) {
    if (value) words.push_back(fmt::format("{}={}", name, to_string(*value)));
  };
  add("p", record.p);
  add("sp", record.sp);
  add("np", record.np);
  add("adkim", record.adkim);
  add("aspf", record.aspf);
  if (record.pct) words.push_back(fmt::format("pct={}", *record.pct));
  if (record.testing) words.push_back(fmt::format("t={}", *record.testing ? "yes" : "no"));
  add("psd", record.psd);
  for (const Uri& uri : record.rua) words.push_back(dump(record, "rua", uri));
  for (const Uri& uri : record.ruf) words.push_back(dump(record, "ruf", uri));
  for (const SwallowedTag& swallowed : record.swallowed) words.push_back(dump(record, swallowed));
  return text::escape_bytes(text::join(words, " "));
}

}  // namespace mailauth::records::dmarc
