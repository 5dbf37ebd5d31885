#include "facts/message/cause/header_search.h"

#include <algorithm>

namespace mailauth::facts::causes {

using messages::Canon;
using records::dkim_signature::Algorithm;
using records::dkim_signature::Canonicalization;

namespace {

constexpr std::size_t max_singles = 150;  // each is tried with each other: 11,175 pairs

std::vector<Edit> both(const Candidate& a, const Candidate& b) {
  std::vector<Edit> edits = a.edits;
  edits.insert(edits.end(), b.edits.begin(), b.edits.end());
  std::ranges::sort(edits, {}, &Edit::slot);
  const bool is_clash = std::ranges::adjacent_find(edits, {}, &Edit::slot) != edits.end();
  return is_clash ? std::vector<Edit>() : edits;
}

}  // namespace

HeaderSearch::HeaderSearch(const messages::Message& message, const Signature& signature, Cause& cause)
    : message_(message),
      signature_(signature),
      cause_(cause),
      canon_(signature.record.header == Canonicalization::simple ? Canon::simple : Canon::relaxed) {
  SignedHeader header = signed_header(message, signature);
  slots_ = std::move(header.fields);
  slots_.push_back(std::move(header.own));
  records::Hash hash(records::hash_kind(signature.record.algorithm));
  for (const std::string& slot : slots_) {
    before_.push_back(hash);
    hash.add(slot);
  }
  read_keys();
}

void HeaderSearch::read_keys() {
  const auto& record = signature_.record;
  if (signature_.answer == nullptr || !signature_.answer->found()) return;
  bool is_rsa = false;
  for (const text::Source& source : txt_sources(*signature_.answer)) {
    records::dkim::PublicKey key = records::dkim::parse(source).key;
    is_rsa = is_rsa || key.algorithm == records::dkim::Algorithm::rsa;
    if (record.algorithm == Algorithm::ed25519_sha256 && key.algorithm == records::dkim::Algorithm::ed25519)
      keys_.push_back(std::move(key));
    else if (auto digest = records::signed_digest(key, record.algorithm, record.signature))
      signed_.push_back(std::move(*digest));
  }
  if (!signed_.empty())
    cause_.key = Cause::Key::right;
  else if (is_rsa && record.algorithm != Algorithm::ed25519_sha256)
    cause_.key = Cause::Key::other;
}

bool HeaderSearch::is_over() const {
  return is_found_ || (signed_.empty() && keys_.empty()) || cause_.candidates >= max_candidates ||
         cause_.verified >= max_verified || cause_.header_octets >= max_header_octets;
}

bool HeaderSearch::is_signed(const records::Digest& digest) {
  if (std::ranges::find(signed_, digest) != signed_.end()) return true;
  if (keys_.empty() || !seen_.insert(digest).second) return false;
  return std::ranges::any_of(keys_, [&](const records::dkim::PublicKey& key) {
    ++cause_.verified;
    return records::is_signature(key, signature_.record.algorithm, digest, signature_.record.signature);
  });
}

bool HeaderSearch::matches(const std::vector<Edit>& edits) {
  if (is_over() || edits.empty()) return false;
  ++cause_.candidates;
  records::Hash hash = before_[edits.front().slot];
  auto edit = edits.begin();
  for (std::size_t slot = edits.front().slot; slot < slots_.size(); ++slot) {
    const bool is_edited = edit != edits.end() && edit->slot == slot;
    const std::string& octets = is_edited ? edit->octets : slots_[slot];
    if (is_edited) ++edit;
    hash.add(octets);
    cause_.header_octets += octets.size();
  }
  return is_signed(hash.digest());
}

void HeaderSearch::try_one(Candidate candidate) {
  std::erase_if(candidate.edits, [&](const Edit& edit) { return edit.octets == slots_[edit.slot]; });
  if (candidate.edits.empty() || is_over()) return;
  if (matches(candidate.edits)) {
    is_found_ = true;
    cause_.header = {std::move(candidate.change)};
    cause_.relaxed_would_pass = canon_ == Canon::simple && candidate.is_relaxed_alike;
  } else if (candidate.can_be_one_of_two && singles_.size() < max_singles) {
    singles_.push_back(std::move(candidate));
  }
}

void HeaderSearch::try_pairs() {
  for (std::size_t second = 1; second < singles_.size(); ++second)
    for (std::size_t first = 0; first < second; ++first) {
      const Candidate &a = singles_[first], &b = singles_[second];
      if (!matches(both(a, b))) continue;
      is_found_ = true;
      cause_.header = {a.change, b.change};
      cause_.relaxed_would_pass = canon_ == Canon::simple && a.is_relaxed_alike && b.is_relaxed_alike;
      return;
    }
}

}  // namespace mailauth::facts::causes
