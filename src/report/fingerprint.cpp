#include "report/fingerprint.h"

#include <fmt/format.h>

#include <map>

#include "records/sha256.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

constexpr std::size_t bytes_of_hash = 8;
constexpr char between = '\0';  // in no name, and in a marked text it is harmless: that comes last

// "V:dmarc1;  P=none" and "v:DMARC1; p=none" say the same.
std::string normalised(std::string_view text) {
  std::string out;
  for (const char c : text::to_lower(text::trim(text)))
    if (!text::is_blank(c) || out.empty() || out.back() != ' ') out += text::is_blank(c) ? ' ' : c;
  return out;
}

std::string identity(const dns::Name& domain, const rules::Finding& finding) {
  std::string out = fmt::format("{1}{0}{2}{0}{3}{0}{4}", between, finding.rule->id, domain.text(), finding.name.text(),
                                dns::to_string(finding.type));
  if (finding.record)
    for (const rules::Mark& mark : finding.marks) out += between + normalised(finding.record->at(mark.span));
  return out;
}

std::string hash(const std::string& text) {
  const auto digest = records::sha256({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  std::string out;
  for (std::size_t i = 0; i < bytes_of_hash; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

}  // namespace

std::vector<std::string> fingerprints(const dns::Name& domain, const std::vector<rules::Finding>& findings) {
  std::map<std::string, unsigned> seen;
  std::vector<std::string> out;
  out.reserve(findings.size());
  for (const rules::Finding& finding : findings) {
    const std::string text = identity(domain, finding);
    const unsigned before = seen[text]++;
    out.push_back(hash(before == 0 ? text : fmt::format("{}{}{}", text, between, before)));
  }
  return out;
}

std::string fingerprint(const inputs::Gap& gap) {
  const text::Position& at = gap.position;
  return hash(fmt::format("{1}{0}{2}{0}{3}{0}{4}", between, gap.what, at.file, at.line, at.column));
}

}  // namespace mailauth::report
