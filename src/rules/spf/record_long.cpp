#include <fmt/format.h>

#include "rules/dns/helpers/answer_size.h"
#include "rules/spf/helpers/subjects.h"

namespace mailauth::rules::spf_record_long {

namespace {

constexpr std::size_t comfortable = 450;  // octets of the name and the text of all TXT, RFC 7208 3.4

std::size_t text_octets(const dns::Answer& answer) {
  std::size_t octets = answer.question.name.text().size();
  for (const Source& source : txt_sources(answer)) octets += source.text.size();
  return octets;
}

// Nearly all receivers use EDNS0, hence it is only good to know. Longer answers still are dns-response-over-1232.
void check(const Facts& facts, Findings& findings) {
  for (const facts::SpfNode* root : spf_roots(facts)) {
    if (root->record() == nullptr || text_octets(*root->answer) <= comfortable || answer_size(*root->answer) > 1232)
      continue;
    const records::spf::Record& record = *root->record();
    Finding& finding = findings.add(record.source, record.version, "the whole answer counts, with the other TXT");
    finding.says(fmt::format("SPF and the other TXT at {} have {} octets; up to {} fit everywhere", root->name.text(),
                             text_octets(*root->answer), comfortable));
    if (root->answer->records.size() > 1) finding.note("remove what is no longer needed of the other TXT there");
  }
}

}  // namespace

extern const Rule rule{
    .id = "spf-record-long",
    .severity = Severity::info,
    .title = "The TXT records beside SPF make a long answer",
    .reference = "RFC 7208 3.4",
    .why =
        "All TXT records at a name come in one answer. Up to about 450 octets fit into the shortest packet that every "
        "DNS path carries; longer answers need extensions that some old networks do not pass.",
    .bad = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ TXT "service-a-verification=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
@ TXT "service-b-verification=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
@ TXT "service-c-verification=cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
@ TXT "service-d-verification=dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
@ TXT "service-e-verification=eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"
@ TXT "service-f-verification=ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
)",
    .good = R"(@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ TXT "service-a-verification=0123456789abcdef"
)",
    .check = check};

}  // namespace mailauth::rules::spf_record_long
