#include "facts/message/forwarding.h"

#include <array>

#include "text/ascii.h"

namespace mailauth::facts {

namespace {

struct ForwardingSign {
  std::string_view field, what;
};
// Fields that forwarders and lists write, and senders have no reason to.
constexpr std::array<ForwardingSign, 6> signs{{{"X-Forwarded-To", "it was forwarded (X-Forwarded-To)"},
                                               {"X-Forwarded-For", "it was forwarded (X-Forwarded-For)"},
                                               {"Resent-From", "it was sent on (Resent-From)"},
                                               {"List-Post", "it came through a list (List-Post)"},
                                               {"X-Mailman-Version", "it came through a list (Mailman)"},
                                               {"X-BeenThere", "it came through a list (X-BeenThere)"}}};

// What forwarders make of a MAIL FROM so that bounces come back to them: SRS, and Gmail's own form.
bool is_rewritten(std::string_view mail_from) {
  return text::starts_with_ignoring_case(mail_from, "srs0") || text::starts_with_ignoring_case(mail_from, "srs1") ||
         text::contains_ignoring_case(mail_from, "+caf_=");
}

}  // namespace

void read_forwarding(MessageFacts& facts) {
  const Envelope& envelope = facts.envelope;
  if (envelope.mail_from && is_rewritten(*envelope.mail_from)) {
    facts.forwarding = {"its MAIL FROM was rewritten by a forwarder", envelope.mail_from_from.field};
    return;
  }
  for (const ForwardingSign& sign : signs)
    if (const messages::Field* field = first_field(facts.message(), sign.field)) {
      facts.forwarding = {std::string(sign.what), field};
      return;
    }
}

}  // namespace mailauth::facts
