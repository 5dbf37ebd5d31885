#pragma once
// What a file of records may have, whoever reads it: `lint FILE` and `--zone FILE` alike. Beyond it the file is
// refused.

#include <cstddef>

namespace mailauth::dns {

inline constexpr std::size_t max_file_size = 256u << 20;    // bytes; of a zone file with all that it includes
inline constexpr std::size_t max_file_records = 1'000'000;  // of a zone file with all that it includes
inline constexpr std::size_t max_generated = 100'000;       // records of a zone file that $GENERATE makes
inline constexpr std::size_t max_include_depth = 8;         // of $INCLUDE
inline constexpr std::size_t max_includes = 1000;           // of a zone file, at any depth

}  // namespace mailauth::dns
