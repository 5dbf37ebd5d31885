#include "report/json/facts.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace mailauth::report {

namespace {

template <class Value>
std::optional<std::string_view> word(const std::optional<Value>& value) {
  return value ? std::optional<std::string_view>(to_string(*value)) : std::nullopt;
}

// A service's, or nothing.
std::optional<std::string_view> id_of(const facts::Service* service) {
  return service != nullptr ? std::optional<std::string_view>(service->id) : std::nullopt;
}

std::string_view to_string(facts::SpfStanding standing) {
  switch (standing) {
    case facts::SpfStanding::usable: return "usable";
    case facts::SpfStanding::none: return "none";
    case facts::SpfStanding::multiple: return "multiple";
    case facts::SpfStanding::malformed: return "malformed";
    case facts::SpfStanding::unknown: return "unknown";
    case facts::SpfStanding::loop: return "loop";
    case facts::SpfStanding::too_big: return "too_big";
  }
  return "";
}

void put_span(JsonWriter& out, text::Span span) { out.numbers("span", std::array{span.begin, span.end}); }

void put_term(JsonWriter& out, const records::spf::Term& term, const records::spf::Record& record) {
  put_text(out, "text", record.text(term.span));
  out.text("kind", to_string(term.kind));
  if (records::spf::is_mechanism(term.kind)) out.text("qualifier", to_string(term.qualifier));
  if (!term.value.empty()) put_text(out, "value", record.text(term.value));
  if (term.network) out.text("network", text::to_string(*term.network));
  out.flag("valid", term.flaw == records::spf::Flaw::none);
  put_span(out, term.span);
}

void put_spf_record(JsonWriter& out, const records::spf::Record& record) {
  put_record(out, record.source);
  out.flag("valid", records::spf::is_valid(record)).objects("terms", record.terms, put_term, record);
}

void put_edge(JsonWriter& out, const facts::SpfEdge& edge, const facts::SpfNode& node) {
  const records::spf::Record& record = node.records.front();
  put_text(out, "term", record.text(record.terms[edge.term].span));
  out.text("target", edge.target ? std::optional(edge.target->text()) : std::nullopt).number("lookups", edge.lookups);
  out.number("voids_v4", edge.voids_v4).number("voids_v6", edge.voids_v6);
  if (!edge.child.empty()) out.object("spf", put_spf, edge.child.front());
}

void put_key(JsonWriter& out, const records::dkim::Record& record) {
  put_record(out, record.source);
  out.objects("tags", record.list.tags, put_tag, record.source);
  out.text("algorithm", to_string(record.key.algorithm)).text("form", to_string(record.key.form));
  out.number("bits", record.key.bits).text("exponent", record.key.exponent);
  out.flag("revoked", record.revoked()).flag("testing", record.testing());
  out.flag("usable", records::dkim::is_usable(record));
}

void put_selector(JsonWriter& out, const facts::DkimSelector& selector) {
  out.text("selector", selector.selector);
  out.text("origin", selector.origin == facts::DkimSelector::Origin::given ? "given" : "probed");
  out.object("answer", put_answer, *selector.answer).text("service", id_of(selector.service));
  out.objects("keys", selector.keys, put_key).objects("unrelated", selector.unrelated, put_record);
}

void put_dmarc_record(JsonWriter& out, const records::dmarc::Record& record) {
  put_record(out, record.source);
  out.objects("tags", record.list.tags, put_tag, record.source);
  out.text("p", word(record.p)).text("sp", word(record.sp)).text("np", word(record.np));
  out.text("adkim", word(record.adkim)).text("aspf", word(record.aspf));
  out.number("pct", record.pct).flag("testing", record.testing);
}

void put_destination(JsonWriter& out, const facts::ReportDestination& destination, const facts::DmarcFacts& dmarc) {
  put_text(out, "uri", dmarc.reporting_record ? dmarc.reporting_record->text(destination.uri) : std::string_view{});
  out.text("kind", destination.failure_report ? "ruf" : "rua").text("host", destination.host.text());
  out.flag("external", destination.external);
  if (destination.authorisation != nullptr) out.object("authorisation", put_answer, *destination.authorisation);
  out.flag("authorised", destination.external ? std::optional(destination.authorised) : std::nullopt);
}

void put_view(JsonWriter& out, const facts::DmarcView& view) {
  out.text("organizational_domain", view.organizational_domain.text());
  out.text("policy_domain", view.policy_domain ? std::optional(view.policy_domain->text()) : std::nullopt);
  out.flag("inherited", view.inherited).text("domain", word(view.domain)).text("subdomains", word(view.subdomains));
  out.text("nonexistent_subdomains", word(view.nonexistent)).flag("unknown", view.unknown);
}

void put_mx_host(JsonWriter& out, const dns::Mx& host) {
  out.number("preference", host.preference).text("exchange", host.exchange.text());
}

}  // namespace

