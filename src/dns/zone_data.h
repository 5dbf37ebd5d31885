#pragma once
// The words of a master file that have a meaning by their place: names, TTLs, and the data of a record.

#include <optional>
#include <span>
#include <string>

#include "dns/answer.h"
#include "dns/zone_lexer.h"

namespace mailauth::dns {

// Where a word stands: what relative names hang below, and the file for errors.
struct Scope {
  std::string file;
  std::optional<Name> origin;
};

// All of these throw a ZoneError.
Name read_name(const Token& token, const Scope& scope);
uint32_t read_ttl(const Token& token, const Scope& scope);  // "3600", "1h30m"
// `words` are those after the type; `type_token` is the one before them.
Data read_data(Type type, const Token& type_token, std::span<const Token> words, const Scope& scope);
// Where the data stands that read_data() makes of these words, and each byte of its strings. Not of no words.
text::Place place_of_data(Type type, std::span<const Token> words, const Scope& scope);
// Does a word stand where an address belongs? Registrars export "Parked" for one that they choose.
bool has_word_for_address(Type type, std::span<const Token> words);
// Is one of the strings longer than a string can be? That alone is no mistake of syntax.
bool has_long_string(Type type, std::span<const Token> words, const Scope& scope);

}  // namespace mailauth::dns
