#pragma once
// Messages of tests, signed by keys that everybody knows.

#include <string>
#include <string_view>

namespace mailauth::test {

// In a message whose lines end with LF, and then with CRLF ($LF stays alone), `bh=$BODY` and `b=$SIGN` of each DKIM-Signature,
// ARC-Message-Signature and ARC-Seal get their values, from the lowest field to the top. a= says which key signs.
std::string signed_message(std::string_view text);

// In a zone, $KEY becomes the public key for RSA as it stands in p=, in strings of at most 255 octets, and $ED25519
// that for Ed25519.
std::string with_keys(std::string_view zone);

}  // namespace mailauth::test
