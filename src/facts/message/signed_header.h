#pragma once
// Which header fields a signature covers, and the octets that it is made over (RFC 6376 3.7, 5.4.2).

#include <string>
#include <vector>

#include "facts/message.h"

namespace mailauth::facts {

// What a signature is made over, piece by piece in the order of h=, so that one of them can be exchanged.
struct SignedHeader {
  std::vector<std::string> fields;  // canonical, each with its CRLF; empty: there is no such field
  std::string own;                  // the signature's own field with b= emptied, without its CRLF
};

// For each name of h= the field that is meant: from the bottom up, each once; null when there is none left.
std::vector<const messages::Field*> signed_fields(const messages::Message& message,
                                                  const records::dkim_signature::Record& record);

SignedHeader signed_header(const messages::Message& message, const Signature& signature);
records::Digest digest_of(const SignedHeader& header, records::HashKind kind);

// A signature's field without the value of its b= (RFC 6376 3.7): all between '=' and the next ';' goes.
std::string with_emptied_signature(std::string_view value);

}  // namespace mailauth::facts
