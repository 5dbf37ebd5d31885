#pragma once
// What has been the same for a long time, as far as a history of sweeps knows.

#include <string>

#include "facts/past.h"

namespace mailauth::rules {

// For more than 180 days. No standard has such a number: half a year is enough for reading reports and for rotating
// keys.
bool is_stale(text::Date since, const facts::Past& past);

std::string since_when(text::Date since, const facts::Past& past);  // "since at least 2026-05-01, 214 days"
std::string sightings(text::Date since, const facts::Past& past);   // a note: who says so

}  // namespace mailauth::rules
