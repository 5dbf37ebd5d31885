#include "sweep/list.h"

#include <fmt/format.h>

#include <filesystem>

#include "sweep/list/list_line.h"
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
  may_be_header_ = true;
  return true;
}

std::optional<ListItem> DomainList::next() {
  while (reader_ || open_next()) {
    if (!options_.wait && reader_->would_wait()) return std::nullopt;
    if (const auto line = reader_->next()) {
      if (auto item = take(*line)) return item;
      continue;
    }
    error_ = reader_->error();
    if (!open_next()) break;
  }
  ended_ = true;
  return std::nullopt;
}

std::optional<ListItem> DomainList::take(const results::Line& line) {
  std::string_view text = line.text;
  if (line.number == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  const auto column = domain_column(text);
  if (!column) return std::nullopt;
  const bool header = may_be_header_ && is_header(*column);
  may_be_header_ = false;
  if (header) return std::nullopt;
  auto parsed = text::parse_domain(*column);
  if (auto* domain = std::get_if<std::string>(&parsed)) return take_domain(std::move(*domain), line.number);
  const auto& fault = std::get<text::NotADomain>(parsed);
  add_junk(*column, {files_[file_ - 1], line.number, "", fault.reason, fault.suggestion});
  return std::nullopt;
}

std::optional<ListItem> DomainList::take_domain(std::string domain, std::size_t line) {
  const std::string& file = files_[file_ - 1];
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
  if (!owns(options_.shard, column)) {
    ++counts_.elsewhere;
    return;
  }
  ++counts_.junk;
  remark.text = shown(column);
  add(junk_, std::move(remark));
}

}  // namespace mailauth::sweep
