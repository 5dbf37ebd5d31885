#pragma once
// The ways in which diagnose() looks at a term. Each function knows one mistake, and answers nothing when the term at
// this index is not an example of it.

#include <cstddef>
#include <optional>
#include <string_view>

#include "diagnosis/spf.h"

namespace mailauth::diagnosis::looks {

using records::spf::Flaw;
using records::spf::Kind;
using records::spf::Record;
using records::spf::Term;
using text::Span;

inline std::string_view text_of(const Record& record, std::size_t at) { return record.text(record.terms[at].span); }
inline Span empty_at(uint32_t at) { return {at, at}; }
inline bool is_flawed(const Record& record, std::size_t at) { return record.terms[at].flaw != Flaw::none; }

// Where one term ends and the next begins: separation.cpp.
std::optional<Diagnosis> strings_joined(const Record& record, std::size_t at);       // two strings of the TXT
std::optional<Diagnosis> space_inside(const Record& record, std::size_t at);         // ip4: 192.0.2.1
std::optional<Diagnosis> punctuation(const Record& record, std::size_t at);          // -all;
std::optional<Diagnosis> punctuation_between(const Record& record, std::size_t at);  // ip4:192.0.2.1,192.0.2.2
std::optional<Diagnosis> detached_qualifier(const Record& record, std::size_t at);   // - all
std::optional<Diagnosis> terms_glued(const Record& record, std::size_t at);  // ip4:192.0.2.1-all, a:x.example-all

// Which words a term is made of: wording.cpp.
std::optional<Diagnosis> equals_sign(const Record& record, std::size_t at);             // include=x.example
std::optional<Diagnosis> mechanism_twice(const Record& record, std::size_t at);         // include:include:x.example
std::optional<Diagnosis> wrong_qualifier(const Record& record, std::size_t at);         // --all
std::optional<Diagnosis> ip_in_domain_mechanism(const Record& record, std::size_t at);  // a:192.0.2.1
std::optional<Diagnosis> bare_value(const Record& record, std::size_t at);              // 192.0.2.1
std::optional<Diagnosis> unknown_mechanism(const Record& record, std::size_t at);       // inlcude:x.example
std::optional<Diagnosis> misspelt_modifier(const Record& record, std::size_t at);       // redirct=x.example

// What stands where a domain belongs: targets.cpp. Some of it is well formed, but never a name.
std::optional<Diagnosis> unicode_name(const Record& record, std::size_t at);         // include:b\195\188cher.example
std::optional<Diagnosis> web_or_mail_address(const Record& record, std::size_t at);  // include:https://x.example/
std::optional<Diagnosis> impossible_label(const Record& record, std::size_t at);     // include:a..example
std::optional<Diagnosis> no_host_name(const Record& record, std::size_t at);         // include:a|b.example

// What belongs to another record or to the form that the record was typed into: pasted.cpp.
std::optional<Diagnosis> pasted_behind(const Record& record, std::size_t at);  // v=DMARC1; p=none
std::optional<Diagnosis> panel_word(const Record& record, std::size_t at);     // TTL 3600

}  // namespace mailauth::diagnosis::looks
