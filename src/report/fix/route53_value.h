#pragma once
// Names and values as the API of Route 53 wants them. The AWS provider of Terraform passes them on.

#include <string>

#include "dns/answer.h"

namespace mailauth::report {

// Bytes other than letters, digits, "-", "_" and "*" are octal: "\056". Without the final dot.
std::string route53_name(const dns::Name& name);

// The bytes of one TXT string, without the quotes around it: `"` and `\` are escaped, others that are not printable
// ASCII are octal.
std::string route53_string(std::string_view bytes);

// "\"v=spf1 -all\"", or "10 mail.example.com."; TXT strings are quoted one by one.
std::string route53_value(const dns::Data& data);

}  // namespace mailauth::report
