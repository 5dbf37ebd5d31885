#pragma once
// What reports say of a message in words, in one place.

#include <string>
#include <vector>

#include "facts/message.h"

namespace mailauth::report {

// Why a signature has its result: "the body was changed after signing". Without full stop.
std::string why(const facts::MessageFacts& message, const facts::Signature& signature);

// It makes DMARC pass at receivers of RFC 9989.
bool counts(const facts::Signature& signature);

// What makes DMARC pass at receivers of RFC 9989: "spf", "dkim".
std::vector<std::string> aligned_by(const facts::MessageFacts& message);

// Why DMARC has its result, in a sentence without full stop: "SPF passes for another domain, and the signature of
// example.com is broken".
std::string why_dmarc(const facts::MessageFacts& message);

// Why nobody asks receivers for anything: "receivers ignore the record at _dmarc.example.com".
std::string no_policy(const facts::Discovery& discovery);

// The signature that Amazon SES adds to all mail, beside that of its customer.
bool is_of_amazon_ses(const facts::Signature& signature);

}  // namespace mailauth::report
