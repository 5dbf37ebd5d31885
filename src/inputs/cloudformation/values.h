#pragma once
// What the values of a CloudFormation template say before the stack is created: literals, parameters that have a
// default, and Sub, Join and FindInMap of these. Short tags of YAML (!Sub) and long forms (Fn::Sub) are the same.
//
//     { "Fn::Join": ["", ["\"v=DMARC1; p=none; rua=mailto:", { "Ref": "Rua" }, "\""]] }

#include <optional>
#include <string>
#include <string_view>

#include "inputs/reading/value.h"

namespace mailauth::inputs {

inline constexpr std::size_t max_resolved_length = 1 << 18;  // bytes; no record has so many

struct Intrinsic {
  std::string_view function;  // "Ref", "Sub"
  const Tree* argument = nullptr;
};
// Nothing: the value is a literal.
std::optional<Intrinsic> intrinsic_of(const Tree& value);

// Nothing: it is only known when the stack is created, or not to be shown (NoEcho).
std::optional<Value> resolve(const Tree& value, const Tree& document);

// "_dmarc" of a name that begins with "_dmarc.", whatever follows; empty: the first label is not known.
std::string first_label_of(const Tree& name);

}  // namespace mailauth::inputs
