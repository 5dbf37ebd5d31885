#pragma once
// Since when something is so: a SQLite file to which every sweep adds its results. A result that is as the one before
// is not stored again; only the time at which it was last seen moves.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/past.h"
#include "results/result.h"

namespace mailauth::results {

// A state of a domain, and from when until when sweeps have seen it.
struct Period {
  std::string first, last;  // "2026-11-23T02:10:11Z"
  Result state;             // the verdict and the keys without their moduli; no other list, and nothing of what it cost
};

// Since when one thing has been as it is now.
struct Aspect {
  std::string what;   // "DMARC", "key s1"
  std::string value;  // "in_force, p=none"
  std::string first;  // the beginning of the first period of an unbroken row that has this value
};
std::vector<Aspect> aspects(const std::vector<Period>& periods);

// What rules can know of it. Nothing when no sweep has seen the domain.
std::optional<facts::Past> past_of(const std::vector<Period>& periods, text::Date today);

class History {
 public:
  // The file is made when it is not there. Throws std::runtime_error, as all of the following do.
  explicit History(const std::string& path);
  // One that has to be there and is only read.
  static History read(const std::string& path);
  ~History();  // what is not committed is lost
  History(History&&) noexcept;
  History& operator=(History&&) noexcept;

  // Passed over: a result that is not complete, as "not known tonight" is no change, one of a line of Detail::verdict,
  // which has no keys, and one that is not newer than what is there, so that a file may be added twice.
  void add(const Result& result);
  // Writes what was added, in one transaction. add() does it whenever a thousand results are together.
  void commit();

  // Of what is written, oldest first; empty: nothing is known.
  std::vector<Period> since(std::string_view domain);

 private:
  struct Store;
  explicit History(std::unique_ptr<Store> store);
  std::unique_ptr<Store> store_;
};

}  // namespace mailauth::results
