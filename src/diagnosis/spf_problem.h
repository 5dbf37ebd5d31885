#pragma once
// What can be wrong with a term of an SPF record. Exactly one rule reports each of them, and says so itself.

#include <cstddef>
#include <cstdint>

namespace mailauth::diagnosis {

enum class Problem : uint8_t {
  bare_value,              // 192.0.2.1
  cidr_invalid,            // ip4:192.0.2.0/33
  cidr_not_allowed,        // include:_spf.example.net/24
  domain_in_ip_mechanism,  // ip4:mail.example.com
  dual_cidr_slash,         // a/64
  empty_or_long_label,     // include:_spf..example.net
  ip4_malformed,           // ip4:192.0.2
  ip6_malformed,           // ip6:[2001:db8::1]
  ip_family_mismatch,      // ip4:2001:db8::1
  ip_in_domain_mechanism,  // a:192.0.2.1
  macro_exp_only,          // exists:%{t}.example.net
  macro_syntax,            // exists:%(i).example.net
  mechanism_as_modifier,   // include=_spf.example.net
  modifier_as_mechanism,   // redirect:_spf.example.net
  modifier_duplicate,      // a second redirect=
  multistring_join,        // "v=spf1 mx" "-all"
  qualifier_malformed,     // --all
  single_label_target,     // include:_spf
  space_after_colon,       // ip4: 192.0.2.1
  syntax_error,            // anything else
  target_ulabel,           // a name that is not in ASCII
  trailing_punctuation,    // -all;
  unknown_mechanism,       // inlcude:_spf.example.net
  unknown_modifier,        // redirct=_spf.example.net
  url_or_email_target,     // include:https://example.net/
  // Of the text of any policy.
  txt_control_char,
  txt_escaped_semicolon,
  txt_markup,
  txt_not_ascii,
  txt_quotes_inside,
};

inline constexpr std::size_t problem_count = std::size_t{1} + static_cast<std::size_t>(Problem::txt_quotes_inside);

}  // namespace mailauth::diagnosis
