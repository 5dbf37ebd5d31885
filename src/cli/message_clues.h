#pragma once
// What real mail tells about its domain that the DNS cannot: selectors and MAIL FROM domains in use.

#include <string>
#include <vector>

#include "facts/message.h"
#include "facts/request.h"

namespace mailauth::cli {

// The messages of these files (as `mailauth message` reads them), as far as they can be read without the DNS. Throws
// UsageError.
std::vector<facts::MessageFacts> read_messages(const std::vector<std::string>& files);

// The domains of From, each once, in the order of the messages.
std::vector<std::string> domains_of(const std::vector<facts::MessageFacts>& messages);

// Selectors with which the domain, or its organization, signs, and the MAIL FROM domain of mail from it; what the user
// gave counts first.
void add_clues(const std::vector<facts::MessageFacts>& messages, facts::Request& request);

}  // namespace mailauth::cli
