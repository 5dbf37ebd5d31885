#pragma once
// What a rule says about the repair of what it finds: which of its findings may come to light by a repair, and what it
// wants of the repaired record.

#include <cstdint>

namespace mailauth::rules {

// What is worse hides what is milder: a record that nobody can read has no weak policy. A repair that removes a finding
// on the worse rung may bring one on the milder rung. Which hides which: repair/ladder.cpp.
enum class Rung : uint32_t {
  no_policy_in_force = 1 << 0,
  weak_policy = 1 << 1,
  policy_hits_own_mail = 1 << 2,
  address_not_readable = 1 << 3,  // of reports
  address_elsewhere = 1 << 4,
  key_not_readable = 1 << 5,
  weak_key = 1 << 6,  // not one that others can sign with: such a key had better stay unreadable
  private_key = 1 << 7,
  no_key = 1 << 8,
  only_dkim_passes = 1 << 9,
  only_spf_passes = 1 << 10,
  nothing_passes = 1 << 11,
  no_spf_in_force = 1 << 12,  // and all rules of the area spf
  too_many_permitted = 1 << 13,
  lacks_of_a_sender = 1 << 14,
  not_written_as_meant = 1 << 15,  // all rules of the area source, and no other
  what_was_meant = 1 << 16,        // all rules of the other areas
  close_to_a_limit = 1 << 17,      // of SPF
};

// Those on which the findings of a rule stand.
class Rungs {
 public:
  constexpr Rungs() = default;
  constexpr Rungs(Rung rung) : bits_(static_cast<uint32_t>(rung)) {}  // one is a set, too

  constexpr bool has(Rung rung) const { return (bits_ & static_cast<uint32_t>(rung)) != 0; }

  friend constexpr Rungs operator|(Rungs a, Rungs b) {
    a.bits_ |= b.bits_;
    return a;
  }

 private:
  uint32_t bits_ = 0;
};

constexpr Rungs operator|(Rung a, Rung b) { return Rungs(a) | Rungs(b); }

// What the repaired record shall have beside the correction of what is not written well.
enum class Wish : uint8_t {
  none,
  // SPF
  drop_terms,       // those that are marked; ~all in place of `all`
  drop_void_terms,  // those of them that permit nobody
  // DMARC
  policy_none,    // when it is an error that the policy is another one
  policy_reject,  // nobody sends mail as the domain
  drop_subdomain_policy,
  drop_strict_spf,
  reports,
  // DKIM
  end_testing,
  removal,  // of the whole record
};

}  // namespace mailauth::rules
