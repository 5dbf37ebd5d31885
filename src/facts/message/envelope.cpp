#include "facts/message/envelope.h"

namespace mailauth::facts {

void read_envelope(MessageFacts& facts) {
  Envelope& envelope = facts.envelope;
  const MessageRequest& request = facts.request;
  if (request.ip) {
    envelope.ip = request.ip;
    envelope.ip_from.origin = Clue::Origin::given;
  }
  if (request.mail_from) {
    envelope.mail_from = request.mail_from;
    envelope.mail_from_from.origin = Clue::Origin::given;
  }
  if (request.helo) {
    envelope.helo = *request.helo;
    envelope.helo_from.origin = Clue::Origin::given;
  }
}

}  // namespace mailauth::facts
