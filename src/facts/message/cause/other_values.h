#pragma once
// Where the value that a field had may still stand: in another field, in the body.

#include "facts/message/cause/value_forms.h"

namespace mailauth::facts::causes {

// Fields that were made to keep it ("X-Original-From", "X-Google-Original-Message-ID"), and those with the same kind of
// value.
ValueForms kept_values(const messages::Message& message, std::string_view name);
// Of a From that a list has put its address into.
ValueForms from_forms(const messages::Message& message, const NamedValue& field);
// Of parts in the body, and with the boundaries that stand there.
ValueForms content_forms(const messages::Message& message, const NamedValue& field);
ValueForms message_ids(const messages::Message& message, const NamedValue& field);
// What a field often says that is missing.
ValueForms usual_values(std::string_view name);

}  // namespace mailauth::facts::causes
