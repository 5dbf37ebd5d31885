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

#include "dns/answer.h"
#include "dns/zone.h"

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
  Evidence() = default;
  Evidence(Evidence&&) = default;
  Evidence& operator=(Evidence&&) = default;
  Evidence(const Evidence&) = delete;  // what points into it would point into the other one
  Evidence& operator=(const Evidence&) = delete;
  ~Evidence() = default;

  // The known answer, or a pending one, which says nothing, not even what was asked; then the question is noted as
  // missing. Zones speak first; a CNAME that leads out of a zone is followed by asking on. An answer once given as not
  // pending never changes and stays where it is: the reference is good as long as the Evidence (also when it is moved).
  const Answer& ask(const Name& name, Type type);
  const Answer& ask(const Question& question) { return ask(question.name, question.type); }

  // The first one for a question counts, also where a zone speaks. Records are put in a stable order.
  void put(Answer answer);
  void put(SharedAnswer answer);         // that was put elsewhere already
  std::vector<Question> take_missing();  // each question once, in the order in which they were asked first
  // How often ask() gave a pending answer: when it did not in between, asking again would give the same.
  std::size_t pending_given() const { return pending_given_; }
  bool has_missing() const { return !missing_.empty(); }
  // Before the first ask. The second way shares a zone between audits, as long as none is added to it.
  void add_zone(const Zone& zone);
  void add_zone(std::shared_ptr<const Zone> zone);
  // Ask less, for many domains: what is at or below a name that does not exist is not asked for (RFC 8020), and what
  // is at or below a name that got no answer is not known. So a question waits, pending, for one that is under way
  // to the same name or to one above it. Before the first ask. A few servers answer NXDOMAIN for names that exist
  // only because of names below them: hence not the default.
  void ask_only_below_what_exists();
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
  // The same ones in no order.
  template <class Visit>
  void for_each_answer(const Visit& visit) const {
    for (const auto& [question, entry] : entries_)
      if (entry.composed) visit(*entry.composed);
  }
  const Zone& zone() const { return *zone_; }
  const std::shared_ptr<const Zone>& shared_zone() const { return zone_; }

  Cost cost;

 private:
  // What a question has come to so far.
  struct Entry {
    SharedAnswer put;       // the network's; null: not put
    SharedAnswer composed;  // what ask() returned, with the whole CNAME chain; null: not asked, or pending
    bool asked = false;     // it was missing at some time
    bool given = false;     // ask() was called
  };
  using Entries = QuestionMap<Entry>;

  static const std::shared_ptr<const Zone>& no_zone();
  Entries::value_type& entry_of(const Name& name, Type type);
  bool is_under_way(const Entry& entry) const;
  // These are null while the answer is pending.
  SharedAnswer resolve(Entries::value_type& asked);           // with the whole CNAME chain
  SharedAnswer look_up(Entries::value_type& asked);           // from one place: put(), the zones, or unknown
  SharedAnswer beside_zone(const SharedAnswer& known) const;  // the network's, after what the zones say
  SharedAnswer note_missing(Entries::value_type& asked);
  SharedAnswer recall(const Question& question, Entry& entry);
  void open_or_close_gate(const Answer& answer);

  Entries entries_;
  std::vector<const Entries::value_type*> missing_;  // to be taken
  std::size_t asked_ = 0;
  std::size_t pending_given_ = 0;
  std::shared_ptr<const Zone> zone_ = no_zone();
  Recall recall_;
  Outcome unknown_ = Outcome::pending;  // what an answer is that nobody has
  bool gated_ = false;
  // Names that were asked for, as they stand in the entries: pending, found (they exist), or why nothing is below.
  using Gates = std::unordered_map<std::string_view, Outcome, text::QuickHash>;
  const Gates::value_type* closed_gate(const Name& name) const;
  Gates gates_;
};

}  // namespace mailauth::dns
