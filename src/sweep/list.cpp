#include "sweep/list.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "text/ascii.h"
#include "text/idna.h"

namespace mailauth::sweep {

namespace {

constexpr std::size_t shown_length = 80;  // bytes of a junk line
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string shown(std::string_view column) {
  std::string text = text::escape_for_display(column.substr(0, shown_length), true);
  if (column.size() > shown_length) text += "...";
  return text;
}

std::string name_of(const std::string& file) { return file == "-" ? "standard input" : file; }

// Opening it to look would take away what it holds.
bool is_pipe(const std::string& file) { return file == "-" || std::filesystem::is_fifo(file); }

// Nothing when one of them has no size. What cannot be opened is found out now, not in the middle of the night.
std::optional<uint64_t> size_of(const std::vector<std::string>& files) {
  std::optional<uint64_t> total = 0;
  for (const std::string& file : files) {
    if (is_pipe(file)) {
      total.reset();
      continue;
    }
    const auto size = results::LineReader(file, longest_list_line).bytes_total();
    total = total && size ? std::optional(*total + *size) : std::nullopt;
  }
  return total;
}

void add(std::vector<Remark>& remarks, Remark remark) {
  if (remarks.size() < max_remarks) remarks.push_back(std::move(remark));
}

// ["example.com", "example.org"] on one line: of columns one would be taken, and the other domains lost.
bool is_json_list(std::string_view line) {
  line = text::trim(line);
  return line.starts_with('[') && line.find('"') != std::string_view::npos;
}

}  // namespace

std::string to_string(const Remark& remark) {
  const std::string hint = remark.suggestion.empty() ? "" : fmt::format("; did you mean {}?", remark.suggestion);
  return fmt::format("{}:{}: '{}': {}{}", remark.file, remark.line, remark.text, remark.reason, hint);
}

DomainList::DomainList(std::vector<std::string> files, ListOptions options)
    : files_(std::move(files)), options_(options), bytes_total_(size_of(files_)) {}

uint64_t DomainList::bytes_read() const { return bytes_before_ + (reader_ ? reader_->bytes_read() : 0); }
std::optional<uint64_t> DomainList::bytes_total() const { return bytes_total_; }

// A file that has gone since the beginning ends the list, as a damaged one does.
bool DomainList::open_next() {
  bytes_before_ = bytes_read();
  reader_.reset();
  if (!error_.empty() || file_ == files_.size()) return false;
  try {
    reader_.emplace(files_[file_], longest_list_line, options_.stop);
  } catch (const std::runtime_error& reason) {
    error_ = reason.what();
    return false;
  }
  ++file_;
  reading_ = {};
  return true;
}

std::optional<ListItem> DomainList::next() {
  if (first_) return std::exchange(first_, std::nullopt);
  return next_of_files();
}

std::optional<ListItem> DomainList::next_of_files() {
  while (reader_ || open_next()) {
    const Step next = step();
    if (next == Step::wait) return std::nullopt;
    if (next == Step::line) {
      const Held line = std::move(reading_.held.front());
      reading_.held.pop_front();
      if (auto item = take(line)) return item;
      continue;
    }
    end_file();
    if (!open_next()) break;
  }
  ended_ = true;
  return std::nullopt;
}

// Lines with columns are held until there are enough of them to say which counts, or the file ends. `line`: the first
// that is held can be taken.
DomainList::Step DomainList::step() {
  std::deque<Held>& held = reading_.held;
  while (held.empty() || (!reading_.layout && has_columns(held.front().text))) {
    if (held.size() == sample_lines) {
      find_layout();
    } else if (!error_.empty()) {
      return Step::end;
    } else if (!options_.wait && reader_->would_wait()) {
      return Step::wait;
    } else if (const auto line = reader_->next()) {
      hold(*line);
    } else if (held.empty()) {
      return Step::end;
    } else {
      find_layout();
    }
  }
  return Step::line;
}

void DomainList::hold(const results::Line& line) {
  std::string_view text = line.text;
  if (line.number == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (line.cut) text = text.substr(0, text.find_last_of(Layout().separators));  // half a domain is another one
  if (!says_nothing(text)) reading_.held.push_back({std::string(text), line.number});
}

// What stands above columns may be a title of the list.
void DomainList::find_layout() {
  std::vector<std::string> lines;
  for (const Held& line : reading_.held) lines.push_back(line.text);
  reading_.layout = layout_of(lines);
  reading_.may_be_header = true;
}

void DomainList::expect_domains() {
  const bool wait = std::exchange(options_.wait, true);
  while (!first_ && !ended_ && reading_.domains + domains_ == 0) first_ = next_of_files();
  options_.wait = wait;
  if (reading_.domains + domains_ > 0) return;
  throw std::runtime_error(error_.empty() ? without_domains() : error_);
}

std::string DomainList::without_domains() const {
  if (barren_files_ < 2) return barren_;
  return fmt::format("{} (and {} more without a domain)", barren_, barren_files_ - 1);
}

std::optional<ListItem> DomainList::take(const Held& line) {
  if (is_json_list(line.text)) {
    add_junk(line.text, {files_[file_ - 1], line.number, "", "this is a list of JSON: write a domain a line", ""});
    return std::nullopt;
  }
  const Layout layout = reading_.layout.value_or(Layout{});
  const bool header = std::exchange(reading_.may_be_header, false) && is_header(line.text, layout);
  const std::string value = value_of(line.text, layout);
  auto parsed = text::parse_domain(value);
  if (auto* domain = std::get_if<std::string>(&parsed)) return take_domain(std::move(*domain), line.number);
  if (header) return std::nullopt;
  const auto& fault = std::get<text::NotADomain>(parsed);
  add_junk(value, {files_[file_ - 1], line.number, "", fault.reason, fault.suggestion});
  if (reading_.domains == 0 && line.text.find('\0') != std::string::npos) refuse_binary();
  return std::nullopt;
}

// Among domains a byte 0 is junk as other junk; what begins so is no list.
void DomainList::refuse_binary() {
  error_ = fmt::format("cannot read {}: it is no text", name_of(files_[file_ - 1]));
  reading_.held.clear();
}

// One of several files may be the wrong one.
void DomainList::end_file() {
  domains_ += reading_.domains;
  if (error_.empty()) error_ = reader_->error();
  if (!error_.empty() || reading_.domains > 0) return;
  ++barren_files_;
  if (!barren_.empty()) return;
  const std::string file = name_of(files_[file_ - 1]);
  barren_ = reading_.junk.empty()
                ? fmt::format("{} has no domain: it is empty", file)
                : fmt::format("{} has no domain; the first line that is none: {}", file, reading_.junk);
}

std::optional<ListItem> DomainList::take_domain(std::string domain, std::size_t line) {
  const std::string& file = files_[file_ - 1];
  ++reading_.domains;
  if (!owns(options_.shard, domain)) {
    ++counts_.elsewhere;
    return std::nullopt;
  }
  if (!seen_.insert(domain)) {
    ++counts_.duplicates;
    add(duplicates_, {file, line, domain, "it has come before", ""});
    return std::nullopt;
  }
  ++counts_.domains;
  return ListItem{std::move(domain), file, line};
}

// Junk has a shard as well, so that each line is counted by one machine.
void DomainList::add_junk(std::string_view column, Remark remark) {
  remark.text = shown(column);
  if (reading_.junk.empty()) reading_.junk = to_string(remark);
  if (!owns(options_.shard, column)) {
    ++counts_.elsewhere;
    return;
  }
  ++counts_.junk;
  add(junk_, std::move(remark));
}

}  // namespace mailauth::sweep
