// docs/report.schema.json describes what stands here.

#include "report/json/facts.h"
#include "report/json/mta_sts.h"
#include "report/json/tls_rpt.h"
#include "report/message/json.h"

#include <fmt/format.h>

#include <memory>
#include <ranges>

#include "report/formats.h"
#include "report/publishing/output.h"
#include "report/report.h"
#include "rules/senders.h"
#include "text/idna.h"

namespace mailauth::report {

namespace {

constexpr unsigned schema_version = 1;

void put_service(JsonWriter& out, const facts::RecognisedService& recognised) {
  const auto word = [](facts::Sign sign) { return to_string(sign); };
  out.text("id", recognised.service->id).text("name", recognised.service->name);
  out.texts("signs", recognised.signs | std::views::transform(word));
}

void put_records(JsonWriter& out, const facts::Facts& facts) {
  out.object("policy_in_force", put_policy, facts.dmarc.discovery);
  out.object("mx", put_mx, facts.mx).object("spf", put_spf, facts.spf).object("dkim", put_dkim, facts.dkim);
  out.object("dmarc", put_dmarc, facts.dmarc).object("tls_rpt", put_tls_rpt, facts.tls_rpt);
  out.object("mta_sts", put_mta_sts, facts.mta_sts);
  out.objects("mail_from", facts.mail_froms, put_mail_from);
  out.object_or_null("sender", facts.sender, put_sender).objects("services", facts.services, put_service);
}

}  // namespace

void put_findings(JsonWriter& out, const DomainReport& report) {
  out.objects("findings", std::views::iota(std::size_t{0}, report.findings.size()), [&](std::size_t i) {
    put_finding(out, report.findings[i]);
    if (!report.changes.empty()) out.text("change", to_string(report.changes[i]));
  });
}

void put_suppressed(JsonWriter& out, const Suppressed& suppressed) {
  put_finding(out, suppressed.finding);
  out.object("suppression", [&] {
    out.text("reason", suppressed.reason).text_or_null("until", suppressed.until);
    out.object("position", put_position, suppressed.because);
  });
}

void put_timing(JsonWriter& out, const dns::Cost& cost) {
  out.number("elapsed_ms", cost.elapsed.count()).number("questions", cost.questions);
  out.number("cached", cost.cached).texts("servers", cost.servers);
}

namespace {

void put_verdict(JsonWriter& out, const rules::Verdict& verdict) {
  out.text("forgery", to_string(verdict.forgery)).text("forgery_reason", verdict.forgery_reason);
  out.text("own_mail", to_string(verdict.own_mail)).text("own_mail_reason", verdict.own_mail_reason);
}

void put_one_sender(JsonWriter& out, const rules::Sender& sender) {
  out.text("sender", sender.name);
  out.text_or_null("service", sender.service == nullptr ? "" : std::string_view(sender.service->id));
  out.flag("counts", sender.counts);
  out.text("spf", word_of(sender.spf.result.passes)).object("spf_aligned", put_generations, sender.spf.result.aligns);
  out.text("spf_text", sender.spf.words);
  out.text("dkim", word_of(sender.dkim.result.passes));
  out.object("dkim_aligned", put_generations, sender.dkim.result.aligns);
  out.flag("dkim_partial", sender.dkim.partial).text("dkim_text", sender.dkim.words);
  put_generations(out, sender.dmarc);
  out.text("verdict", to_string(sender.verdict)).text_or_null("settled_by", sender.settle);
}

void put_domain(JsonWriter& out, const DomainReport& report) {
  const facts::Facts& facts = report.facts;
  out.text("domain", facts.domain().text());
  if (const std::string shown = text::to_unicode(facts.domain().text()); shown != facts.domain().text())
    out.text("domain_unicode", shown);
  out.flag("exists", facts.domain_exists).flag("complete", is_complete(report));
  out.object("verdict", put_verdict, report.verdict);
  if (facts.domain_exists) {
    out.objects("senders", rules::senders(facts), put_one_sender);
    put_records(out, facts);
  }
  put_answers(out, "unanswered", facts.unanswered);
  put_findings(out, report);
  out.objects("suppressed", report.suppressed, put_suppressed);
  put_repairs_untried(out, report.repairs_untried);
  if (report.publishing != nullptr) out.object("publishing", put_publishing, *report.publishing);
  out.number("lookups", facts.spf.lookups).object("timing", put_timing, report.cost);
}

}  // namespace

std::string_view to_string(Change change) {
  switch (change) {
    case Change::added: return "added";
    case Change::worse: return "worse";
    case Change::unchanged: return "unchanged";
  }
  return "";
}

namespace {

std::string document_of(const DomainReport& report, const text::JsonStyle& style) {
  JsonWriter out(style);
  out.object([&] {
    out.number("schema_version", schema_version);
    put_message(out, report);
  });
  return safe_in_logs(out.take());
}

// One message is a document of its own; of several each is a line of a list.
class MessageList {
 public:
  explicit MessageList(Write write) : write_(std::move(write)) {}

  void add(const DomainReport& report) {
    std::string line = document_of(report, {});
    if (count_ == 0) alone_ = document_of(report, indented);
    if (count_ == 0)
      first_ = std::move(line);
    else
      write_((count_ == 1 ? begin() : ",\n") + line);
    ++count_;
  }

  bool is_empty() const { return count_ == 0; }
  void end() { write_(count_ == 1 ? alone_ + "\n" : "\n]}\n"); }

 private:
  std::string begin() const {
    return fmt::format("{{\"schema_version\": {}, \"messages\": [\n{},\n", schema_version, first_);
  }

  Write write_;
  std::string alone_, first_;  // the first one, until it is known whether it is the only one
  std::size_t count_ = 0;
};

}  // namespace

ReportWriter json_report(Write write) {
  const auto out = std::make_shared<JsonWriter>(indented);
  const auto messages = std::make_shared<MessageList>(write);
  out->open('{');
  out->number("schema_version", schema_version).key("domains").open('[');
  return {[write, out, messages](const DomainReport& report) {
            if (report.message != nullptr) return messages->add(report);
            out->object(put_domain, report);
            write(safe_in_logs(out->take()));
          },
          [write, out, messages](const inputs::Tally* files) {
            if (!messages->is_empty()) return messages->end();
            out->close(']');
            if (files != nullptr) out->object("files", put_files, *files);
            out->close('}');
            write(finish(*out));
          }};
}

std::string to_json_object(const DomainReport& domain) {
  JsonWriter out;
  if (domain.message != nullptr)
    out.object(put_message, domain);
  else
    out.object(put_domain, domain);
  return safe_in_logs(out.take());
}

}  // namespace mailauth::report
