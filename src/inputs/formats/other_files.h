#pragma once
// What people hand over instead of a file of records.

#include <string>
#include <string_view>

namespace mailauth::inputs {

// Lines in it may look like records all the same.
bool is_surely_no_file_of_records(std::string_view bytes);
// "it looks like a Kubernetes manifest"; empty: nothing that is known. Of a file that no reader takes.
std::string what_it_looks_like(std::string_view bytes);

}  // namespace mailauth::inputs
