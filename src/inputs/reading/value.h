#pragma once
// Values of JSON and YAML documents as the data of records.

#include <optional>
#include <string>
#include <vector>

#include "inputs/reading/txt_value.h"
#include "inputs/tree/tree.h"

namespace mailauth::inputs {

// A text that stands in the file, in one piece or put together from several.
struct Value {
  std::string text;
  std::vector<text::Anchor> anchors;
  uint32_t line = 0, column = 0;
};
Value value_of(const Tree& scalar);
Value value_of(const Tree& preference, const Tree& exchange);  // of MX: "10 mail.example.com"

// Behind it, with its places.
void append(Value& to, const Value& part);

// How the tool of a format reads what is written for a record.
struct Manner {
  TxtForm txt = TxtForm::text;
  bool octal_names = false;  // "\052.example.com" is *.example.com
  std::optional<dns::Name> origin =
      dns::Name{};  // what names without a final dot hang below; the root: they are absolute
};

// Where the values of one set of records stand.
struct Where {
  std::string path;
  std::string within;    // for people: "aws_route53_record.spf"
  bool in_plan = false;  // of text::Place
};

// The name as the tool reads it; nothing when it is none.
std::optional<dns::Name> name_of(std::string_view written, const Manner& manner);
// The same of a value that must be one: throws an Error.
dns::Name owner_of(const Tree& value, const Where& where, const Manner& manner);
std::optional<uint32_t> ttl_of(const Tree* value);

// The record with its owner as it is written.
void take_owner(Record& record, const Value& owner);
// `common` is the record without data: owner and type are known.
Record with_value(const Record& common, const Value& value, const Where& where, const Manner& manner);
// The data, when there are any.
std::optional<dns::Data> data_of(std::string_view type, std::string_view value, const Manner& manner);
// A record whose data the file does not have; `at` is where they would stand.
Record without_value(const Record& common, const Tree& at, const Where& where, Unread why = Unread::not_known);

}  // namespace mailauth::inputs
