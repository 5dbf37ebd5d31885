#pragma once
// The little that we need of SQLite. Errors are std::runtime_error that name the file.

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mailauth::results {

class Database {
 public:
  Database(const std::string& path, int flags);  // of sqlite3_open_v2
  void execute(const char* sql);
  int64_t number(std::string_view sql) const;  // the first column of its first row
  sqlite3* handle() const { return handle_.get(); }
  [[noreturn]] void fail() const;

 private:
  std::string path_;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> handle_;
};

// Lives shorter than its database.
class Statement {
 public:
  Statement(const Database& database, std::string_view sql);
  void bind(int index, std::string_view text);  // from 1; copied
  bool step();                                  // true: there is a row
  std::string column(int index) const;          // from 0
  int64_t number(int index) const;
  void reset();

 private:
  const Database& database_;
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> handle_;
};

}  // namespace mailauth::results
