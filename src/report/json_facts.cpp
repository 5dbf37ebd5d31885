#include "report/json_facts.h"

namespace mailauth::report {

namespace {

template <class Value>
Json word_or_null(const std::optional<Value>& value) {
  return value ? Json(to_string(*value)) : Json(nullptr);
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

Json sources_json(std::span<const text::Source> sources) {
  Json json = Json::array();
  for (const text::Source& source : sources) json.push_back(record_json(source));
  return json;
}

Json lookalikes_json(std::span<const records::spf::Record> records) {
  Json json = Json::array();
  for (const records::spf::Record& record : records) json.push_back(record_json(record.source));
  return json;
}

Json term_json(const records::spf::Record& record, const records::spf::Term& term) {
  Json json = Json::object();
  put_text(json, "text", record.text(term.span));
  json["kind"] = to_string(term.kind);
  if (records::spf::is_mechanism(term.kind)) json["qualifier"] = to_string(term.qualifier);
  if (!term.value.empty()) put_text(json, "value", record.text(term.value));
  if (term.network) json["network"] = text::to_string(*term.network);
  json["valid"] = term.flaw == records::spf::Flaw::none;
  json["span"] = {term.span.begin, term.span.end};
  return json;
}

Json spf_record_json(const records::spf::Record& record) {
  Json json = record_json(record.source);
  json["valid"] = records::spf::is_valid(record);
  json["terms"] = Json::array();
  for (const records::spf::Term& term : record.terms) json["terms"].push_back(term_json(record, term));
  return json;
}

Json edge_json(const facts::SpfNode& node, const facts::SpfEdge& edge) {
  Json json = Json::object();
  const records::spf::Record& record = node.records.front();
  put_text(json, "term", record.text(record.terms[edge.term].span));
  json["target"] = edge.target ? Json(edge.target->text()) : Json(nullptr);
  json["lookups"] = edge.lookups;
  json["voids_v4"] = edge.voids_v4;
  json["voids_v6"] = edge.voids_v6;
  if (!edge.child.empty()) json["spf"] = spf_json(edge.child.front());
  return json;
}

Json tags_json(const text::Source& source, const records::TagList& list) {
  Json json = Json::array();
  for (const records::Tag& tag : list.tags) {
    Json one = {{"span", {tag.span.begin, tag.span.end}}};
    put_text(one, "name", source.at(tag.name));
    put_text(one, "separator", source.at(tag.separator));
    put_text(one, "value", source.at(tag.value));
    json.push_back(std::move(one));
  }
  return json;
}

Json key_json(const records::dkim::Record& record) {
  Json json = record_json(record.source);
  json["tags"] = tags_json(record.source, record.list);
  json["algorithm"] = to_string(record.key.algorithm);
  json["form"] = to_string(record.key.form);
  json["bits"] = record.key.bits;
  json["exponent"] = record.key.exponent;
  json["revoked"] = record.revoked();
  json["testing"] = record.testing();
  json["usable"] = records::dkim::is_usable(record);
  return json;
}

Json selector_json(const facts::DkimSelector& selector) {
  Json json = {{"selector", selector.selector},
               {"origin", selector.origin == facts::DkimSelector::Origin::given ? "given" : "probed"}};
  json["answer"] = answer_json(*selector.answer);
  json["service"] = selector.service != nullptr ? Json(selector.service->id) : Json(nullptr);
  json["keys"] = Json::array();
  for (const records::dkim::Record& key : selector.keys) json["keys"].push_back(key_json(key));
  json["unrelated"] = sources_json(selector.unrelated);
  return json;
}

Json dmarc_record_json(const records::dmarc::Record& record) {
  Json json = record_json(record.source);
  json["tags"] = tags_json(record.source, record.list);
  json["p"] = word_or_null(record.p);
  json["sp"] = word_or_null(record.sp);
  json["np"] = word_or_null(record.np);
  json["adkim"] = word_or_null(record.adkim);
  json["aspf"] = word_or_null(record.aspf);
  json["pct"] = record.pct ? Json(*record.pct) : Json(nullptr);
  json["testing"] = record.testing ? Json(*record.testing) : Json(nullptr);
  return json;
}

Json dmarc_records_json(std::span<const records::dmarc::Record> records) {
  Json json = Json::array();
  for (const records::dmarc::Record& record : records) json.push_back(dmarc_record_json(record));
  return json;
}

Json destination_json(const facts::DmarcFacts& dmarc, const facts::ReportDestination& destination) {
  Json json = Json::object();
  put_text(json, "uri", dmarc.reporting_record ? dmarc.reporting_record->text(destination.uri) : std::string_view{});
  json["kind"] = destination.failure_report ? "ruf" : "rua";
  json["host"] = destination.host.text();
  json["external"] = destination.external;
  if (destination.authorisation != nullptr) json["authorisation"] = answer_json(*destination.authorisation);
  json["authorised"] = destination.external ? Json(destination.authorised) : Json(nullptr);
  return json;
}

Json view_json(const facts::DmarcView& view) {
  return {{"organizational_domain", view.organizational_domain.text()},
          {"policy_domain", view.policy_domain ? Json(view.policy_domain->text()) : Json(nullptr)},
          {"inherited", view.inherited},
          {"domain", word_or_null(view.domain)},
          {"subdomains", word_or_null(view.subdomains)},
          {"nonexistent_subdomains", word_or_null(view.nonexistent)},
          {"unknown", view.unknown}};
}

Json mx_hosts_json(std::span<const dns::Mx> hosts) {
  Json json = Json::array();
  for (const dns::Mx& host : hosts)
    json.push_back({{"preference", host.preference}, {"exchange", host.exchange.text()}});
  return json;
}

}  // namespace

Json answer_json(const dns::Answer& answer) {
  Json json = {{"name", answer.question.name.text()},
               {"type", dns::to_string(answer.question.type)},
               {"outcome", dns::to_string(answer.outcome)}};
  if (!answer.cnames.empty()) {
    json["cnames"] = Json::array();
    for (const dns::Name& name : answer.cnames) json["cnames"].push_back(name.text());
  }
  json["ttl"] = answer.ttl;
  json["authenticated"] = answer.authenticated;
  json["size"] = answer.size;
  if (!answer.detail.empty()) put_text(json, "detail", answer.detail);
  return json;
}

Json spf_json(const facts::SpfNode& node) {
  Json json = {{"name", node.name.text()}, {"standing", to_string(node.standing)}};
  json["answer"] = node.answer != nullptr ? answer_json(*node.answer) : Json(nullptr);
  json["records"] = Json::array();
  for (const records::spf::Record& record : node.records) json["records"].push_back(spf_record_json(record));
  json["lookalikes"] = lookalikes_json(node.lookalikes);
  json["lookups"] = node.lookups;
  json["void_lookups"] = std::max(node.voids_v4, node.voids_v6);
  json["depends_on_message"] = node.depends_on_message;
  json["all"] = word_or_null(facts::default_result(node));
  json["includes"] = Json::array();
  for (const facts::SpfEdge& edge : node.edges) json["includes"].push_back(edge_json(node, edge));
  return json;
}

Json dkim_json(const facts::DkimFacts& dkim) {
  Json json = {{"domainkey", answer_json(*dkim.domainkey)}, {"probed", dkim.probed}, {"unanswered", dkim.unanswered}};
  json["selectors"] = Json::array();
  for (const facts::DkimSelector& selector : dkim.selectors) json["selectors"].push_back(selector_json(selector));
  return json;
}

Json policy_json(const facts::Discovery& discovery) {
  return {{"rfc9989", view_json(discovery.tree_walk)}, {"rfc7489", view_json(discovery.suffix_list)}};
}

Json dmarc_json(const facts::DmarcFacts& dmarc) {
  Json json = Json::object();
  const facts::DmarcAtName& at = dmarc.at_domain;
  json["answer"] = at.answer != nullptr ? answer_json(*at.answer) : Json(nullptr);
  json["records"] = dmarc_records_json(at.records);
  json["lookalikes"] = dmarc_records_json(at.lookalikes);
  json["unrelated"] = sources_json(at.unrelated);
  json["inherited"] = Json(nullptr);
  if (const facts::DmarcView& view = dmarc.discovery.tree_walk; view.inherited && view.record)
    json["inherited"] = dmarc_record_json(*view.record);
  json["report_destinations"] = Json::array();
  for (const facts::ReportDestination& destination : dmarc.destinations)
    json["report_destinations"].push_back(destination_json(dmarc, destination));
  return json;
}

Json mx_json(const facts::MxFacts& mx) {
  return {{"answer", answer_json(*mx.answer)}, {"null_mx", mx.null_mx}, {"hosts", mx_hosts_json(mx.hosts)}};
}

Json mail_from_json(const facts::MailFrom& mail_from) {
  Json json = {{"name", mail_from.name.text()}, {"given", mail_from.given}};
  json["service"] = mail_from.service != nullptr ? Json(mail_from.service->id) : Json(nullptr);
  json["mx"] = mx_hosts_json(mail_from.hosts);
  json["spf"] = spf_json(mail_from.spf);
  return json;
}

}  // namespace mailauth::report
