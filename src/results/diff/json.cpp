// A diff for programs: one JSON document that is written as it comes.

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "results/diff.h"
#include "results/print/result_file_json.h"

namespace mailauth::results {

namespace {

using text::JsonWriter;

std::string head(const DiffCounts& counts) {
  JsonWriter out({.indent = 2});
  out.object([&] {
    out.object("before", put_file, counts.before).object("after", put_file, counts.after);
    out.number("domains", counts.domains).number("repeated", counts.repeated).number("unchanged", counts.unchanged);
    for (std::size_t i = 0; i < movements; ++i) out.number(to_string(static_cast<Movement>(i)), counts.of[i]);
    out.number("missing", counts.missing);
    if (counts.max_gone)
      out.json("max_gone", fmt::format("{}", *counts.max_gone)).flag("too_many_gone", counts.too_many_gone());
  });
  std::string text = out.take();
  text.resize(text.rfind('}') - 1);  // without "\n}"
  return text + ",\n  \"changes\": [";
}

std::string element(const DomainChange& change, bool first) {
  JsonWriter out;
  out.object([&] {
    out.text("domain", change.domain).text("movement", to_string(change.movement)).texts("what", change.what);
  });
  return (first ? "\n    " : ",\n    ") + out.take();
}

}  // namespace

DiffWriter diff_to_json(const Write& write) {
  const auto first = std::make_shared<bool>(true);
  return {[write](const DiffCounts& counts) { write(head(counts)); },
          [write, first](const DomainChange& change) { write(element(change, std::exchange(*first, false))); },
          [write, first] { write(*first ? "]\n}\n" : "\n  ]\n}\n"); }};
}

}  // namespace mailauth::results
