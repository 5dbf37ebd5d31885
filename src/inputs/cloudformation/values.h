#pragma once
// What the values of a CloudFormation template say before the stack is created: literals, parameters that have a
// default, and Sub, Join and FindInMap of these, and If under an assumption. Short tags of YAML (!Sub) and long forms
// (Fn::Sub) are the same.
//
//     { "Fn::Join": ["", ["\"v=DMARC1; p=none; rua=mailto:", { "Ref": "Rua" }, "\""]] }

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "inputs/reading/value.h"

namespace mailauth::inputs {

inline constexpr std::size_t max_resolved_length = 1 << 18;  // bytes; no record has so many

// Of one condition.
struct Assumption {
  std::string condition;  // that no other one negates: "IsProd" of "IsNotProd: !Not [!Condition IsProd]"
  bool holds = true;
};
// One of the ways in which a stack can come out: which of its conditions hold.
using Assumptions = std::map<std::string, bool>;
// "IsProd" or "IsNotProd" as an assumption that it holds.
Assumption assumption_of(std::string_view condition, const Tree& document);

// The document, and what is assumed of it.
struct Template {
  const Tree& document;
  Assumptions assumed = {};
};

struct Intrinsic {
  std::string_view function;  // "Ref", "Sub"
  const Tree* argument = nullptr;
};
// Nothing: the value is a literal.
std::optional<Intrinsic> intrinsic_of(const Tree& value);

// The side of "Fn::If" that counts, as far as what is assumed says it; null: AWS::NoValue, as if nothing were there.
const Tree* chosen(const Tree& value, const Template& of);
// The condition of the first "Fn::If" in the tree of which nothing is assumed.
std::optional<std::string> first_condition(const Tree& tree, const Template& of);

// Nothing: it is only known when the stack is created ("{{resolve:ssm:/name}}" is, too), or it is a secret.
std::optional<Value> resolve(const Tree& value, const Template& of);
// Is a parameter in it that is not to be shown (NoEcho), or a reference to what is kept as a secret?
bool is_secret(const Tree& value, const Template& of);

// "_dmarc" of a name that begins with "_dmarc.", whatever follows; empty: the first label is not known.
std::string first_label_of(const Tree& name);

}  // namespace mailauth::inputs
