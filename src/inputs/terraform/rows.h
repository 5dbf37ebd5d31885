#pragma once
// What the providers of Terraform call the parts of a record.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "inputs/reading/txt_value.h"

namespace mailauth::inputs {

// How the name of a record is written.
enum class NameForm : uint8_t {
  absolute,  // with or without its final dot
  below,     // without the zone, "@" or nothing is the zone itself; with a final dot it is absolute
  either,    // absolute when it is in the zone, else below it
  suffix,    // the same, but a name that only ends with the zone's text counts as in it
};

struct RecordRow {
  std::string_view type;           // "azurerm_dns_*_record": the star is the kind of the record
  std::string_view zone = "zone";  // the key of its zone: a name, or an id
  std::string_view name = "name";
  NameForm names = NameForm::below;
  std::string_view whole_name = {};  // the key of what the provider says of the whole name
  bool names_are_complete = false;   // with a dot they are absolute when the zone is not known
  std::string_view kind = "type";    // the key
  std::string_view fixed_kind = {};
  std::array<std::string_view, 2> values = {"value", {}};  // keys; the first that has something
  std::string_view part = "value";                         // of a value that is a block
  std::string_view priority = {};                          // the key of what stands in front of the value of an MX
  std::string_view ttl = "ttl";
  int automatic_ttl = -1;                   // what is written when the provider chooses
  std::optional<uint32_t> chosen_ttl = {};  // by it, seconds
  // Keys that are filled when it is answered with another name's data: its name, a block that has it, or an id of
  // what has a name.
  std::array<std::string_view, 2> alias = {};
  std::string_view target = {};  // where the name stands in the block
  bool alias_is_id = false;      // of those that are no block
  std::string_view set = {};
  std::string_view proxied = {};
  TxtForm txt = TxtForm::text;
  bool octal_names = false;
  bool relative_targets = false;  // names in values without a final dot hang below the zone
  bool whole_set = true;          // false: each record of a set is a resource of its own
};

// Null: the type is not read.
const RecordRow* row_of(std::string_view type);
// What its star stands for.
std::string_view starred(const RecordRow& row, std::string_view type);

inline constexpr std::string_view exclusive_type = "aws_route53_records_exclusive";
inline constexpr std::string_view exclusive_sets = "resource_record_set";
extern const RecordRow exclusive_row;  // of one of its sets

}  // namespace mailauth::inputs
