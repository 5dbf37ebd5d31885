#pragma once
// Who received the message, and which fields are that host's own. Anybody can write a Received or an
// Authentication-Results field below those of the receiver, so only the chain of fields at the top can be believed.

#include "facts/message.h"
#include "messages/received.h"

namespace mailauth::facts {

// A Received field, read.
struct ReadHop {
  const messages::Field* field = nullptr;
  text::Source value;
  messages::Hop hop;
};

// Where the message came in to those who keep the mailbox.
struct Border {
  std::string organization;    // of the receiver: "google.com"; empty: not known
  std::string receiver;        // the host: "mx.google.com"; empty: not known
  std::optional<ReadHop> hop;  // with the public address that it came from
  uint32_t end = UINT32_MAX;   // in the message: fields from here on may be anybody's

  bool wrote(const messages::Field& field) const { return field.whole.begin < end; }
};
Border border_of(const messages::Message& message, const std::vector<std::string>& trusted);
// The hop that came from this address, among those on top; nothing when there is none.
std::optional<ReadHop> hop_from(const messages::Message& message, const text::Ip& address);

// "google.com" of "mx.google.com", and of every name of hosts that belong to the same operator.
std::string operator_of(std::string_view host);

// Sets `said`.
void read_receiver(MessageFacts& facts);

}  // namespace mailauth::facts
