#include "report/message/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "facts/message_said.h"
#include "messages/address.h"
#include "report/message/words.h"
#include "report/text/finding.h"
#include "report/text/parts.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

using facts::DkimResult;
using facts::DmarcResult;
using facts::Known;
using facts::MessageFacts;
using facts::SpfResult;

std::string from_shown(const MessageFacts& message) {
  if (message.from_fields.empty()) return "no From";
  const std::string value = unfolded_value(message.message(), *message.from_fields.front()).text;
  return std::string(text::trim(value));
}

// ", line 7": where the message says so.
std::string place_of(const MessageFacts& message, const facts::Clue& clue) {
  if (clue.field == nullptr) return "";
  return fmt::format(", line {}", line_of(message.message(), clue.field->whole.begin));
}

// "received by mx.google.com from 203.0.113.9, line 3 (MAIL FROM news@example.com, line 1)"
std::string how_it_came(const MessageFacts& message) {
  const facts::Envelope& envelope = message.envelope;
  std::string out;
  if (!envelope.receiver.empty()) out += fmt::format("received by {}", envelope.receiver);
  if (envelope.ip)
    out += fmt::format("{}from {}{}", out.empty() ? "" : " ", text::to_string(*envelope.ip),
                       place_of(message, envelope.ip_from));
  if (envelope.mail_from)
    out += fmt::format("{}(MAIL FROM {}{})", out.empty() ? "" : " ",
                       envelope.mail_from->empty() ? "<>" : *envelope.mail_from,
                       place_of(message, envelope.mail_from_from));
  return out;
}

std::string head(const MessageFacts& message, const Pen& pen) {
  std::string out = "\n" + wrap(pen.prose("From: " + from_shown(message)), pen.width(), 2, "  ");
  if (const std::string how = how_it_came(message); !how.empty()) out += wrap(pen.prose(how), pen.width(), 2, "  ");
  const std::string place = message.message().first_line > 1
                                ? fmt::format("{}:{}", message.message().file, message.message().first_line)
                                : message.message().file;
  out += wrap(pen.display(place), pen.width(), 2, "  ");
  return out + "  " + pen.paint(Ink::dim, pen.line(pen.width() - 4)) + "\n";
}

Symbol symbol_of(DmarcResult result) {
  switch (result) {
    case DmarcResult::pass: return Symbol::good;
    case DmarcResult::fail:
    case DmarcResult::permerror: return Symbol::bad;
    case DmarcResult::none: return Symbol::warning;
    case DmarcResult::unknown:
    case DmarcResult::temperror: return Symbol::unknown;
  }
  return Symbol::unknown;
}

// The worse of the two generations decides the answer.
DmarcResult worst(const MessageFacts& message) {
  for (const DmarcResult result :
       {DmarcResult::permerror, DmarcResult::fail, DmarcResult::temperror, DmarcResult::unknown, DmarcResult::none})
    if (message.rfc7489 == result || message.rfc9989 == result) return result;
  return DmarcResult::pass;
}

// What the receiver wrote, in one line: "spf=pass dkim=neutral dmarc=fail".
std::string said_line(const std::vector<facts::Said>& all) {
  std::vector<std::string> words;
  for (const facts::Said& said : all) words.push_back(fmt::format("{}={}", said.method, text::escape_bytes(said.word)));
  return text::join(words, " ");
}

std::string receiver_line(const MessageFacts& message, const Pen& pen) {
  const std::vector<facts::Said> all = receiver_said(message);
  if (all.empty()) return "";
  const auto differs = [](const facts::Said& said) { return said.differs; };
  const auto first = std::ranges::find_if(all, differs);
  const std::string reason = first == all.end() ? "the same" : fmt::format("{} differs: {}", first->method, first->why);
  const std::string words = said_line(all);
  return verdict_line("What the receiver said", {first == all.end() ? Symbol::good : Symbol::warning, words}, reason,
                      pen);
}

StatusLine spf_line(const MessageFacts& message) {
  StatusLine line{"SPF", Symbol::unknown, {}};
  if (!message.spf) {
    line.facts = {message.request.unsent ? "depends on who sends it"
                  : message.envelope.ip  ? "not known: the message does not say what the MAIL FROM was"
                                         : "not known: the message does not say from where it came"};
    return line;
  }
  const SpfResult result = message.spf->result;
  const bool passes = result == SpfResult::pass, aligns = message.spf_aligns.rfc9989 == Known::yes;
  line.symbol = passes && aligns                 ? Symbol::good
                : result == SpfResult::temperror ? Symbol::unknown
                : passes                         ? Symbol::warning
                                                 : Symbol::bad;
  line.facts.push_back(fmt::format("{} for {}", to_string(result), message.client->domain));
  if (!message.from.empty())
    line.facts.push_back(
        fmt::format("{} with {}", aligns ? "aligned" : "not aligned", message.from.front().domain.text()));
  if (message.forwarding) line.facts.push_back(message.forwarding->what);
  return line;
}

bool aligns(const facts::Signature& signature) { return signature.aligns.rfc9989 == Known::yes; }

// Services sign beside their customers: where a signature counts, another one has nothing to prove.
bool is_beside(const MessageFacts& message, const facts::Signature& signature) {
  return !aligns(signature) && std::ranges::any_of(message.signatures, counts);
}

