#pragma once
// All keys of a sweep: which are the same, and which share a prime.

#include <string>
#include <unordered_map>
#include <vector>

#include "results/statistics.h"

namespace mailauth::results {

class KeyTable {
 public:
  void add(const Result& result);
  std::vector<SharedKey> shared_keys() const;
  std::vector<SharedPrime> shared_primes() const;
  std::size_t left_out() const { return left_out_; }

 private:
  struct Entry {
    SharedKey key;
    std::string modulus;
  };
  Entry* entry_of(const Key& key);  // null when the table is full
  void add(const Result& result, const Key& key);

  std::unordered_map<std::string, Entry> entries_;  // by sha256
  std::size_t moduli_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace mailauth::results
