#pragma once
// What was done to a message after it was signed, in words.

#include <functional>
#include <string>

#include "facts/message_cause.h"
#include "rules/message/helpers/places.h"

namespace mailauth::rules {

// "Subject has \"[users] \" more than when it was signed"; without full stop.
// "[users] " in front of a subject, "***SPAM***" behind it; no blank that was lost or added.
bool is_subject_tag(const facts::FieldChange& change);

std::string describe(const facts::FieldChange& change);
std::string describe(const facts::BodyChange& change);

// Every signature whose header, or body, was changed, and how.
using VisitField = std::function<void(const facts::Signature&, const facts::FieldChange&)>;
using VisitBody = std::function<void(const facts::Signature&, const facts::BodyChange&)>;
void for_each_change(const MessageFacts& message, const VisitField& visit);
void for_each_change(const MessageFacts& message, const VisitBody& visit);

// Points at the field that was changed, or at the signature where the field is gone.
Finding& point_at_change(const MessageFacts& message, const facts::Signature& signature,
                         const facts::FieldChange& change, std::string mark, Findings& findings);
Finding& point_at_change(const MessageFacts& message, const facts::Signature& signature,
                         const facts::BodyChange& change, std::string mark, Findings& findings);

}  // namespace mailauth::rules
