#include "facts/message/signed_header.h"

#include <algorithm>
#include <map>

#include "messages/canonical.h"
#include "text/ascii.h"

namespace mailauth::facts {

using messages::Canon;
using records::dkim_signature::Canonicalization;
using records::dkim_signature::Record;

namespace {

Canon canon_of_header(const Record& record) {
  return record.header == Canonicalization::simple ? Canon::simple : Canon::relaxed;
}

std::string own_field(const messages::Message& message, const Signature& signature, Canon canon) {
  const messages::Field& field = *signature.field;
  const std::string_view name = message.at({field.whole.begin, field.value.begin});
  std::string own = canonical_field(name, with_emptied_signature(message.at(field.value)), canon);
  own.resize(own.size() - 2);  // CRLF
  return own;
}

}  // namespace

std::vector<const messages::Field*> signed_fields(const messages::Message& message, const Record& record) {
  std::map<std::string, std::vector<const messages::Field*>> left;  // the lowest one last
  for (const messages::Field& field : message.fields) left[text::to_lower(message.name(field))].push_back(&field);
  std::vector<const messages::Field*> chosen;
  chosen.reserve(record.signed_names.size());
  for (const text::Span name : record.signed_names) {
    const auto fields = left.find(text::to_lower(record.text(name)));
    const bool is_there = !name.empty() && fields != left.end() && !fields->second.empty();
    chosen.push_back(is_there ? fields->second.back() : nullptr);
    if (is_there) fields->second.pop_back();
  }
  return chosen;
}

std::string with_emptied_signature(std::string_view value) {
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find(';', at), value.size());
    const std::size_t sign = std::min(value.find('=', at), end);
    if (sign < end && text::trim(value.substr(at, sign - at)) == "b")
      return std::string(value.substr(0, sign + 1)).append(value.substr(end));
    at = end + 1;
  }
  return std::string(value);
}

SignedHeader signed_header(const messages::Message& message, const Signature& signature) {
  const Canon canon = canon_of_header(signature.record);
  SignedHeader header;
  header.fields.reserve(signature.signed_fields.size());
  for (const messages::Field* field : signature.signed_fields)
    header.fields.push_back(field == nullptr ? "" : canonical_field(message, *field, canon));
  header.own = own_field(message, signature, canon);
  return header;
}

records::Digest digest_of(const SignedHeader& header, records::HashKind kind) {
  records::Hash hash(kind);
  for (const std::string& field : header.fields) hash.add(field);
  hash.add(header.own);
  return hash.digest();
}

}  // namespace mailauth::facts
