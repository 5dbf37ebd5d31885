#pragma once
// Trying headers on a signature: the one that was signed has the digest that the signature is made over.

#include <set>
#include <string>
#include <vector>

#include "facts/message/signed_header.h"
#include "facts/message_cause.h"
#include "messages/canonical.h"

namespace mailauth::facts::causes {

// What one entry of h= was when it was signed.
struct Edit {
  std::size_t slot = 0;  // in h=; behind the last one it is the signature's own field
  std::string octets;    // canonical, with CRLF; empty: there was no such field
};

// A change undone.
struct Candidate {
  std::vector<Edit> edits;  // by slot
  FieldChange change;
  bool is_relaxed_alike = false;  // relaxed canonicalization would not see it
  bool can_be_one_of_two = false;
};

class HeaderSearch {
 public:
  HeaderSearch(const messages::Message& message, const Signature& signature, Cause& cause);

  // Tried at once; those of two kinds are kept.
  void try_one(Candidate candidate);
  void try_pairs();
  bool is_over() const;  // found, or out of work

  const messages::Message& message() const { return message_; }
  const Signature& signature() const { return signature_; }
  messages::Canon canon() const { return canon_; }
  const std::vector<std::string>& slots() const { return slots_; }
  std::size_t own_slot() const { return slots_.size() - 1; }

 private:
  void read_keys();
  bool matches(const std::vector<Edit>& edits);
  bool is_signed(const records::Digest& digest);

  const messages::Message& message_;
  const Signature& signature_;
  Cause& cause_;
  messages::Canon canon_;
  std::vector<std::string> slots_;              // as they are now
  std::vector<records::Hash> before_;           // of what stands before each slot
  std::vector<records::dkim::PublicKey> keys_;  // Ed25519
  std::vector<records::Digest> signed_;         // RSA: what was signed
  std::vector<Candidate> singles_;              // that can be one of two
  std::set<std::vector<uint8_t>> seen_;         // digests
  bool is_found_ = false;
};

}  // namespace mailauth::facts::causes
