#pragma once
// A sample that is a file of records, for rules about the way such a file is written.

#include <string>
#include <string_view>
#include <variant>

#include "dns/zone.h"
#include "inputs/document.h"

namespace mailauth::facts {

// `text` with lines that begin with ";!" emptied, read as a file of this format, whose relative names hang below
// `domain`. Or one line that says what is wrong.
std::variant<inputs::Records, std::string> read_sample_file(std::string_view text, inputs::Format format,
                                                            const dns::Name& domain);

// The world once they are published.
dns::Zone zone_of(const inputs::SharedRecords& records);

}  // namespace mailauth::facts
