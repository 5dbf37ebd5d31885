#pragma once
// The reports that a command writes, in the formats and to the files that its --format options name.

#include <memory>
#include <vector>

#include "cli/shared/output_options.h"
#include "files/new_file.h"
#include "report/formats.h"

namespace mailauth::cli {

// Domain by domain, so that none is kept. A file is there when all is in it.
class Reports {
 public:
  explicit Reports(const ReportOptions& options);
  void add(const report::DomainReport& domain);
  void end(const inputs::Tally* files);  // report::ReportWriter::end

 private:
  struct Output {
    std::unique_ptr<files::NewFile> file;  // null: stdout
    report::ReportWriter writer;
  };
  std::vector<Output> outputs_;
};

// Of one record as text: JSON, or text. Other formats and files are a UsageError.
bool wants_json(const ReportOptions& options);

}  // namespace mailauth::cli
