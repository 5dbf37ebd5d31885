#pragma once
// A resource of a plan in one of its two states, before or after, and which of its values may be read.

#include <cstdint>
#include <string>
#include <string_view>

#include "inputs/tree/tree.h"

namespace mailauth::inputs {

struct Resource {
  std::string address;  // "module.dns.aws_route53_record.spf[0]"
  std::string type;     // "aws_route53_record"
  const Tree& values;
  // Of the same shape: true where a value is only known after apply, and where it must not be shown. What is sensitive
  // in the other state is so in this one: it may be the same value.
  const Tree* unknown = nullptr;
  const Tree* sensitive = nullptr;
  const Tree* sensitive_in_other = nullptr;
};

enum class Hidden : uint8_t { no, unknown, sensitive };

// Of a value, or of any part of it.
Hidden hidden(const Resource& resource, std::string_view key);
Hidden hidden_as_a_whole(const Resource& resource);

// Nothing when it is hidden, or not of this kind.
const Tree* known_scalar(const Resource& resource, std::string_view key);
const Tree* known_text(const Resource& resource, std::string_view key);
std::string text_of(const Resource& resource, std::string_view key);  // empty: there is none, or it is hidden
// A list that has something in it, or a text that is not empty.
bool is_filled(const Resource& resource, std::string_view key);

// One of the blocks that stand in a list.
Resource block_of(const Resource& resource, std::string_view list, std::size_t index);
// Is this one of a list only known after apply?
bool is_unknown_item(const Resource& resource, std::string_view list, std::size_t index);

}  // namespace mailauth::inputs