Symbol symbol_of(const MessageFacts& message, const facts::Signature& signature) {
  if (signature.result == DkimResult::temperror) return Symbol::unknown;
  if (signature.result != DkimResult::pass) return is_beside(message, signature) ? Symbol::warning : Symbol::bad;
  return aligns(signature) || is_beside(message, signature) ? Symbol::good : Symbol::warning;
}

std::string key_words(const facts::Signature& signature) {
  if (signature.key == nullptr) return std::string(to_string(signature.record.algorithm));
  const auto& key = signature.key->key;
  return key.algorithm == records::dkim::Algorithm::rsa ? fmt::format("RSA {}", key.bits) : "Ed25519";
}

StatusLine signature_line(const MessageFacts& message, const facts::Signature& signature) {
  StatusLine line{"DKIM", symbol_of(message, signature), {}};
  const auto& record = signature.record;
  line.facts = {text::escape_bytes(record.domain.empty() ? "(no d=)" : record.domain),
                text::escape_bytes(record.selector.empty() ? "(no s=)" : record.selector), key_words(signature)};
  if (signature.result != DkimResult::pass)
    line.facts.push_back(why(message, signature));
  else if (is_beside(message, signature))
    line.facts.push_back(is_of_amazon_ses(signature) ? "that of Amazon SES itself" : "beside that of the domain");
  else
    line.facts.push_back(aligns(signature) ? "aligned" : "not aligned");
  return line;
}

StatusLine dmarc_line(const MessageFacts& message) {
  StatusLine line{"DMARC", symbol_of(worst(message)), {}};
  if (message.rfc7489 == message.rfc9989)
    line.facts.push_back(std::string(to_string(message.rfc9989)));
  else
    line.facts.push_back(fmt::format("{} at receivers of RFC 7489, {} at those of RFC 9989", to_string(message.rfc7489),
                                     to_string(message.rfc9989)));
  if (message.from.empty()) return line;
  const facts::FromDomain& from = message.from.front();
  const auto& view = from.discovery.tree_walk;
  if (from.policy && view.policy_domain)
    line.facts.push_back(fmt::format("p={} at _dmarc.{}", to_string(*from.policy), view.policy_domain->text()));
  else if (!view.unknown)
    line.facts.push_back(no_policy(from.discovery));
  return line;
}

StatusLine arc_line(const facts::ArcChain& arc) {
  StatusLine line{"ARC", Symbol::unknown, {}};
  if (arc.result == facts::ArcResult::none) return line;
  line.symbol = arc.result == facts::ArcResult::pass   ? Symbol::good
                : arc.result == facts::ArcResult::fail ? Symbol::warning
                                                       : Symbol::unknown;
  std::vector<std::string> hops;
  for (const facts::ArcSet& set : arc.sets) hops.push_back(text::escape_bytes(set.seal->record.domain));
  line.facts.push_back(std::string(to_string(arc.result)));
  if (!hops.empty()) line.facts.push_back(text::join(hops, ", "));
  if (!arc.why.empty()) line.facts.push_back(arc.why);
  return line;
}

std::vector<StatusLine> lines_of(const MessageFacts& message) {
  std::vector<StatusLine> lines{spf_line(message)};
  for (const bool aligned : {true, false})  // those that may count first
    for (const facts::Signature& signature : message.signatures)
      if (aligns(signature) == aligned) lines.push_back(signature_line(message, signature));
  if (message.signatures.empty()) lines.push_back({"DKIM", Symbol::bad, {"no signature"}});
  lines.push_back(dmarc_line(message));
  if (message.arc.result != facts::ArcResult::none) lines.push_back(arc_line(message.arc));
  return lines;
}

Answered answer(DmarcResult result) {
  switch (result) {
    case DmarcResult::pass: return {Symbol::good, "yes"};
    case DmarcResult::fail:
    case DmarcResult::permerror: return {Symbol::bad, "no"};
    case DmarcResult::none: return {Symbol::warning, "no policy asks for it"};
    case DmarcResult::unknown:
    case DmarcResult::temperror: return {Symbol::unknown, "not known"};
  }
  return {Symbol::unknown, ""};
}

}  // namespace

namespace {

// What helps next: the domain, with what the message told about it.
std::string next_step(const DomainReport& report, const Pen& pen) {
  const MessageFacts& message = *report.message;
  if (message.from.empty() || worst(message) == DmarcResult::pass) return "";
  return wrap(pen.display(fmt::format("next: mailauth check {} --message {}", message.from.front().domain.text(),
                                      message.message().file)),
              pen.width(), 8, "  ");
}

}  // namespace

std::string message_text(const DomainReport& report, const Pen& pen) {
  const MessageFacts& message = *report.message;
  const std::string question = message.request.unsent ? "Will it pass DMARC?" : "Does it pass DMARC?";
  std::string out = head(message, pen) + verdict_line(question, answer(worst(message)), why_dmarc(message), pen);
  out += receiver_line(message, pen) + "\n" + status_text(lines_of(message), pen);
  return out + "\n" + findings_text(report.findings, pen) + footer(report, pen) + next_step(report, pen);
}

}  // namespace mailauth::report
