#pragma once
// A domain of which one record is anything at all: what it costs to audit it, and what is found.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"

namespace mailauth::tests {

// SPF, a DKIM key, DMARC and TLS-RPT of example.com.
inline constexpr std::array<std::string_view, 5> places_of_records{
    "example.com", "s1._domainkey.example.com", "_dmarc.example.com", "_smtp._tls.example.com", "_mta-sts.example.com"};

// example.com with hosts that receive mail and sound records, but at `owner` these TXT. Nothing else was asked for.
dns::Evidence evidence_with(std::string_view owner, const std::vector<std::string>& texts);
facts::Request request_of_one_record();
audit::Audit audited_record(std::string_view owner, std::string_view text);

}  // namespace mailauth::tests
