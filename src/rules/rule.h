#pragma once
// A rule is one file in src/rules/<area>/<problem>.cpp: its text, two sample zones and a check. The
// catalog, `mailauth explain`, docs/rules.md and the sample tests are made from these constants.
//
//     const Rule dmarc_version_typo{
//         .id = "dmarc-version-typo",
//         .severity = Severity::error,
//         .title = "The record does not begin with v=DMARC1, so receivers ignore it",
//         .reference = "RFC 9989 4.7",
//         .why = "Receivers look for TXT that begin with exactly v=DMARC1 and drop everything else. ...",
//         .bad = R"(_dmarc TXT "v:DMARC1; p=reject")",
//         .good = R"(_dmarc TXT "v=DMARC1; p=reject")",
//         .check = check};

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnosis/spf_problem.h"
#include "facts/facts.h"
#include "facts/message.h"
#include "rules/remedy.h"

namespace mailauth::rules {

using facts::Facts;
using text::Source;
using text::Span;

enum class Severity : uint8_t { info, warning, error };
// indeterminate: an answer did not come, so nobody can say. Never counts as a finding for the exit code.
enum class Certainty : uint8_t { certain, likely, indeterminate };

// What somebody can do to the domain because of it. report/sarif makes numbers of these.
enum class Security : uint8_t {
  none,  // about mail that gets lost
  weaker_than_meant,
  nothing_stops_forgery,
  somebody_can_send,  // as the domain, or take a part of it over, and SPF passes
  somebody_can_sign,  // as the domain, with a key that everybody has or can work out
};

std::string_view to_string(Severity severity);
std::string_view to_string(Certainty certainty);
std::optional<Severity> parse_severity(std::string_view text);

class Findings;

struct Rule {
  std::string_view id;  // what is wrong; never renamed, never reused
  Severity severity;
  Security security = Security::none;
  std::string_view title;      // true of every finding of the rule; no full stop
  std::string_view reference;  // "RFC 7208 4.6.4"
  std::string_view why;        // what happens to mail if nobody acts, for someone who does not know the RFC
  // Two zones for example.com that differ only in the problem. Relative names hang below example.com, the
  // rest of the world is empty, and what is not written does not exist. Comments of the form
  // ";! --selector s1", ";! --mail-from mail.example.com" give options of the audit, ";! --domain
  // sub.example.com" audits a domain in the zone instead, and
  // ";! _dmarc.example.com TXT timeout" an outcome that a zone cannot say. ";! --past 2026-05-01 none": that is the
  // policy since then, or with the fingerprint of a key, that is in use since then, for an audit on 2026-12-01.
  // ";! --input zone": the text is a file that is to be published, of any format of inputs/record.h, and the rules look
  // at the way it is written as well.
  std::string_view bad;
  std::string_view good;
  // Of a rule about messages: a message in each of these worlds, see rules/message/helpers/samples.h.
  std::string_view bad_message = {}, good_message = {};
  bool leads = false;  // it says what the audit needs to know: before other findings of its severity, which are hygiene
  Rungs rungs = {};
  Wish wish = Wish::none;
  std::optional<diagnosis::Problem> reports = {};  // of the terms of SPF; each is reported by one rule
  // Of a rule about domains; null: it is about messages, and the other one is there.
  void (*check)(const Facts& facts, Findings& findings) = nullptr;
  void (*check_message)(const facts::MessageFacts& facts, Findings& findings) = nullptr;
};

// Every rule, sorted by area and id. Generated from the folder.
std::span<const Rule* const> catalog();
const Rule* find_rule(std::string_view id);
std::string_view area(const Rule& rule);  // "dmarc" of "dmarc-version-typo"

// A place in the record, and what to do there: "write '=' here".
struct Mark {
  Span span;
  std::string message;
  friend bool operator==(const Mark&, const Mark&) = default;
};

enum class Effect : uint8_t {
  neutral,
  activates,  // something that has no effect today takes effect
  weakens,    // receivers will do less than today
};
std::string_view to_string(Effect effect);

// What to write in place of a part of a record, ready to paste.
struct Edit {
  Span span;
  std::string text;
};

// What to do about it in the DNS: publish this record in place of what is there, or remove it.
struct Fix {
  enum class Action : uint8_t { publish, remove };
  Action action = Action::publish;
  dns::Name owner;
  dns::Type type = dns::Type::txt;
  dns::Data data;                      // of `publish`; TXT as strings of at most 255 bytes
  std::vector<text::Source> replaces;  // TXT at the owner that go away; empty: it is new
  Effect effect = Effect::neutral;
  std::string warning;               // what publishing it switches on or off; empty when neutral
  std::vector<std::string> changes;  // what was changed, one line each, for people

