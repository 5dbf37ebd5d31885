#include "results/history/sqlite.h"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>

#include "files/write_to.h"

namespace mailauth::results {

namespace {

constexpr int patience = 10'000;  // milliseconds, for another program that writes

// SQLite would follow every link, and wait for a pipe.
std::string file_of(const std::string& path, int flags) {
  std::error_code missing;
  const auto status = std::filesystem::status(path, missing);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status))
    throw std::runtime_error(fmt::format("{}: it is no file", path));
  if ((flags & SQLITE_OPEN_CREATE) == 0) return path;
  const files::Place place = files::place_of(path);
  if (place.stream.is_open()) throw std::runtime_error(fmt::format("{}: it is no file", path));
  return place.path;
}

}  // namespace

Database::Database(const std::string& path, int flags) : path_(path), handle_(nullptr, &sqlite3_close) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open_v2(file_of(path, flags).c_str(), &opened, flags, nullptr);
  handle_.reset(opened);
  if (status != SQLITE_OK) fail();
  sqlite3_busy_timeout(opened, patience);
}

void Database::fail() const { throw std::runtime_error(fmt::format("{}: {}", path_, sqlite3_errmsg(handle_.get()))); }

void Database::execute(const char* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

int64_t Database::number(std::string_view sql) const {
  Statement statement(*this, sql);
  return statement.step() ? statement.number(0) : 0;
}

Statement::Statement(const Database& database, std::string_view sql)
    : database_(database), handle_(nullptr, &sqlite3_finalize) {
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &prepared, nullptr) != SQLITE_OK)
    database.fail();
  handle_.reset(prepared);
}

void Statement::bind(int index, std::string_view text) {
  if (sqlite3_bind_text(handle_.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT) !=
      SQLITE_OK)
    database_.fail();
}

bool Statement::step() {
  const int status = sqlite3_step(handle_.get());
  if (status != SQLITE_ROW && status != SQLITE_DONE) database_.fail();
  return status == SQLITE_ROW;
}

std::string Statement::column(int index) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), index));
  return text == nullptr ? "" : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), index)));
}

int64_t Statement::number(int index) const { return sqlite3_column_int64(handle_.get(), index); }

void Statement::reset() { sqlite3_reset(handle_.get()); }

}  // namespace mailauth::results
