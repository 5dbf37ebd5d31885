#pragma once
// Parts of a file as they are written.

#include "inputs/record.h"

namespace mailauth::inputs {

// Of bytes that stand in the file as they are.
Written written_at(const text::Position& begin, std::string_view bytes);
// Its place alone.
std::shared_ptr<const text::Place> place_of(const text::Position& begin, std::string within, const Written& part);

text::Span span_within(std::string_view whole, std::string_view part);

}  // namespace mailauth::inputs
