#pragma once
// What the receiver wrote of a message (RFC 8601), method by method beside what comes out here.

#include <string>
#include <vector>

#include "facts/message.h"

namespace mailauth::facts {

// One method of an Authentication-Results that is believed.
struct Said {
  std::string method;  // "spf", "dkim", "dmarc", lower case
  std::string word;    // its result, lower case: "neutral"
  std::string about;   // the domain: "example.com"; may be empty
  const ReceiverSaid* by = nullptr;
  text::Span span;                       // in the unfolded value
  const Signature* signature = nullptr;  // of dkim: the one that is meant; null: none is found
  std::string here;                      // the same method's result here; empty: it is not known
  bool differs = false;                  // one passes, and the other does not
  std::string why;                       // what explains the difference; empty where nothing differs
};

// Of the receiver's own fields, in their order.
std::vector<Said> receiver_said(const MessageFacts& facts);

}  // namespace mailauth::facts
