#include "sweep/result_file_json.h"

#include "mailauth/text/ascii.h"

namespace mailauth::sweep {

report::Json file_json(const FileReport& file) {
  return {{"file", text::escape_bytes(file.path)},
          {"results", file.results},
          {"whole", file.whole()},
          {"bad", file.bad},
          {"remarks", remarks(file)}};
}

}  // namespace mailauth::sweep
