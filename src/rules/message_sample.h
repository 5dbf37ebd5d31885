#pragma once
// The message of a sample: as it is signed, and what is done to it afterwards.
//
//     From: ... $CHANGE[Subject: Hello|Subject: [users] Hello]
//
// At the end of its text each $CHANGE says what becomes of the first such place.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mailauth::rules {

struct MessageSample {
  std::string text;
  std::vector<std::pair<std::string, std::string>> changes;  // what it was, and what it is
};

MessageSample read_message_sample(std::string_view sample);
// The text, or any other form of it, with the changes.
std::string changed(std::string text, const std::vector<std::pair<std::string, std::string>>& changes);

}  // namespace mailauth::rules
