#pragma once
// All that is known about the DNS in one audit. An audit is a pure function of it: code asks, works
// with what it gets, and is run again when more is known.

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mailauth/dns/answer.h"
#include "mailauth/dns/zone.h"

namespace mailauth::dns {

inline constexpr std::size_t max_questions = 1000;  // that one audit may put to the network

// What it cost to gather the evidence; kept with it, so that a replay reports the same.
struct Cost {
  unsigned questions = 0;  // put to the network
  unsigned cached = 0;     // of these, answered from the cache or joined with an equal one in flight
  std::chrono::milliseconds elapsed{0};
  std::vector<std::string> servers;  // "127.0.0.53", "[::1]:5353", or the zone files

  friend bool operator==(const Cost&, const Cost&) = default;
};

class Evidence {
 public:
  // The known answer, or a pending one; then the question is noted as missing. Zones speak first;
  // a CNAME that leads out of a zone is followed by asking on. Answers stay where they are: the
  // reference is good as long as the Evidence (also when it is moved). An answer once given as not
  // pending never changes.
  const Answer& ask(const Name& name, Type type);
  const Answer& ask(const Question& question) { return ask(question.name, question.type); }

  // The first one for a question counts, also where a zone speaks. Records are put in a stable order.
  void put(Answer answer);
  std::vector<Question> take_missing();  // each question once, in a stable order
  bool has_missing() const { return !missing_.empty(); }
  void add_zone(const Zone& zone);  // before the first ask
  // Ask less, for many domains: what is at or below a name that does not exist is not asked for (RFC 8020), and what
  // is at or below a name that got no answer is not known. So a question waits, pending, for one that is under way
  // to the same name or to one above it. Before the first ask. A few servers answer NXDOMAIN for names that exist
  // only because of names below them: hence not the default.
  void ask_only_below_what_exists() { gated_ = true; }
  void go_offline() { unknown_ = Outcome::not_asked; }  // what no zone speaks for is Outcome::not_asked
  // What is still pending, and what is asked from now on without being known, becomes this: timeout at
  // a deadline, not_asked when stopped.
  void settle(Outcome outcome);

  // Every answer that was not pending, with zones already applied, in the order of the questions:
  // what a snapshot keeps, and what "complete" is judged by.
  std::vector<const Answer*> answers() const;
  const Zone& zone() const { return zone_; }

  Cost cost;

 private:
  Answer resolve(const Question& question);  // with the whole CNAME chain
  Answer look_up(const Question& question);  // from one place: put(), the zones, or unknown
  Answer note_missing(const Question& question);
  void open_or_close_gate(const Answer& answer);
  std::optional<Answer> behind_gate(const Question& question) const;
  std::map<Question, Answer> known_;     // from put(), the network's
  std::map<Question, Answer> composed_;  // what ask() returned
  std::set<Question> missing_;           // to be taken
  std::set<Question> asked_;             // every one that was ever missing
  Zone zone_;
  Outcome unknown_ = Outcome::pending;  // what an answer is that nobody has
  bool gated_ = false;
  std::map<Name, Outcome> gates_;  // names that were asked for: pending, found (they exist), or why nothing is below
};

}  // namespace mailauth::dns
