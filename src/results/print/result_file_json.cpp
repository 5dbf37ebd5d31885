#include "results/print/result_file_json.h"

#include "text/ascii.h"

namespace mailauth::results {

void put_file(text::JsonWriter& out, const FileReport& file) {
  out.text("file", text::escape_bytes(file.path)).number("results", file.results).flag("whole", file.whole());
  out.number("bad", file.bad).texts("remarks", remarks(file));
}

}  // namespace mailauth::results
