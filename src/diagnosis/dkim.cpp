#include "diagnosis/dkim.h"

#include <algorithm>
#include <string_view>

#include "diagnosis/characters.h"
#include "text/ascii.h"

namespace mailauth::diagnosis {

namespace dkim = records::dkim;

namespace {

constexpr std::size_t max_rests = 3;  // a key of 4096 bits has 736 bytes of base64

// Does p= end the text, as far as it goes? Then the rest can follow it.
bool is_beginning(const dkim::Record& key) {
  return key.key.form == dkim::Form::truncated && key.list.tags.back().value == *key.p;
}

bool is_base64(char c) { return text::is_alnum(c) || std::string_view("+/=").find(c) != std::string_view::npos; }

// Base64 without quotes, blanks and a ';' at the end; empty when it is something else.
std::string rest_of(std::string_view text) {
  std::string plain = without_quotes(text);
  std::erase_if(plain, text::is_blank);
  while (plain.ends_with(';')) plain.pop_back();
  return std::all_of(plain.begin(), plain.end(), is_base64) ? plain : "";
}

struct Rest {
  const text::Source* source;
  std::string text;
};

std::vector<Rest> rests_beside(const dkim::Record& beginning, std::span<const dkim::Record> keys,
                               std::span<const text::Source> unrelated) {
  std::vector<Rest> rests;
  const auto add = [&](const text::Source& source, std::string_view text) {
    if (std::string rest = rest_of(text); !rest.empty()) rests.push_back({&source, std::move(rest)});
  };
  for (const dkim::Record& key : keys)
    if (&key != &beginning && key.p) add(key.source, key.text(*key.p));
  for (const text::Source& source : unrelated) add(source, source.text);
  return rests;
}

bool is_whole(const std::string& text) {
  const dkim::Form form = dkim::parse({{}, text, {}, {}}).key.form;
  return form == dkim::Form::spki || form == dkim::Form::pkcs1;
}

// The DNS has no order of records: all are tried.
std::optional<CutKey> joined(const dkim::Record& beginning, std::vector<Rest> rests) {
  if (rests.empty() || rests.size() > max_rests) return std::nullopt;
  std::ranges::sort(rests, {}, &Rest::text);
  do {
    CutKey cut{std::string(beginning.source.at({0, beginning.p->end})), {&beginning.source}};
    for (const Rest& rest : rests) {
      cut.text += rest.text;
      cut.parts.push_back(rest.source);
    }
    if (is_whole(cut.text)) return cut;
  } while (std::ranges::next_permutation(rests, {}, &Rest::text).found);
  return std::nullopt;
}

}  // namespace

bool is_meant_as_version(const dkim::Record& key, const records::Tag& tag) {
  const std::string_view name = key.text(tag.name);
  const bool says_dkim = text::equals_ignoring_case(name, "DKIM") || text::equals_ignoring_case(name, "DKIM1");
  return says_dkim && !key.v && tag.value.length() <= std::string_view("DKIM1").size();
}

std::optional<CutKey> cut_key(std::span<const dkim::Record> keys, std::span<const text::Source> unrelated) {
  for (const dkim::Record& key : keys)
    if (is_beginning(key)) return joined(key, rests_beside(key, keys, unrelated));
  return std::nullopt;
}

}  // namespace mailauth::diagnosis
