#pragma once
// All that is known about the DNS in one audit. An audit is a pure function of it: code asks, works
// with what it gets, and is run again when more is known.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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
  // a CNAME that leads out of a zone is followed by asking on. An answer once given as not pending never changes
  // and stays where it is: the reference is good as long as the Evidence (also when it is moved). A pending one is
  // good until put() or settle().
  const Answer& ask(const Name& name, Type type);
  const Answer& ask(const Question& question) { return ask(question.name, question.type); }

  // The first one for a question counts, also where a zone speaks. Records are put in a stable order.
  void put(Answer answer);
  void put(SharedAnswer answer);         // that was put elsewhere already
  std::vector<Question> take_missing();  // each question once, in a stable order
  // How often ask() gave a pending answer: when it did not in between, asking again would give the same.
  std::size_t pending_given() const { return pending_given_; }
  bool has_missing() const { return missing_ > 0; }
  // Before the first ask. The second way shares a zone between audits, as long as none is added to it.
  void add_zone(const Zone& zone);
  void add_zone(std::shared_ptr<const Zone> zone);
  // Ask less, for many domains: what is at or below a name that does not exist is not asked for (RFC 8020), and what
  // is at or below a name that got no answer is not known. So a question waits, pending, for one that is under way
  // to the same name or to one above it. Before the first ask. A few servers answer NXDOMAIN for names that exist
  // only because of names below them: hence not the default.
  void ask_only_below_what_exists() { gated_ = true; }
  // Before anything becomes missing, `recall` is asked for it: null when it does not know either. What it knows counts
  // as cached. It must live as long as questions are asked. Before the first ask.
  using Recall = std::function<SharedAnswer(const Question&)>;
  void recall_from(Recall recall) { recall_ = std::move(recall); }
  void go_offline() { unknown_ = Outcome::not_asked; }  // what no zone speaks for is Outcome::not_asked
  // What is still pending, and what is asked from now on without being known, becomes this: timeout at
  // a deadline, not_asked when stopped.
  void settle(Outcome outcome);

  // Every answer that was not pending, with zones already applied, in the order of the questions:
  // what a snapshot keeps, and what "complete" is judged by.
  std::vector<const Answer*> answers() const;
  const Zone& zone() const { return *zone_; }
  const std::shared_ptr<const Zone>& shared_zone() const { return zone_; }

  Cost cost;

 private:
  // What a question has come to so far.
  struct Entry {
    SharedAnswer put;       // the network's; null: not put
    SharedAnswer composed;  // what ask() returned, with the whole CNAME chain; null: not asked
    bool missing = false;   // to be taken
    bool asked = false;     // it was missing at some time
  };
  struct QuestionView {
    std::string_view name;
    Type type;
  };
  struct QuestionHash {
    using is_transparent = void;
    std::size_t operator()(const QuestionView& question) const;
    std::size_t operator()(const Question& question) const { return (*this)({question.name.text(), question.type}); }
  };
  struct SameQuestion {
    using is_transparent = void;
    static QuestionView view(const Question& question) { return {question.name.text(), question.type}; }
    static QuestionView view(const QuestionView& question) { return question; }
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return view(a).type == view(b).type && view(a).name == view(b).name;
    }
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  static const std::shared_ptr<const Zone>& no_zone();
  Entry& entry_of(const Question& question);
  bool is_settled(const Entry& entry) const;
  const Answer& ask_anew(const Question& question);
  SharedAnswer resolve(const Question& question);  // with the whole CNAME chain
  SharedAnswer look_up(const Question& question);  // from one place: put(), the zones, or unknown
  SharedAnswer note_missing(const Question& question);
  SharedAnswer recall(const Question& question, Entry& entry);
  void open_or_close_gate(const Answer& answer);
  std::optional<Answer> behind_gate(const Question& question) const;

  std::unordered_map<Question, Entry, QuestionHash, SameQuestion> entries_;
  std::size_t missing_ = 0;  // how many entries are
  std::size_t asked_ = 0;
  std::size_t pending_given_ = 0;
  std::shared_ptr<const Zone> zone_ = no_zone();
  Recall recall_;
  Outcome unknown_ = Outcome::pending;  // what an answer is that nobody has
  bool gated_ = false;
  // Names that were asked for: pending, found (they exist), or why nothing is below.
  std::unordered_map<std::string, Outcome, TextHash, std::equal_to<>> gates_;
};

}  // namespace mailauth::dns
