#pragma once
// The domains to sweep, from files and stdin, one at a time: the list is never held. What is no domain and what has
// come already is counted and passed over.
//
//   # a comment            ; another
//   example.com
//   17;Shop;"example.net"  CSV: the column counts whose header says so or whose values are domains (list/columns.h)

#include <atomic>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/line_reader.h"
#include "sweep/domain_set.h"
#include "sweep/list/columns.h"
#include "sweep/shard.h"

namespace mailauth::sweep {

inline constexpr std::size_t longest_list_line = 4096;  // bytes; of a longer line the first columns may still be read
inline constexpr std::size_t max_remarks = 10;          // of each kind

struct ListItem {
  std::string domain;     // A-labels, lower case
  std::string_view file;  // as given; valid as long as the list
  std::size_t line = 0;
};

// A line that gave no domain.
struct Remark {
  std::string file;
  std::size_t line = 0;
  std::string text;        // the column, safe to print, shortened
  std::string reason;      // "this is a URL"
  std::string suggestion;  // the domain that was probably meant, or empty
};
std::string to_string(const Remark& remark);  // "list.txt:17: 'https://example.com/': this is a URL; did you mean ..."

struct ListCounts {
  std::size_t domains = 0;     // given by next()
  std::size_t duplicates = 0;  // of domains and junk: those of this shard only
  std::size_t junk = 0;
  std::size_t elsewhere = 0;  // lines of other shards
};

struct ListOptions {
  Shard shard;
  const std::atomic<bool>* stop = nullptr;  // ends the list while stdin is waited for
  bool wait = true;                         // for somebody who writes to a pipe
};

class DomainList {
 public:
  // "-" is stdin. Throws std::runtime_error when a file cannot be read.
  explicit DomainList(std::vector<std::string> files, ListOptions options = {});

  // Nothing: the list has ended, or, without ListOptions::wait, a pipe has no line yet.
  std::optional<ListItem> next();
  bool ended() const { return ended_; }
  // Reads on to the first domain, of any shard, which next() will give, and waits for it whatever the options are.
  // Throws std::runtime_error, one line, when there is none: such a list is a mistake, and nothing is to be done for
  // it.
  void expect_domains();
  // When it has ended: empty at the end of the list, otherwise why it ended before, in one line. All that could
  // be read has been given then; the files after the damaged one have not been opened.
  const std::string& error() const { return error_; }

  // When it has ended: which files gave no domain at all, in one line; empty: every one did.
  std::string without_domains() const;

  const ListCounts& counts() const { return counts_; }
  const std::vector<Remark>& junk() const { return junk_; }  // the first of them
  const std::vector<Remark>& duplicates() const { return duplicates_; }

  uint64_t bytes_read() const;
  std::optional<uint64_t> bytes_total() const;  // nothing when a pipe is among the files

 private:
  // A line that waits for those below it, which tell where the domain stands.
  struct Held {
    std::string text;
    std::size_t number = 0;
  };
  // What is known of the file that is being read.
  struct Reading {
    std::optional<Layout> layout;  // nothing: no line had columns yet
    bool may_be_header = true;     // nothing stood above
    std::size_t domains = 0;       // of any shard, repeated or not
    std::string junk;              // the first that is no domain, and why
    std::deque<Held> held;
  };

  enum class Step : uint8_t { line, wait, end };

  bool open_next();
  std::optional<ListItem> next_of_files();
  Step step();
  void hold(const results::Line& line);
  void find_layout();
  std::optional<ListItem> take(const Held& line);
  std::optional<ListItem> take_domain(std::string domain, std::size_t line);
  void add_junk(std::string_view column, Remark remark);
  void refuse_binary();
  void end_file();

  std::vector<std::string> files_;
  ListOptions options_;
  std::size_t file_ = 0;  // the next one to open
  std::optional<results::LineReader> reader_;
  Reading reading_;
  std::optional<ListItem> first_;  // found by expect_domains(), not given yet
  bool ended_ = false;
  DomainSet seen_;
  ListCounts counts_;
  std::vector<Remark> junk_, duplicates_;
  uint64_t bytes_before_ = 0;  // of files that are done
  std::optional<uint64_t> bytes_total_;
  std::string error_;
  std::size_t domains_ = 0;       // of the files that are done, as Reading::domains
  std::size_t barren_files_ = 0;  // that gave no domain
  std::string barren_;            // the first of them, and why
};

}  // namespace mailauth::sweep
