#include "support/one_record.h"

#include <utility>

#include "support/world.h"

namespace mailauth::tests {

namespace {

struct Sound {
  std::string_view owner, text;
};
constexpr std::array<Sound, 5> sound{
    {{places_of_records[0], "v=spf1 mx -all"},
     {places_of_records[1], "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="},
     {places_of_records[2], "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"},
     {places_of_records[3], "v=TLSRPTv1; rua=mailto:tls@example.com"},
     {places_of_records[4], "v=STSv1; id=20260101"}}};

void put(std::string_view owner, dns::Type type, std::vector<dns::Data> data, dns::Evidence& evidence) {
  dns::Answer answer{.question = {test::name(owner), type}, .outcome = dns::Outcome::found};
  for (dns::Data& each : data) answer.records.push_back({answer.question.name, type, 300, std::move(each)});
  evidence.put(std::move(answer));
}

}  // namespace

dns::Evidence evidence_with(std::string_view owner, const std::vector<std::string>& texts) {
  dns::Evidence evidence;
  std::vector<dns::Data> data;
  for (const std::string& text : texts) data.emplace_back(dns::cut_into_strings(text));
  put(owner, dns::Type::txt, std::move(data), evidence);
  for (const Sound& record : sound)
    put(record.owner, dns::Type::txt, {dns::cut_into_strings(record.text)}, evidence);  // the first answer counts
  put("example.com", dns::Type::mx, {dns::Mx{10, test::name("mail.example.com")}}, evidence);
  put("mail.example.com", dns::Type::a, {*text::parse_ip("192.0.2.1")}, evidence);
  return evidence;
}

facts::Request request_of_one_record() { return {.domain = test::name("example.com"), .selectors = {"s1"}}; }

audit::Audit audited_record(std::string_view owner, std::string_view text) {
  return audit::audit_evidence(request_of_one_record(), evidence_with(owner, {std::string(text)}));
}

}  // namespace mailauth::tests
