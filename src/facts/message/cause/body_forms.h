#pragma once
// What hosts on the way do to a whole body, undone.

#include <string>
#include <string_view>
#include <vector>

#include "facts/message_cause.h"

namespace mailauth::facts::causes {

struct BodyForm {
  Change change;
  std::string (*undo)(std::string_view body);
};

// The likely ones first.
const std::vector<BodyForm>& body_forms();

// The parts of a message that were made quoted-printable, as they were: 8bit. The whole message in, its body out; empty
// when there is no such part.
std::string with_decoded_parts(const messages::Message& message);

}  // namespace mailauth::facts::causes
