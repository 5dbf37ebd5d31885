#pragma once
// What is wrong with the terms of an SPF record, and what was meant. The rules print it, repair applies it:
//
//     v=spf1 ip4: 192.0.2.1 inlcude:_spf.example.net -all;
//                ^          ^^^^^^^                      ^
//                |          unknown_mechanism            trailing_punctuation: "-all" was meant
//                space_after_colon: "ip4:192.0.2.1" was meant

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/spf_problem.h"
#include "records/spf.h"
#include "text/source.h"

namespace mailauth::diagnosis {

struct Diagnosis {
  Problem problem = Problem::syntax_error;
  std::size_t term = 0;        // the index of the first term that it is about
  std::size_t terms_used = 1;  // 2 for "ip4: 192.0.2.1" and "- all"
  text::Span mark;             // the shortest text that a person has to change
  std::string message;         // one sentence without full stop, as the message of a finding
  std::string advice;          // what to do at the mark: "write ':' here"
  // What to write in place of the terms used, when it can be derived: one valid term, several of them with
  // blanks between, or nothing ("") when the terms are to be left out.
  std::optional<std::string> replacement;
};

// In the order of the terms; a term is part of at most one diagnosis. A record that is_valid() can
// have some too: include=x.example, include:a..example, two strings of the TXT or two terms that ran together into a
// valid one. Kept with the record.
const std::vector<Diagnosis>& diagnose(const records::spf::Record& record);
const std::vector<Diagnosis>& diagnose(const records::spf::Record&& record) = delete;  // would be gone

// A term as it stands in the record, and what was meant by it: the same, or what its diagnosis says. Then what is wrong
// beside the spelling is found at once, and not only after the spelling has been corrected.
struct MeantTerm {
  const records::spf::Term* written = nullptr;
  std::vector<records::spf::Term> meant;  // their spans do not lie in the record

  bool means(records::spf::Kind kind) const;
};
const std::vector<MeantTerm>& meant_terms(const records::spf::Record& record);  // kept with it

}  // namespace mailauth::diagnosis
