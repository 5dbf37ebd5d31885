#pragma once
// What a faulty DKIM key was meant to be.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "records/dkim.h"

namespace mailauth::diagnosis {

// "DKIM=v1" in a key without v=
bool is_meant_as_version(const records::dkim::Record& key, const records::Tag& tag);

// One key that was cut into several TXT records, where several strings of one were meant:
//
//     "v=DKIM1; k=rsa; p=MIIBIjAN..."
//     "P7qZuVu7IUDs..."
struct CutKey {
  std::string text;                        // of the one record
  std::vector<const text::Source*> parts;  // first the one with the beginning
};

// Of the TXT at one selector; nothing unless they make a whole key together.
std::optional<CutKey> cut_key(std::span<const records::dkim::Record> keys, std::span<const text::Source> unrelated);

}  // namespace mailauth::diagnosis
