#pragma once
// Domain names as people type them (RFC 5890-5893, by libidn2 in its non-transitional form).

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mailauth::text {

struct NotADomain {
  std::string reason;      // one line that names the problem
  std::string suggestion;  // a domain that was probably meant, or empty
};

// The domain in A-labels, lower case, without a final dot; or why it is none. A pasted URL or
// mail address is not a domain, but its domain is suggested.
std::variant<std::string, NotADomain> parse_domain(std::string_view typed);

// A name of any kind ("_dmarc.bücher", "*.example.com") with its U-labels as A-labels and all else as it is; nothing
// when one of them has none.
std::optional<std::string> to_a_labels(std::string_view name);

// U-labels for people when they differ and lead back to these A-labels, otherwise the same text.
std::string to_unicode(std::string_view domain);

// A sentence in which names have A-labels, with the U-labels in brackets behind each of them where it comes first.
std::string with_u_labels(std::string_view sentence);

}  // namespace mailauth::text
