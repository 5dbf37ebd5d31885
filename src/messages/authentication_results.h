#pragma once
// What a receiver found when it checked a message, in its own words: Authentication-Results (RFC 8601),
// ARC-Authentication-Results (RFC 8617 4.1.1), Received-SPF (RFC 7208 9.1), and what Microsoft writes in its own field.
//
//     mx.google.com; dkim=neutral (body hash did not verify) header.i=@example.com; spf=pass smtp.mailfrom=...
//     spf=fail (sender IP is 203.0.113.9) smtp.mailfrom=example.com; dkim=none; dmarc=fail action=oreject;
//     compauth=fail
//
// Anybody can write such a field: whom to believe is for others to say. All spans are of the unfolded value.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/ip.h"
#include "text/source.h"

namespace mailauth::messages {

inline constexpr std::size_t max_results = 200;     // of a field: what follows is not read
inline constexpr std::size_t max_properties = 100;  // of a result

// "header.d=example.com", or "action=none" without a ptype.
struct ResultProperty {
  text::Span whole, ptype, property;
  text::Span value;  // without quotes
};

// "dkim=neutral (body hash did not verify) header.d=example.com"
struct MethodResult {
  text::Span whole;
  text::Span method;   // without its version: "dkim/1"
  text::Span result;   // also words that no RFC has: "bestguesspass"
  text::Span comment;  // the first one, without its brackets
  text::Span reason;   // of reason=, without quotes
  std::vector<ResultProperty> properties;
};

struct AuthenticationResults {
  std::optional<unsigned> instance;  // of ARC: i=1
  text::Span authserv_id;            // empty: Microsoft leaves it out
  text::Span version;
  bool is_none = false;  // "mx.example.net; none": nothing was checked (RFC 8601 2.2)
  std::vector<MethodResult> results;
  std::vector<text::Span> unread;  // what is no result
};

AuthenticationResults read_authentication_results(std::string_view value);

// The value of "header.d" or "action", empty when there is none; case does not matter.
std::string_view property_of(std::string_view value, const MethodResult& result, std::string_view name);

// "pass (example.net: domain of a@example.com designates 192.0.2.1 ...) client-ip=192.0.2.1;
// envelope-from="a@example.com";"
struct ReceivedSpf {
  struct Pair {
    text::Span name, value;  // the value without quotes or "<>"
  };
  text::Span result, comment;
  std::vector<Pair> pairs;
};
ReceivedSpf read_received_spf(std::string_view value);
std::string_view pair_of(std::string_view value, const ReceivedSpf& spf,
                         std::string_view name);  // empty: there is none

// The client that Microsoft's border saw: "CIP:203.0.113.9;CTRY:..." of X-Forefront-Antispam-Report. Of mail from
// inside it writes 255.255.255.255, which is none.
struct ConnectingIp {
  text::Span span;
  text::Ip ip;
};
std::optional<ConnectingIp> read_connecting_ip(std::string_view value);

}  // namespace mailauth::messages
