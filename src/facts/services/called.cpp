// Services by the words of people.

#include <algorithm>
#include <map>
#include <set>

#include "facts/services.h"
#include "text/ascii.h"
#include "text/edit_distance.h"

namespace mailauth::facts {

namespace {

constexpr std::size_t most_meant = 3;      // more are no suggestion: so many services share the word "mail"
constexpr std::size_t shortest_word = 3;   // that means something
constexpr std::size_t longest_typed = 64;  // that is compared with everything

using Words = std::set<std::string>;

void add_words(std::string_view text, Words& words) {
  std::string word;
  for (const char c : text) {
    if (text::is_alnum(c)) {
      word += text::to_lower(c);
      continue;
    }
    words.insert(word);
    word.clear();
  }
  words.insert(word);
  std::erase_if(words, [](const std::string& each) { return each.size() < shortest_word; });
}

std::vector<std::string_view> spellings(const Service& service) {
  std::vector<std::string_view> all{service.id, service.name};
  all.insert(all.end(), service.aliases.begin(), service.aliases.end());
  return all;
}

// An id counts before a name, and a name before an alias, whichever service comes first.
const Service* called_exactly(std::string_view typed) {
  const std::string wanted = squeezed(typed);
  if (wanted.empty()) return nullptr;
  const auto is_wanted = [&](std::string_view spelling) { return squeezed(spelling) == wanted; };
  for (const Service& service : services())
    if (is_wanted(service.id)) return &service;
  for (const Service& service : services())
    if (is_wanted(service.name)) return &service;
  for (const Service& service : services())
    if (std::ranges::any_of(service.aliases, is_wanted)) return &service;
  return nullptr;
}

// "spf.protection.outlook.com", as it stands in somebody's record.
const Service* called_by_host(std::string_view typed) {
  const auto name = dns::Name::parse(typed);
  if (!name || name->labels().size() < 2) return nullptr;
  for (const auto by : {service_of_include, service_of_mx, service_of_dkim_target, service_of_return_path})
    if (const Service* service = by(*name)) return service;
  return nullptr;
}

unsigned distance(std::string_view wanted, const Service& service) {
  unsigned least = longest_typed;
  for (const std::string_view spelling : spellings(service))
    least = std::min(least, text::edit_distance(wanted, squeezed(spelling)));
  return least;
}

// Those that have a word in one of their spellings.
using ByWord = std::map<std::string, std::vector<const Service*>>;

ByWord services_by_word() {
  ByWord by_word;
  for (const Service& service : services()) {
    Words words;
    for (const std::string_view spelling : spellings(service)) add_words(spelling, words);
    for (const std::string& word : words) by_word[word].push_back(&service);
  }
  return by_word;
}

// One slip of the finger in three letters. What is nearer to a word that means nobody is no slip of a name: "email" and
// "gmail".
std::vector<const Service*> spelt_nearly(std::string_view typed, const ByWord& by_word) {
  const std::string wanted = squeezed(typed);
  unsigned least = std::min<unsigned>(3, static_cast<unsigned>(wanted.size() / 3));
  for (const auto& [word, sharing] : by_word)
    if (sharing.size() > most_meant) least = std::min(least, text::edit_distance(wanted, word));
  std::vector<const Service*> nearest;
  if (least == 0) return nearest;
  for (const Service& service : services()) {
    const unsigned edits = distance(wanted, service);
    if (edits > least) continue;
    if (edits < least) nearest.clear();
    least = edits;
    nearest.push_back(&service);
  }
  return nearest;
}

// By the word of which the fewest services can be meant.
std::vector<const Service*> sharing_a_word(std::string_view typed, const ByWord& by_word) {
  Words words;
  add_words(typed, words);
  std::vector<const Service*> best;
  for (const std::string& word : words) {
    const auto found = by_word.find(word);
    if (found != by_word.end() && (best.empty() || found->second.size() < best.size())) best = found->second;
  }
  return best;
}

}  // namespace

std::string squeezed(std::string_view name) {
  std::string letters;
  for (const char c : name)
    if (text::is_alnum(c)) letters += text::to_lower(c);
  return letters;
}

const Service* service_called(std::string_view typed) {
  if (const Service* service = find_service(typed)) return service;
  if (const Service* service = called_exactly(typed)) return service;
  return called_by_host(typed);
}

std::vector<const Service*> services_meant(std::string_view typed) {
  if (typed.size() > longest_typed) return {};
  const ByWord by_word = services_by_word();
  std::vector<const Service*> meant = spelt_nearly(typed, by_word);
  if (meant.empty()) meant = sharing_a_word(typed, by_word);
  if (meant.size() > most_meant) meant.clear();
  return meant;
}

}  // namespace mailauth::facts
