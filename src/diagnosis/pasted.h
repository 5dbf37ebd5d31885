#pragma once
// What stands in the value of a TXT and is no record at all: people paste the name, the whole zone-file line or the
// target of a CNAME into the field for the value.

#include <cstdint>
#include <optional>
#include <string_view>

#include "dns/name.h"
#include "text/source.h"

namespace mailauth::diagnosis {

enum class Pasted : uint8_t {
  host_label,    // "_dmarc", "_dmarc.example.com", "selector1._domainkey", "@"
  zone_line,     // "_dmarc.example.com. 3600 IN TXT ..."
  cname_target,  // "token.dkim.amazonses.com"
};

struct NotARecord {
  Pasted pasted;
  text::Source source;
  text::Span excess;  // of a zone line: what stands before the value; otherwise the whole text
};

// What was pasted into the value at `owner`; nothing when it is something else.
std::optional<NotARecord> as_not_a_record(const text::Source& source, const dns::Name& owner, const dns::Name& domain);

// The bytes before the value of a whole zone-file line; nothing when the text is none.
std::optional<text::Span> before_zone_value(std::string_view text);

// A whole line of a zone file, or a text with escapes of a web page. As long as it is that, nothing else is worth
// saying about it than dns-txt-zone-line and dns-txt-markup do.
bool is_pasted(std::string_view text);

}  // namespace mailauth::diagnosis
