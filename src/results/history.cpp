#include "results/history.h"

#include <fmt/format.h>

#include <initializer_list>
#include <stdexcept>

#include "results/history/sqlite.h"

namespace mailauth::results {

namespace {

constexpr std::size_t batch = 1000;  // results

// The periods of a domain do not overlap. `state` is a result line. With rowids, because a table without them is an
// index, whose rows get a page of their own when they are longer than a quarter of one: a state with two RSA keys is.
constexpr const char* schema = R"(
  BEGIN IMMEDIATE;
  CREATE TABLE IF NOT EXISTS periods (
    domain TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (domain, first));
  PRAGMA user_version = 2;
  COMMIT)";

// Files of the first version have no number, and no rowids. They are gone on with as they are: every statement works on
// both, and to move gigabytes when a sweep begins may fail where going on does not.
constexpr int64_t newest_version = 2;

// What a sweep cost and found in passing changes without a reason of the domain's. A key is known by its hash: its
// modulus would be most of the file.
std::string state_of(const Result& result) {
  Result state = result;
  forget_cost(state);
  forget_origin(state);
  state.mx_hosts.clear();
  state.includes.clear();
  state.unregistered.clear();
  state.wildcards.clear();
  state.services.clear();
  state.findings.clear();
  for (Key& key : state.keys) key.modulus.clear();
  std::string line = to_line(state, Detail::findings);
  line.pop_back();
  return line;
}

// A database of something else is not written into, and one of a later version neither read nor written.
Database open(const std::string& path, int flags) {
  Database database(path, flags);
  const int64_t version = database.number("PRAGMA user_version");
  if (version > newest_version)
    throw std::runtime_error(fmt::format("{}: version {} of a history is unknown; this program knows version {}", path,
                                         version, newest_version));
  const bool is_empty = database.number("SELECT count(*) FROM sqlite_master") == 0;
  if (is_empty && (flags & SQLITE_OPEN_CREATE) != 0) database.execute(schema);
  if (database.number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'periods'") == 0)
    throw std::runtime_error(fmt::format("{}: it is no history", path));
  return database;
}

// An earlier version may have written the same state with other members.
bool is_same(const std::string& state, const std::string& known) {
  if (state == known) return true;
  const auto parsed = parse_line(known);
  const auto* result = std::get_if<Result>(&parsed);
  return result != nullptr && state_of(*result) == state;
}

// What a night has seen of a domain.
struct Sighting {
  std::string domain, time, state;
};

struct Newest {
  std::string first, last, state;
};

Newest newest_of(Statement& statement, std::string_view domain) {
  statement.reset();
  statement.bind(1, domain);
  if (!statement.step()) return {};
  Newest newest{statement.column(0), statement.column(1), statement.column(2)};
  statement.reset();
  return newest;
}

void run(Statement& statement, std::initializer_list<std::string_view> values) {
  statement.reset();
  int index = 0;
  for (const std::string_view value : values) statement.bind(++index, value);
  statement.step();
  statement.reset();
}

}  // namespace

struct History::Store {
  Store(const std::string& path, int flags) : database(open(path, flags)) {}
  Database database;
  Statement newest{database, "SELECT first, last, state FROM periods WHERE domain = ?1 ORDER BY first DESC LIMIT 1"};
  Statement extend{database, "UPDATE periods SET last = ?3, state = ?4 WHERE domain = ?1 AND first = ?2"};
  Statement begin{database, "INSERT INTO periods (domain, first, last, state) VALUES (?1, ?2, ?2, ?3)"};
  Statement all{database, "SELECT first, last, state FROM periods WHERE domain = ?1 ORDER BY first"};
  std::vector<Sighting> pending;

  void put(const Sighting& sighting) {
    const Newest known = newest_of(newest, sighting.domain);
    if (sighting.time <= known.last) return;
    if (is_same(sighting.state, known.state))
      run(extend, {sighting.domain, known.first, sighting.time, sighting.state});
    else
      run(begin, {sighting.domain, sighting.time, sighting.state});
  }
};

History::History(std::unique_ptr<Store> store) : store_(std::move(store)) {}
History::History(const std::string& path)
    : History(std::make_unique<Store>(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) {}
History History::read(const std::string& path) { return History(std::make_unique<Store>(path, SQLITE_OPEN_READONLY)); }
History::~History() = default;
History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;

void History::add(const Result& result) {
  if (!result.complete || !result.listed) return;
  store_->pending.push_back({result.domain, result.time, state_of(result)});
  if (store_->pending.size() == batch) commit();
}

// The file is locked only as long as this takes: others read it, and add to it, while a sweep goes on.
void History::commit() {
  if (store_->pending.empty()) return;
  store_->database.execute("BEGIN IMMEDIATE");
  for (const Sighting& sighting : store_->pending) store_->put(sighting);
  store_->database.execute("COMMIT");
  store_->pending.clear();
}

std::vector<Period> History::since(std::string_view domain) {
  std::vector<Period> periods;
  Statement& all = store_->all;
  all.reset();
  all.bind(1, domain);
  while (all.step()) {
    auto state = parse_line(all.column(2));
    auto* result = std::get_if<Result>(&state);
    if (result == nullptr) throw std::runtime_error(fmt::format("the history of {} cannot be read", domain));
    periods.push_back({all.column(0), all.column(1), std::move(*result)});
  }
  all.reset();
  return periods;
}

}  // namespace mailauth::results
