#pragma once
// One hop of a message: what a server wrote on top of it when it came in (RFC 5321 4.4), in the forms of the servers
// that there are:
//
//     from mail.example.com (rdns.example.com [192.0.2.1]) by mx.example.net (Postfix) with ESMTPS id 4XYZ ...; <date>
//     from rdns.example.com ([192.0.2.1] helo=mail.example.com) by mx.example.net with esmtps (TLS1.3) ... (Exim 4.96)
//     from unknown (HELO mail.example.com) (192.0.2.1) by ...
//     from mail.example.com (192.0.2.1) by mx.example.net (10.0.0.1) with Microsoft SMTP Server (version=TLS1_3, ...)

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/ip.h"
#include "text/source.h"

namespace mailauth::messages {

// Spans of the value; empty where nothing is said.
struct Hop {
  text::Span from;     // the word behind "from": mostly what the client said in HELO, in some forms its name in the DNS
  text::Span helo;     // what the client said in HELO or EHLO
  text::Span reverse;  // its name in the DNS, without a final dot; empty for "unknown", and where it "may be forged"
  text::Span ip;       // its address, without brackets, "IPv6:" and port
  text::Span by;       // the server that wrote it
  text::Span with;     // "ESMTPS", "Microsoft SMTP Server"
  text::Span tls;      // the word that says that the connection was encrypted: "ESMTPS", "TLSv1.3", "version=TLS1_2"
  text::Span id;       //
  text::Span recipient;      // of "for", without "<>"
  text::Span envelope_from;  // MAIL FROM, without "<>", where the server wrote it here: Exim, Haraka, Sendmail
  text::Span date;
  std::optional<text::Ip> address;  // of `ip`; one that is mapped into IPv6 is IPv4 (RFC 7208 5)
  std::optional<int64_t> time;      // of `date`: seconds since 1970
};

Hop read_received(std::string_view unfolded_value);

// Handed in by somebody who has an account there: "ESMTPSA" (RFC 3848).
bool is_submission(std::string_view value, const Hop& hop);
// Fetched from a mailbox, so that there was no session of SMTP: "IMAP", "POP3".
bool is_fetched(std::string_view value, const Hop& hop);

// "192.0.2.1" of "[192.0.2.1]:25", "[IPv6:2001:db8::1]", "user@192.0.2.1", "192.0.2.1:25".
struct ClientAddress {
  text::Span span;
  text::Ip ip;
};
std::optional<ClientAddress> read_client_address(std::string_view value, text::Span word);

}  // namespace mailauth::messages
