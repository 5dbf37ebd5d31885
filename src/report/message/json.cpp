#include "report/message/json.h"

#include "facts/message_cause.h"
#include "facts/message_said.h"
#include "report/json/facts.h"
#include "report/message/words.h"

namespace mailauth::report {

namespace {

using facts::MessageFacts;

void put_key(JsonWriter& out, const facts::Signature& signature) {
  const auto* key = signature.key;
  out.text_or_null("key_name", signature.key_name.is_root() ? "" : signature.key_name.text());
  if (key != nullptr && key->key.bits > 0) out.number("key_bits", key->key.bits);
}

void put_signature(JsonWriter& out, const facts::Signature& signature, const MessageFacts& message) {
  const auto& record = signature.record;
  put_text(out, "domain", record.domain);
  put_text(out, "selector", record.selector);
  out.text("algorithm", to_string(record.algorithm)).text("result", to_string(signature.result));
  out.text("reason", why(message, signature));
  out.number("line", line_of(message.message(), signature.field->whole.begin));
  put_key(out, signature);
  if (signature.reason != facts::DkimReason::not_verified) {
    out.flag("body_matches", signature.body_matches).flag("header_matches", signature.header_matches);
    out.object("aligned", put_generations, signature.aligns);
  }
  if (record.body_length) out.number("body_length", *record.body_length);
  if (record.time) out.number("time", *record.time);
  if (record.expires) out.number("expires", *record.expires);
}

// Only what is proven.
void put_changes(JsonWriter& out, const facts::Cause& cause) {
  if (cause.header.empty() && cause.body.empty()) return;
  out.key("changes").open('[');
  for (const facts::FieldChange& change : cause.header)
    out.object([&] {
      out.text("what", to_string(change.what));
      put_text_or_null(out, "field", change.name);
    });
  for (const facts::BodyChange& change : cause.body)
    out.object([&] { out.text("what", to_string(change.what)).null("field"); });
  out.close(']');
}

void put_spf_result(JsonWriter& out, const MessageFacts& message) {
  out.text("result", to_string(message.spf->result)).text("domain", message.client->domain);
  out.object("aligned", put_generations, message.spf_aligns);
  put_check(out, *message.client, *message.spf);
}

void put_from(JsonWriter& out, const facts::FromDomain& from) {
  out.text("domain", from.domain.text())
      .text("rfc7489", to_string(from.rfc7489))
      .text("rfc9989", to_string(from.rfc9989));
  out.text_or_null("policy", from.policy ? to_string(*from.policy) : "");
  out.object("policy_in_force", put_policy, from.discovery);
}

void put_dmarc_result(JsonWriter& out, const MessageFacts& message) {
  out.text("result", to_string(message.rfc9989));
  out.text("rfc7489", to_string(message.rfc7489)).text("rfc9989", to_string(message.rfc9989));
  if (message.from.empty()) {
    out.null("domain").null("policy");
  } else {
    const facts::FromDomain& from = message.from.front();
    out.text("domain", from.domain.text());
    out.text_or_null("policy", from.policy ? to_string(*from.policy) : "");
  }
  out.texts("aligned_by", aligned_by(message));
}

void put_set(JsonWriter& out, const facts::ArcSet& set) {
  out.number("instance", set.instance);
  put_text(out, "domain", set.seal->record.domain);
  out.text("seal", to_string(set.seal->result)).text("message_signature", to_string(set.message_signature->result));
}

void put_arc(JsonWriter& out, const facts::ArcChain& arc) {
  out.text("result", to_string(arc.result)).text_or_null("reason", arc.why).objects("sets", arc.sets, put_set);
}

void put_said(JsonWriter& out, const facts::Said& said) {
  out.text("method", said.method);
  put_text(out, "result", said.word);
  put_text_or_null(out, "domain", said.about);
  out.text_or_null("here", said.here).flag("differs", said.differs).text_or_null("why", said.why);
}

void put_envelope(JsonWriter& out, const facts::Envelope& envelope) {
  out.text_or_null("ip", envelope.ip ? text::to_string(*envelope.ip) : "");
  if (envelope.mail_from)
    put_text(out, "mail_from", *envelope.mail_from);
  else
    out.null("mail_from");
  put_text_or_null(out, "helo", envelope.helo);
  put_text_or_null(out, "receiver", envelope.receiver);
  out.number("time", envelope.time).flag("tls", envelope.tls);
}

}  // namespace

void put_message(JsonWriter& out, const DomainReport& report) {
  const MessageFacts& message = *report.message;
  put_text(out, "file", message.message().file);
  out.number("line", message.message().first_line);
  out.flag("complete", is_complete(report));
  out.objects("from", message.from, put_from);
  out.object("envelope", put_envelope, message.envelope);
  if (message.spf) out.object("spf", [&] { put_spf_result(out, message); });
  out.objects("dkim", message.signatures, [&](const facts::Signature& signature) {
    put_signature(out, signature, message);
    put_changes(out, causes_of(message)[static_cast<std::size_t>(&signature - message.signatures.data())]);
  });
  out.object("dmarc", put_dmarc_result, message).object("arc", put_arc, message.arc);
  out.objects("said", receiver_said(message), put_said);
  put_answers(out, "unanswered", report.facts.unanswered);
  put_findings(out, report);
  out.objects("suppressed", report.suppressed, put_suppressed);
  out.object("timing", put_timing, report.cost);
}

}  // namespace mailauth::report
