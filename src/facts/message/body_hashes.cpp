#include "facts/message/body_hashes.h"

#include <algorithm>
#include <functional>
#include <map>

#include "messages/canonical.h"

namespace mailauth::facts {

using messages::Canon;
using records::dkim_signature::Canonicalization;

namespace {

// The signatures that want a digest of the first `limit` octets of the canonical body.
struct Cut {
  uint64_t limit = 0;
  std::vector<Signature*> signatures = {};
};

// One digest that grows: at each cut it is copied.
struct Running {
  records::HashKind kind;
  records::Hash hash{kind};
  std::vector<Cut> cuts = {};  // the smallest limit last

  void add(std::string_view octets, uint64_t before) {
    while (!cuts.empty() && cuts.back().limit < before + octets.size()) {
      records::Hash part = hash;
      part.add(octets.substr(0, cuts.back().limit - before));
      give(part.digest());
    }
    hash.add(octets);
  }

  void give(const records::Digest& digest) {
    for (Signature* signature : cuts.back().signatures) signature->body = digest;
    cuts.pop_back();
  }
};

Running running_of(const std::vector<Signature*>& signatures, records::HashKind kind) {
  std::map<uint64_t, Cut, std::greater<>> cuts;
  for (Signature* signature : signatures) {
    const uint64_t limit = signature->record.body_length.value_or(UINT64_MAX);
    cuts[limit].limit = limit;
    if (records::hash_kind(signature->record.algorithm) == kind) cuts[limit].signatures.push_back(signature);
  }
  Running running{kind};
  for (auto& [limit, cut] : cuts) running.cuts.push_back(std::move(cut));
  return running;
}

void hash_body(const messages::Message& message, Canon canon, const std::vector<Signature*>& signatures) {
  if (signatures.empty()) return;
  std::vector<Running> all;
  for (const records::HashKind kind : {records::HashKind::sha1, records::HashKind::sha256})
    if (std::ranges::any_of(signatures, [&](auto* each) { return records::hash_kind(each->record.algorithm) == kind; }))
      all.push_back(running_of(signatures, kind));
  uint64_t octets = 0;
  const auto add = [&](std::string_view line) {
    for (Running& running : all) running.add(line, octets);
    octets += line.size();
  };
  for (messages::BodyLines lines(message, canon); lines.next();) add(lines.octets());
  if (octets == 0 && canon == Canon::simple) add("\r\n");  // RFC 6376 3.4.3
  for (Running& running : all)
    while (!running.cuts.empty()) running.give(running.hash.digest());
  for (Signature* signature : signatures) signature->body_octets = octets;
}

std::vector<Signature*> with(const std::vector<Signature*>& signatures, Canonicalization canonicalization) {
  std::vector<Signature*> chosen;
  for (Signature* signature : signatures)
    if (signature->record.body == canonicalization) chosen.push_back(signature);
  return chosen;
}

}  // namespace

void hash_bodies(const messages::Message& message, const std::vector<Signature*>& signatures) {
  hash_body(message, Canon::simple, with(signatures, Canonicalization::simple));
  hash_body(message, Canon::relaxed, with(signatures, Canonicalization::relaxed));
}

}  // namespace mailauth::facts
