#include <ranges>

#include "report/json/facts.h"
#include "report/spf.h"

namespace mailauth::report {

namespace {

constexpr std::string_view default_explanation = "DEFAULT";

void put_whole_answers(JsonWriter& out, std::string_view name, const std::vector<const dns::Answer*>& answers) {
  const auto zone_text = [](const dns::Record& record) { return dns::to_zone_text(record.data); };
  out.objects(name, answers, [&](const dns::Answer* answer) {
    put_answer(out, *answer);
    out.texts("records", answer->records | std::views::transform(zone_text));
  });
}

void put_step(JsonWriter& out, const facts::SpfStep& step) {
  put_text(out, "domain", step.domain);
  out.number("depth", step.depth);
  put_text_or_null(out, "record", step.record);
  put_text_or_null(out, "term", step.term);
  put_text_or_null(out, "target", step.target);
  out.flag("match", step.term.empty() ? std::nullopt : std::optional(step.matched));
  out.text("result", step.result ? std::optional(to_string(*step.result)) : std::nullopt);
  put_text_or_null(out, "reason", step.reason);
  out.number("lookups", step.lookups).number("void_lookups", step.voids);
  put_whole_answers(out, "answers", step.answers);
}

std::optional<std::string_view> word_of(std::optional<records::dmarc::Policy> policy) {
  return policy ? std::optional(to_string(*policy)) : std::nullopt;
}

void put_dmarc_outcome(JsonWriter& out, const facts::SpfForDmarc& dmarc) {
  out.text("from", dmarc.from.text()).text("authenticated", dmarc.authenticated.text());
  out.object("aligned", put_generations, dmarc.spf.aligns).object("result", put_generations, dmarc.outcome.passes);
  out.object("policy", [&] {
    out.text("rfc7489", word_of(dmarc.outcome.rfc7489)).text("rfc9989", word_of(dmarc.outcome.rfc9989));
    out.flag("unknown", dmarc.outcome.policy_unknown);
  });
}

void put_reverse(JsonWriter& out, const facts::ReverseName& reverse) {
  out.text("name", reverse.name.text()).object("addresses", put_answer, *reverse.addresses);
  out.flag("leads_back", reverse.leads_back);
}

}  // namespace

void put_check(JsonWriter& out, const facts::SpfClient& client, const facts::SpfCheck& check) {
  out.text("ip", text::to_string(client.ip));
  put_text(out, "domain", client.domain);
  put_text(out, "sender", client.sender);
  put_text(out, "helo", client.helo);
  out.text("result", to_string(check.result));
  if (check.result == facts::SpfResult::fail)
    put_text(out, "explanation", check.explanation.value_or(std::string(default_explanation)));
  else
    out.null("explanation");
  put_text_or_null(out, "mechanism", check.mechanism);
  out.number("lookups", check.lookups).number("void_lookups", check.voids).objects("trace", check.trace, put_step);
  put_whole_answers(out, "explanation_answers", check.explanation_answers);
}

void put_sender(JsonWriter& out, const facts::SenderFacts& sender) {
  out.text("ip", text::to_string(sender.client.ip)).object("spf", put_check, sender.client, sender.spf);
  out.object("ptr", put_answer, *sender.ptr).objects("names", sender.names, put_reverse);
}

std::string spf_check_json(const facts::SpfClient& client, const facts::SpfCheck& check,
                           const std::optional<facts::SpfForDmarc>& dmarc) {
  JsonWriter out(indented);
  out.object([&] {
    put_check(out, client, check);
    if (dmarc) out.object("dmarc", put_dmarc_outcome, *dmarc);
  });
  return finish(out);
}

}  // namespace mailauth::report
