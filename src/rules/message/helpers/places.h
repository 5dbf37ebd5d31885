#pragma once
// Where findings about a message point to: into one of its fields, on one line, or into its body.

#include "rules/rule.h"

namespace mailauth::rules {

using facts::MessageFacts;
using messages::Field;

// Points at a part of the field's unfolded value, and is about the domain in From.
Finding& point_at(const MessageFacts& message, const Field& field, Span in_value, std::string mark, Findings& findings);
// The same with a span of the message's octets.
Finding& point_at_octets(const MessageFacts& message, const Field& field, Span in_message, std::string mark,
                         Findings& findings);
// At the name of the field.
Finding& point_at_name(const MessageFacts& message, const Field& field, std::string mark, Findings& findings);
// At the value of a tag of a signature, or at the name of the field when it has no such tag.
Finding& point_at(const MessageFacts& message, const facts::Signature& signature, const std::optional<Span>& tag,
                  std::string mark, Findings& findings);
// At something that is missing: where the header ends.
Finding& point_at_header(const MessageFacts& message, std::string mark, Findings& findings);
// At a part of the body; what is shown is its first line.
Finding& point_at_body(const MessageFacts& message, Span in_message, std::string mark, Findings& findings);

// "the signature of example.com (s1)"
std::string name_of(const facts::Signature& signature);
// "example.com" of From; "the sender" when there is none.
std::string from_domain(const MessageFacts& message);

// Those that the message has; null at the beginning of nothing.
std::vector<const facts::Signature*> signatures_with(const MessageFacts& message, facts::DkimReason reason);

}  // namespace mailauth::rules
