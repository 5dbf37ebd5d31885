#include "facts/message/envelope.h"

#include <algorithm>

#include "facts/message/receiver.h"
#include "text/ascii.h"

namespace mailauth::facts {

namespace {

using messages::Field;
using messages::Message;
using Origin = Clue::Origin;

void take_options(MessageFacts& facts) {
  const MessageRequest& request = facts.request;
  Envelope& envelope = facts.envelope;
  if (request.ip) {
    envelope.ip = request.ip;
    envelope.ip_from.origin = Origin::given;
  }
  if (request.mail_from) {
    envelope.mail_from = request.mail_from;
    envelope.mail_from_from.origin = Origin::given;
  }
  if (request.helo) {
    envelope.helo = *request.helo;
    envelope.helo_from.origin = Origin::given;
  }
}

void take_ip(Envelope& envelope, const text::Ip& ip, const Clue& clue) {
  if (envelope.ip) return;
  envelope.ip = ip;
  envelope.ip_from = clue;
}

void take_mail_from(Envelope& envelope, std::string_view mail_from, const Clue& clue) {
  if (envelope.mail_from) return;
  envelope.mail_from = mail_from;
  envelope.mail_from_from = clue;
}

void take_helo(Envelope& envelope, std::string_view helo, const Clue& clue) {
  if (!envelope.helo.empty() || helo.empty()) return;
  envelope.helo = helo;
  envelope.helo_from = clue;
}

// "<bounce@example.com>", "<>": written by who delivers at last (RFC 5321 4.4).
void take_return_path(const Message& message, const Border& border, Envelope& envelope) {
  const Field* field = first_field(message, "Return-Path");
  if (field == nullptr || !border.wrote(*field)) return;
  const text::Source value = unfolded_value(message, *field);
  const std::size_t open = value.text.find('<'), close = value.text.rfind('>');
  const bool has_brackets = open != std::string::npos && close != std::string::npos && open < close;
  const text::Span span{static_cast<uint32_t>(has_brackets ? open + 1 : 0),
                        static_cast<uint32_t>(has_brackets ? close : value.text.size())};
  const std::string_view address = text::trim(value.at(span));
  if (has_brackets || !address.empty()) take_mail_from(envelope, address, {Origin::return_path, field, span});
}

// Microsoft writes the address that its border saw into a field of its own, and its hops inside have public ones.
void take_connecting_ip(const Message& message, const Border& border, Envelope& envelope) {
  const Field* field = first_field(message, "X-Forefront-Antispam-Report");
  if (field == nullptr || !border.wrote(*field) || border.organization != "outlook.com") return;
  if (const auto found = messages::read_connecting_ip(unfolded_value(message, *field).text))
    take_ip(envelope, found->ip, {Origin::receiver_field, field, found->span});
}

void take_hop(const ReadHop& read, Envelope& envelope) {
  const messages::Hop& hop = read.hop;
  const auto clue = [&](text::Span span) { return Clue{Origin::received, read.field, span}; };
  if (hop.address) take_ip(envelope, *hop.address, clue(hop.ip));
  take_helo(envelope, read.value.at(hop.helo.empty() ? hop.from : hop.helo), clue(hop.helo));
  if (!hop.envelope_from.empty()) take_mail_from(envelope, read.value.at(hop.envelope_from), clue(hop.envelope_from));
  if (hop.time && *hop.time >= 0) envelope.time = static_cast<uint64_t>(*hop.time);
  envelope.tls = !hop.tls.empty();
}

// "mx.example.net" of "receiver=mx.example.net", or of the comment "(mx.example.net: domain of ...".
std::string_view writer_of(const text::Source& value, const messages::ReceivedSpf& spf) {
  const std::string_view receiver = messages::pair_of(value.text, spf, "receiver");
  const std::string_view comment = value.at(spf.comment);
  return receiver.empty() ? text::trim(comment.substr(0, comment.find(':'))) : receiver;
}

// The receiver's own is on top: below it come those of others.
void take_received_spf(const Message& message, const Border& border, Envelope& envelope) {
  const Field* field = first_field(message, "Received-SPF");
  if (field == nullptr || !border.wrote(*field) || border.organization.empty()) return;
  const text::Source value = unfolded_value(message, *field);
  const messages::ReceivedSpf spf = messages::read_received_spf(value.text);
  if (operator_of(writer_of(value, spf)) != border.organization) return;
  const Clue clue{Origin::received_spf, field, value.whole()};
  if (const auto ip = text::parse_ip(messages::pair_of(value.text, spf, "client-ip"))) take_ip(envelope, *ip, clue);
  take_helo(envelope, messages::pair_of(value.text, spf, "helo"), clue);
  if (const auto from = messages::pair_of(value.text, spf, "envelope-from"); !from.empty())
    take_mail_from(envelope, from, clue);
}

// The domain alone is enough for SPF.
void take_results(const std::vector<ReceiverSaid>& all, Envelope& envelope) {
  for (const ReceiverSaid& said : all) {
    if (!said.trusted) continue;
    for (const messages::MethodResult& result : said.results.results) {
      const Clue clue{Origin::results, said.field, result.whole};
      const std::string_view from = messages::property_of(said.value.text, result, "smtp.mailfrom");
      if (!from.empty()) take_mail_from(envelope, from, clue);
    }
  }
}

// Address, HELO and TLS belong together: where the receiver said itself from where it came, the hop is that one.
std::optional<ReadHop> hop_of_session(const Message& message, const Border& border, const Envelope& envelope) {
  if (!envelope.ip || (border.hop && border.hop->hop.address == envelope.ip)) return border.hop;
  if (envelope.ip_from.origin == Origin::given) return border.hop;
  std::optional<ReadHop> hop = hop_from(message, *envelope.ip);
  return hop && hop->field->whole.begin <= border.end ? std::move(hop) : std::nullopt;
}

}  // namespace

void read_envelope(MessageFacts& facts) {
  take_options(facts);
  if (facts.request.unsent) return;
  const Message& message = facts.message();
  const Border border = border_of(message, facts.request.trusted);
  Envelope& envelope = facts.envelope;
  envelope.receiver = border.receiver;
  take_return_path(message, border, envelope);
  take_connecting_ip(message, border, envelope);
  take_received_spf(message, border, envelope);
  if (const auto hop = hop_of_session(message, border, envelope)) take_hop(*hop, envelope);
  take_results(facts.said, envelope);
}

}  // namespace mailauth::facts