std::string_view word_of(facts::Known known) {
  switch (known) {
    case facts::Known::yes: return "pass";
    case facts::Known::no: return "fail";
    case facts::Known::unknown: return "unknown";
  }
  return "";
}

void put_tag(JsonWriter& out, const records::Tag& tag, const text::Source& source) {
  put_span(out, tag.span);
  put_text(out, "name", source.at(tag.name));
  put_text(out, "separator", source.at(tag.separator));
  put_text(out, "value", source.at(tag.value));
}

void put_answer(JsonWriter& out, const dns::Answer& answer) {
  out.text("name", answer.question.name.text()).text("type", dns::to_string(answer.question.type));
  out.text("outcome", dns::to_string(answer.outcome));
  if (!answer.cnames.empty()) out.texts("cnames", answer.cnames | std::views::transform(&dns::Name::text));
  out.number("ttl", answer.ttl).flag("authenticated", answer.authenticated).number("size", answer.size);
  if (!answer.detail.empty()) put_text(out, "detail", answer.detail);
}

void put_answers(JsonWriter& out, std::string_view name, const std::vector<const dns::Answer*>& answers) {
  out.objects(name, answers, [&](const dns::Answer* answer) { put_answer(out, *answer); });
}

void put_spf(JsonWriter& out, const facts::SpfNode& node) {
  const auto source_of = [](const records::spf::Record& record) -> const text::Source& { return record.source; };
  out.text("name", node.name.text()).text("standing", to_string(node.standing));
  out.object_or_null("answer", node.answer, put_answer).objects("records", node.records, put_spf_record);
  out.objects("lookalikes", node.lookalikes | std::views::transform(source_of), put_record);
  out.number("lookups", node.lookups).number("void_lookups", std::max(node.voids_v4, node.voids_v6));
  out.flag("depends_on_message", node.depends_on_message).text("all", word(facts::default_result(node)));
  out.objects("includes", node.edges, put_edge, node);
}

void put_dkim(JsonWriter& out, const facts::DkimFacts& dkim) {
  out.object("domainkey", put_answer, *dkim.domainkey).number("probed", dkim.probed);
  out.number("unanswered", dkim.unanswered).objects("selectors", dkim.selectors, put_selector);
}

void put_policy(JsonWriter& out, const facts::Discovery& discovery) {
  out.object("rfc9989", put_view, discovery.tree_walk).object("rfc7489", put_view, discovery.suffix_list);
}

void put_dmarc(JsonWriter& out, const facts::DmarcFacts& dmarc) {
  const facts::DmarcAtName& at = dmarc.at_domain;
  const facts::DmarcView& view = dmarc.discovery.tree_walk;
  out.object_or_null("answer", at.answer, put_answer).objects("records", at.records, put_dmarc_record);
  out.objects("lookalikes", at.lookalikes, put_dmarc_record).objects("unrelated", at.unrelated, put_record);
  out.object_or_null("inherited", view.inherited ? view.record : nullptr, put_dmarc_record);
  out.objects("report_destinations", dmarc.destinations, put_destination, dmarc);
}

void put_mx(JsonWriter& out, const facts::MxFacts& mx) {
  out.object("answer", put_answer, *mx.answer).flag("null_mx", mx.null_mx).objects("hosts", mx.hosts, put_mx_host);
}

void put_mail_from(JsonWriter& out, const facts::MailFrom& mail_from) {
  out.text("name", mail_from.name.text()).flag("given", mail_from.given).text("service", id_of(mail_from.service));
  out.objects("mx", mail_from.hosts, put_mx_host).object("spf", put_spf, mail_from.spf);
}

void put_generations(JsonWriter& out, const facts::ByGeneration& holds) {
  out.text("rfc7489", word_of(holds.rfc7489)).text("rfc9989", word_of(holds.rfc9989));
}

}  // namespace mailauth::report
