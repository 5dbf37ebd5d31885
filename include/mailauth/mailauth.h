#pragma once
// mailauth for programs: audit a domain, judge a record, read the result. Strings and plain structs; what the fields of
// the JSON mean says docs/report.schema.json.
//
//     mailauth::Request request{.domain = "example.com"};
//     const mailauth::Report report = mailauth::audit_domain(request);
//     for (const mailauth::Finding& finding : report.findings) std::puts(finding.message.c_str());
//
// Strings are UTF-8. What comes from the DNS is chosen by strangers: bytes that are not printable ASCII are escaped in
// every string of a Finding. All results are values: they live as long as the caller keeps them. Functions may be
// called from several threads at once. The version is in mailauth/version.h.

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mailauth {

// The caller asked for what cannot be: no domain name, no IP address, no selector, no kind of record. One line.
class BadRequest : public std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

struct Request {
  std::string domain;                         // "example.com"; Unicode is taken, too
  std::vector<std::string> selectors;         // of DKIM that must exist
  std::string mail_from;                      // the MAIL FROM domain in use; empty: not given
  std::vector<std::string> resolvers;         // "192.0.2.53", "[2001:db8::53]:5353"; empty: those of the system
  std::string zone;                           // text of a zone file that lies over the DNS; empty: none
  bool offline = false;                       // ask nobody: what the zone does not say is not known
  std::chrono::milliseconds deadline{20000};  // for all questions together; what is open then is not known
};

enum class Severity { info, warning, error };

struct Finding {
  std::string rule;  // "dmarc-version-typo"; never renamed
  Severity severity = Severity::info;
  bool known = true;        // false: an answer did not come, so nobody can say
  std::string message;      // one sentence without full stop
  std::string consequence;  // what it does to mail
  std::string where;        // "_dmarc.example.com TXT"
  std::string record;       // that was found; empty: there is none
  std::string publish_at;   // "_dmarc.example.com TXT": what to publish there; empty: no repair is known
  std::string publish;      // as in a zone file; empty with `publish_at`: remove the record
  std::string warning;      // what publishing it switches on or off
};

struct Report {
  std::string domain;
  bool exists = true;
  bool complete = true;  // every answer that a verdict rests on has come
  std::string forgery;   // "anyone", "partly", "hard", "unknown"
  std::string own_mail;  // "passes", "at_risk", "fails", "not_sent", "unknown"
  std::string forgery_reason, own_mail_reason;
  std::vector<Finding> findings;  // the worst first
  std::string json;               // all of it: the object of `mailauth check --format json`
};

// Throws BadRequest; std::runtime_error when no resolver can be set up. A DNS that does not answer is no error: what it
// left open is not known.
Report audit_domain(const Request& request);

struct Judgement {
  std::string verdict;  // "valid", "warning" (it is used, but something is wrong), "invalid" (it is ignored)
  std::vector<Finding> findings;
};

// One record by its text, without the DNS. `kind`: "spf", "dkim", "dmarc", "tls-rpt". `name` is its owner, such as
// _dmarc.example.com; empty: the usual place below example.com. Throws BadRequest.
Judgement judge_record(std::string_view kind, const std::string& text, std::string_view name = {});

}  // namespace mailauth
