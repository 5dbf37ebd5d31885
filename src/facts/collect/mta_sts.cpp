#include "facts/collect/mta_sts.h"

#include "records/kind.h"

namespace mailauth::facts {

namespace {

namespace mta_sts = records::mta_sts;

constexpr std::string_view policy_host = "mta-sts";  // RFC 8461 3.3

struct MtaStsTexts {
  std::vector<mta_sts::Record> records, meant;
};

MtaStsTexts read_mta_sts(const dns::Answer& answer) {
  MtaStsTexts texts;
  for (const text::Source& source : txt_sources(answer)) {
    if (!mta_sts::resembles_mta_sts(source.text)) continue;
    (mta_sts::is_mta_sts(source.text) ? texts.records : texts.meant).push_back(mta_sts::parse(source));
  }
  return texts;
}

}  // namespace

MtaStsFacts collect_mta_sts(const Request& request, bool receives, dns::Evidence& evidence) {
  MtaStsFacts facts;
  if (request.effort == Effort::sweep && !receives) return facts;
  facts.answer = &ask_below(evidence, records::labels_of(records::RecordKind::mta_sts), request.domain, dns::Type::txt);
  if (!facts.answer->found()) return facts;
  const MtaStsTexts& texts = facts.answer->worked_out.once(read_mta_sts, *facts.answer);
  facts.records = texts.records;
  facts.meant = texts.meant;
  if (facts.record() == nullptr || !mta_sts::is_usable(*facts.record())) return facts;
  facts.host_a = &ask_below(evidence, policy_host, request.domain, dns::Type::a);
  facts.host_aaaa = &ask_below(evidence, policy_host, request.domain, dns::Type::aaaa);
  return facts;
}

}  // namespace mailauth::facts
