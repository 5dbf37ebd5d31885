#pragma once
// What the values of a CloudFormation template say before the stack is created: literals, parameters that have a
// default, and Sub, Join and FindInMap of these, and If under an assumption. Short tags of YAML (!Sub) and long forms
// (Fn::Sub) are the same.
//
//     { "Fn::Join": ["", ["\"v=DMARC1; p=none; rua=mailto:", { "Ref": "Rua" }, "\""]] }

#include <optional>
#include <string>
#include <string_view>

#include "inputs/reading/value.h"

namespace mailauth::inputs {

inline constexpr std::size_t max_resolved_length = 1 << 18;  // bytes; no record has so many

// One of the ways in which a stack can come out.
struct Assumption {
  std::string condition;  // that no other one negates: "IsProd" of "IsNotProd: !Not [!Condition IsProd]"
  bool holds = true;

  bool operator==(const Assumption&) const = default;
};
// "IsProd" or "IsNotProd" as an assumption that it holds.
Assumption assumption_of(std::string_view condition, const Tree& document);

// The document, and what is assumed of it.
struct Template {
  const Tree& document;
  std::optional<Assumption> assumed = {};
};

struct Intrinsic {
  std::string_view function;  // "Ref", "Sub"
  const Tree* argument = nullptr;
};
// Nothing: the value is a literal.
std::optional<Intrinsic> intrinsic_of(const Tree& value);

// The side of "Fn::If" that counts, as far as what is assumed says it; null: AWS::NoValue, as if nothing were there.
const Tree* chosen(const Tree& value, const Template& of);
// The condition of the first "Fn::If" in the tree.
std::optional<Assumption> first_condition(const Tree& tree, const Tree& document);

// Nothing: it is only known when the stack is created, or not to be shown (NoEcho).
std::optional<Value> resolve(const Tree& value, const Template& of);

// "_dmarc" of a name that begins with "_dmarc.", whatever follows; empty: the first label is not known.
std::string first_label_of(const Tree& name);

}  // namespace mailauth::inputs
