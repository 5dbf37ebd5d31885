#pragma once
// Which domains have been seen, at about 14 bytes a domain however long the names are.
//
// Only a 64-bit hash of each is kept. Two domains with the same one would be taken for one, and the second would be
// lost: among n domains this happens with a probability of n * n / 2^65, which is 3e-8 for a million and 3e-6 for ten
// million. 128 bits would make that 1e-27 and cost as much memory again, more than all else that a sweep of a million
// domains keeps. The hash is keyed, with another key in each run: nobody can make a list that collides, and what one
// run lost the next one does not, so that `sweep --resume` and `sweep merge LIST` find it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mailauth::sweep {

class DomainSet {
 public:
  using Key = std::array<uint64_t, 2>;

  DomainSet();  // with a random key
  explicit DomainSet(Key key) : key_(key) {}

  bool insert(std::string_view domain);  // true: it is new
  bool contains(std::string_view domain) const;
  std::size_t size() const { return size_; }

 private:
  // Many small tables, so that growing never holds two copies of everything.
  static constexpr std::size_t table_count = 256;
  struct Table {
    std::vector<uint64_t> slots;  // 0 is free
    std::size_t used = 0;
  };
  static void grow(Table& table);

  uint64_t hash_of(std::string_view domain) const;  // never 0
  Key key_;
  std::size_t size_ = 0;
  std::array<Table, table_count> tables_;
};

}  // namespace mailauth::sweep
