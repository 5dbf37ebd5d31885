// DKIM-Signature, ARC-Message-Signature and ARC-Seal: any text is read, and everything points into it.

#include "records/dkim_signature.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace mailauth::dkim_signature_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

using records::dkim_signature::FieldKind;
using records::dkim_signature::Record;

void check(const Record& record) {
  const text::Span whole = record.source.whole();
  for (const auto& fault : record.faults) {
    require(whole.contains(fault.span));
    require(!fault.message.empty());
  }
  for (const text::Span name : record.signed_names) require(whole.contains(name));
  require(record.signed_names.size() <= records::dkim_signature::max_signed_names);
  require(record.instance <= records::dkim_signature::max_instance);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const FieldKind kind : {FieldKind::dkim, FieldKind::arc_message_signature, FieldKind::arc_seal}) {
    text::Source source;
    source.text = text;
    check(records::dkim_signature::parse(kind, std::move(source)));
  }
  return 0;
}

}  // namespace mailauth::dkim_signature_fuzz
