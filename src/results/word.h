#pragma once
// The words of result lines that are one of a few: enums as soon as they are read.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "records/dkim.h"
#include "records/dmarc.h"
#include "records/spf.h"
#include "rules/verdict.h"

namespace mailauth::results {

enum class SpfState : uint8_t { usable, none, permerror, unknown };
// Of DMARC, and of all further kinds of records.
enum class RecordState : uint8_t {
  in_force,
  none,
  ignored,  // one is there, those who look at it do not use it
  unknown,
};
using DmarcState = RecordState;
enum class DkimState : uint8_t { found, none_found, unknown };
enum class MxState : uint8_t { hosts, null, none, unknown };

// One word, or none. A line of another version may have one that this version does not know: it is equal to no value,
// and is kept as it came, so that what is read and written again has the same bytes.
template <class Value>
class Word {
 public:
  Word() = default;
  Word(Value value) : value_(value) {}
  Word(std::optional<Value> value) : value_(value) {}
  static Word parse(std::string_view text);

  bool empty() const { return !value_ && foreign_.empty(); }
  std::optional<Value> value() const { return value_; }
  std::string_view text() const;  // as it stands in a line; not safe to print
  friend bool operator==(const Word&, const Word&) = default;

 private:
  std::optional<Value> value_;
  std::string foreign_;
};

extern template class Word<SpfState>;
extern template class Word<DmarcState>;
extern template class Word<DkimState>;
extern template class Word<MxState>;
extern template class Word<rules::Forgery>;
extern template class Word<rules::OwnMail>;
extern template class Word<records::dmarc::Policy>;
extern template class Word<records::spf::Qualifier>;
extern template class Word<records::dkim::Algorithm>;

}  // namespace mailauth::results
