#pragma once
// A share of a list, so that many machines sweep it together: --shard 3/16.
//
// A domain belongs to shard H mod N, where H is the first 8 bytes of the SHA-256 of its A-labels in lower case without
// a final dot, most significant first. This never changes: shards of one night fit those of another, and other programs
// can compute them.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mailauth::sweep {

inline constexpr unsigned max_shards = 99'999;

struct Shard {
  unsigned index = 0;  // from 0
  unsigned count = 1;
  friend bool operator==(const Shard&, const Shard&) = default;
};

unsigned shard_of(std::string_view domain, unsigned count);
bool owns(const Shard& shard, std::string_view domain);

// The value of an environment variable; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;
Environment process_environment();

// "3/16", or with the index from the environment of Slurm, Kubernetes or AWS Batch: "auto/16", and where an array of
// Slurm says the number itself, "auto". A text that is none of these gives one line that says why.
std::variant<Shard, std::string> parse_shard(std::string_view text, const Environment& environment);

std::string part_name(const Shard& shard);                      // "part-00003-of-00016.ndjson"
inline constexpr std::string_view partial_suffix = ".partial";  // as long as it is written
std::optional<Shard> parse_part_name(std::string_view file);    // without ".partial"

// The part of a shard in a folder; it has the name of part_name() when it is complete, and partial_suffix before.
std::string part_path(const std::string& folder, const Shard& shard);
std::string partial_path(const std::string& folder, const Shard& shard);

}  // namespace mailauth::sweep