  // The new text of a TXT record.
  std::string text() const;
};

// What one rule finds at the records of one name and type: so many findings are kept, and of the rest the number. A
// person needs no more to see what is wrong, and a record that is made for it has a fault in every other byte.
inline constexpr std::size_t max_findings_alike = 20;
inline constexpr std::size_t max_marks = 64;  // of one finding

struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::info;  // the rule's, unless the circumstances make it less or more
  Certainty certainty = Certainty::certain;
  std::string message;      // one sentence without full stop, true of this finding
  std::string consequence;  // what it does to mail here, in plain words; empty: the rule's `why` says it
  dns::Name name;           // the name that was asked, and the type
  dns::Type type = dns::Type::txt;
  std::shared_ptr<const Source> record;  // with the problem, shared by all that point into it; null: there is none
  std::vector<Mark> marks;               // in the record, in order, the first max_marks
  std::vector<std::string> notes;        // facts that help: "asked: _dmarc.example.com TXT, answer: NXDOMAIN"
  // Set by the rule when the whole record is its own idea (something is missing), else by repair, which lets findings
  // share it: from then on it does not change. Null: there is none.
  std::shared_ptr<Fix> fix;
  std::optional<Edit> edit;  // of `record`, when that is text of a file as it is written
  // So many further ones were found by the rule at this name and type that are as severe and as certain, and are not
  // kept. They count as this one does.
  unsigned more = 0;

  unsigned count() const { return 1 + more; }

  // So that a check reads as a sentence.
  Finding& mark(Span span, std::string text);
  Finding& says(std::string text);   // message
  Finding& means(std::string text);  // consequence
  Finding& note(std::string text);
  Finding& with(Severity value);
  Finding& with(Certainty value);
  Finding& publish(dns::Name owner, std::string_view txt);  // a TXT that is not there yet
  Finding& publish(dns::Name owner, dns::Type type, dns::Data data);
  Finding& write(Span span, std::string text);  // the edit
};

// How many findings there are that are like this, those that are not kept among them.
template <class Like>
std::size_t count_if(const std::vector<Finding>& findings, const Like& is_like) {
  std::size_t number = 0;
  for (const Finding& finding : findings) number += is_like(finding) ? finding.count() : 0;
  return number;
}

// Where checks put what they find.
class Findings {
 public:
  // About a record that is there: points at `span` and says what to do there.
  Finding& add(const Source& record, Span span, std::string mark);
  // About a name at which something is missing or unknown.
  Finding& add(const dns::Name& name, dns::Type type);

  // One that is complete.
  void put(Finding finding);

  void begin(const Rule& rule) { rule_ = &rule; }  // judge() says whose check is running
  const Rule& rule() const { return *rule_; }
  std::vector<Finding> take();  // at most max_findings_alike of a rule, a name and a type

 private:
  using Places = std::vector<std::size_t>;  // in findings_

  Finding& append(Finding finding);
  std::shared_ptr<const Source> shared(const Source& record);
  void count_last();
  void keep_or_count(Places& kept);
  const Rule* rule_ = nullptr;
  std::vector<Finding> findings_;
  bool is_counted_ = true;  // the last finding; the check may still be filling it in
  std::map<std::pair<const Rule*, dns::Question>, Places> kept_;
  std::shared_ptr<const Source> last_record_;
};

}  // namespace mailauth::rules
