#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "diagnosis/spf.h"

namespace mailauth::spf_diagnosis_fuzz {

// Every diagnosis lies in the record, no term has two, and what was meant is right.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  text::Source source{.where = "example.com TXT", .text = {data, data + size}};
  if (size > 1) source.joints.push_back(static_cast<uint32_t>(size / 2));
  const auto record = records::spf::parse(std::move(source));

  std::size_t next = 0;
  for (const diagnosis::Diagnosis& diagnosis : diagnosis::diagnose(record)) {
    const bool in_order = diagnosis.term >= next && diagnosis.terms_used > 0;
    next = diagnosis.term + diagnosis.terms_used;
    if (!in_order || next > record.terms.size() || !record.source.whole().contains(diagnosis.mark)) std::abort();
    if (diagnosis.message.empty() || diagnosis.advice.empty()) std::abort();
    if (!diagnosis.replacement) continue;
    if (!records::spf::is_valid(records::spf::parse({.text = "v=spf1 " + *diagnosis.replacement}))) std::abort();
  }
  return 0;
}

}  // namespace mailauth::spf_diagnosis_fuzz
