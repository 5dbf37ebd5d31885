#pragma once
// What the writer and the reader of snapshots agree on.
//
//     {"mailauth_evidence": 1, "audits": [{"domain": "example.com", "selectors": [], "mail_from": "",
//       "ip": "", "ses_tokens": [], "ses_region": "",
//       "cost": {"questions": 1, "cached": 0, "elapsed_ms": 12, "servers": ["192.0.2.53"]},
//       "answers": [{"name": "_dmarc.example.com", "type": "TXT", "outcome": "found", "authenticated": false,
//         "ttl": 300, "size": 98, "from_zone_file": false, "records": [
//           {"owner": "_dmarc.example.com", "ttl": 300, "strings": ["v=DMARC1; p=reject"]}]}]}]}

#include <cstddef>
#include <cstdint>

namespace mailauth::dns {

inline constexpr const char* snapshot_key = "mailauth_evidence";
inline constexpr unsigned snapshot_version = 1;

inline constexpr std::size_t max_snapshot_size = 256u << 20;  // bytes
inline constexpr int max_snapshot_depth = 12;                 // of arrays and objects
inline constexpr std::size_t max_audits = 100000;
inline constexpr std::size_t max_answers = 10000;  // of one audit
inline constexpr std::size_t max_strings = 65536;  // of one TXT, and every other list of texts
inline constexpr std::size_t max_anchors = 65536;  // of one record
inline constexpr int64_t max_elapsed_ms = 4294967295;

}  // namespace mailauth::dns
