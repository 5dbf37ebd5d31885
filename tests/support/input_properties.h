#pragma once
// What is true of every file of records that can be read at all: for fuzzing.

#include <string_view>

#include "inputs/document.h"

namespace mailauth::tests {

// Reads `bytes` and aborts when the document contradicts itself or the file: words that lie outside of what is written,
// data that no record can have, a byte that does not stand where its place says. The latter only of formats whose text
// stands in the file as it is: `verbatim`.
void check_input(std::string_view bytes, inputs::Format format, bool verbatim);

}  // namespace mailauth::tests
