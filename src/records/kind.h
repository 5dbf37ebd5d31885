#pragma once
// The kinds of records that are judged: where each lives, and how its text begins. Whoever wants to know which record
// stands at a name, or at which name a record belongs, asks here.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth::records {

enum class RecordKind : uint8_t {
  spf,
  dkim,
  dmarc,
  tls_rpt,
  mta_sts,
  report_authorisation,  // lets DMARC reports about another domain come here (RFC 9990 4)
};

struct KindInfo {
  RecordKind kind;
  std::string_view word;       // in options and lines: "tls-rpt"
  std::string_view area;       // of the rules about it: "tlsrpt"
  std::string_view title;      // "TLS-RPT"
  std::string_view described;  // "an SPF record"
  std::string_view question;   // what nobody knows without its answer: "which DMARC policy is in force"
  std::string_view labels;     // in front of the domain: "_dmarc"; empty: it stands at the domain itself
  bool more_in_front;          // of these labels: a selector, or another domain
  std::string_view version;    // what its text begins with
};

std::span<const KindInfo> kinds();
const KindInfo& info(RecordKind kind);
inline std::string_view labels_of(RecordKind kind) { return info(kind).labels; }
// With what stands in front of them: "s1._domainkey".
std::string labels_of(RecordKind kind, std::string_view in_front);

// What people call a kind: "dmarc".
std::optional<RecordKind> parse_record_kind(std::string_view word);
std::vector<std::string_view> kind_words();  // all of them, each once

// A name taken apart at the first labels that belong to a kind.
struct Place {
  RecordKind kind;
  std::string_view
      in_front;             // "s1" of s1._domainkey.example.com; for a kind that has nothing there, no record is found
  std::string_view domain;  // "example.com"; empty when the name ends with the labels

  bool is_sound() const { return in_front.empty() || info(kind).more_in_front; }
};
// Nothing when the name has no such labels: then only SPF can stand there. Letters in either case.
std::optional<Place> place_of(std::string_view name);

// Does a text begin as some record does whose version is known, in either case? Also of kinds that are not judged.
bool begins_with_a_version(std::string_view text);

}  // namespace mailauth::records
