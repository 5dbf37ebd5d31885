#pragma once
// A TLS-RPT record (RFC 8460 3): where reports go about mail that could not be sent over TLS.
//
//     v=TLSRPTv1; rua=mailto:tls@example.com,https://reports.example.net/v1

#include <string>
#include <string_view>
#include <vector>

#include "records/tag_list.h"
#include "text/source.h"

namespace mailauth::records::tls_rpt {

inline constexpr std::string_view version = "v=TLSRPTv1;";

// One item of the rua= list.
struct Uri {
  text::Span span;           // without the white space around it
  text::Span scheme;         // "mailto"; empty when there is no ':'
  text::Span host;           // of the mailbox, or of the web server; empty when there is none
  bool well_formed = false;  // a mailto: or https: URI that a report can be sent to, "!" encoded (RFC 8460 3)
};

struct Record {
  text::Source source;
  TagList list;
  std::vector<Uri> rua;

  std::string_view text(text::Span span) const { return source.at(span); }
  const Tag* find(std::string_view name) const;  // the first one with '='; names are case-sensitive (RFC 8460 3)
};

Record parse(text::Source source);

// Do senders keep this TXT? "Records that do not begin with "v=TLSRPTv1;" are discarded."
bool is_tls_rpt(std::string_view text);
// Was it meant to be one, whether it is or not?
bool resembles_tls_rpt(std::string_view text);
// One that senders keep, and which has an address that they can report to.
bool is_usable(const Record& record);

std::string dump(const Record& record);  // for tests: one line that shows the whole model

}  // namespace mailauth::records::tls_rpt
