#pragma once
// The text of a TXT record as tools let people write it.
//
//     "v=DKIM1; " "p=MIIB"     strings in quotes: zone files, Route 53
//     v=DKIM1; p=MIIB          the text itself: the tool cuts it into strings

#include <string_view>
#include <vector>

#include "dns/answer.h"
#include "text/source.h"

namespace mailauth::inputs {

enum class TxtForm : uint8_t {
  strings,          // as in a zone file: in quotes, or words between blanks; "\052" is a decimal number
  quoted,           // all in quotes; anything else is refused
  route53,          // all in quotes; "\052" is octal; anything else is refused ("InvalidTXTRDATA")
  inside_quotes,    // the same without the first and the last quote, which Terraform's aws provider adds
  text_or_strings,  // Cloudflare: strings when they are in quotes; long ones are cut
  text,             // as it is; the tool cuts it
  octodns,          // as it is; but "\;" is a semicolon, and strings in quotes are joined
};

struct TxtReading {
  bool readable = true;  // false: the tool or the DNS refuses this
  dns::Txt txt;
  std::vector<text::Span> words;  // of the value: each string with its quotes
  std::vector<uint32_t> from;     // for each byte of the strings: where in the value it stands
};

TxtReading read_txt(std::string_view value, TxtForm form);

}  // namespace mailauth::inputs
