#pragma once
// What the value of a field may have been before a host on the way rewrote it: guesses, which the signature proves or
// not. Values are raw, with the blank behind the colon.

#include <string>
#include <string_view>
#include <vector>

#include "facts/message_cause.h"

namespace mailauth::facts::causes {

struct ValueForm {
  std::string value;
  std::string added = {};  // text_added: what is not in it
  std::size_t at = 0;      // and where that stands in the value of now
  bool is_likely = true;   // enough so to be tried as one of two
};

// A field as it is now.
struct NamedValue {
  std::string_view name, value;
};

using ValueForms = std::vector<ValueForm>;

ValueForms without_added_text(const NamedValue& field);
ValueForms encoded_forms(const NamedValue& field);
ValueForms quoted_forms(const NamedValue& field);
ValueForms transfer_encoding_forms(const NamedValue& field);
ValueForms date_forms(const NamedValue& field);
// The same text with other blanks and line ends.
ValueForms folded_forms(const NamedValue& field);

std::vector<std::string> name_forms(std::string_view name);

}  // namespace mailauth::facts::causes
