#pragma once
// The parts that the shards of one sweep leave in a folder: which are there, and all of them as one file.

#include <string>
#include <vector>

#include "results/result.h"
#include "sweep/list.h"
#include "sweep/shard.h"

namespace mailauth::sweep {

// How many domains of a list each shard has. Throws std::runtime_error when the list cannot be read to its end.
struct Plan {
  ListCounts counts;
  std::vector<std::size_t> domains;  // by index
};
Plan plan_shards(DomainList& list, unsigned shards);

enum class PartState : uint8_t {
  missing,
  partial,  // begun; another run goes on with it
  damaged,  // has its name, but does not end with the summary of a run that came to its end
  complete,
};

struct Part {
  Shard shard;
  PartState state = PartState::missing;
  std::size_t domains = 0;
};

// The part that has its name, as its last line says.
Part look_at_part(const std::string& folder, const Shard& shard);
// All parts of the sweep, by index. Throws std::runtime_error when there is none, or the folder holds two sweeps.
std::vector<Part> find_parts(const std::string& folder);

std::vector<unsigned> unfinished(const std::vector<Part>& parts);
std::string index_list(const std::vector<unsigned>& ascending);  // "3,7-9"

// Writes all parts into one file with one summary, and gives that. Every domain has to be there once and in its part,
// and with lists, every domain of these and no other; otherwise std::runtime_error says what is wrong, and the file is
// not there.
results::Summary merge_parts(const std::string& folder, const std::string& out, const std::vector<std::string>& lists);

}  // namespace mailauth::sweep
