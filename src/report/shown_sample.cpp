#include "report/shown_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "facts/sample.h"
#include "records/dmarc.h"
#include "rules/message_sample.h"
#include "text/ascii.h"

namespace mailauth::report {

namespace {

constexpr std::string_view samples_domain = "example.com";
// A key of RSA is longer, and everything else that stands in samples is shorter.
constexpr std::size_t shortest_key = 100;
constexpr std::size_t key_begins = 12, key_ends = 8;  // so many characters of a key are shown

// Without the padding, which looks like the '=' of a tag.
bool is_of_a_key(char c) { return text::is_alnum(c) || c == '+' || c == '/'; }

// Where one string of a TXT record ends and the next one begins: `" "`. 0: not here.
std::size_t joint_length(std::string_view text) {
  if (!text.starts_with('"')) return 0;
  const std::size_t next = text.find_first_not_of(" \t\n", 1);
  return next != std::string_view::npos && next > 1 && text[next] == '"' ? next + 1 : 0;
}

// What looks like one key at the beginning of a text, with the joints inside.
struct KeyText {
  std::size_t length = 0;   // bytes
  std::size_t letters = 0;  // of these, without the joints
  bool joined = false;
};

KeyText key_text_at(std::string_view text) {
  KeyText run;
  while (run.length < text.size()) {
    const std::string_view rest = text.substr(run.length);
    const std::size_t joint = run.length > 0 ? joint_length(rest) : 0;
    if (is_of_a_key(rest.front())) {
      ++run.letters;
      ++run.length;
    } else if (joint > 0 && joint < rest.size() && is_of_a_key(rest[joint])) {
      run.joined = true;
      run.length += joint;
    } else {
      break;
    }
  }
  return run;
}

// "MIIBIjANBgkq..." "...EQIDAQAB"
std::string shortened(std::string_view key, bool joined) {
  return fmt::format("{}...{}{}", key.substr(0, key_begins), joined ? "\" \"..." : "",
                     key.substr(key.size() - key_ends));
}

std::string with_short_keys(std::string_view zone) {
  std::string out;
  while (!zone.empty()) {
    const KeyText run = key_text_at(zone);
    const std::size_t taken = std::max<std::size_t>(run.length, 1);
    const std::string_view text = zone.substr(0, taken);
    out += run.letters > shortest_key ? shortened(text, run.joined) : std::string(text);
    zone.remove_prefix(taken);
  }
  return out;
}

struct ToldBeside {
  std::string domain{samples_domain}, options;
  std::vector<std::string> more;
  bool in_a_file = false;
};

void tell_past(const std::vector<std::string_view>& words, ToldBeside& told) {
  const bool is_policy = records::dmarc::parse_policy(words[2]).has_value();
  told.more.push_back(is_policy ? fmt::format("p={} since {}", words[2], words[1])
                                : fmt::format("this key is in use since {}", words[1]));
}

void tell(std::string_view directive, ToldBeside& told) {
  const std::vector<std::string_view> words = text::split(directive, ' ');
  if (directive == "nxdomain")
    told.more.push_back(fmt::format("{} does not exist", told.domain));
  else if (words.size() == 3 && words[0] == "--past")
    tell_past(words, told);
  else if (words.size() == 3)
    told.more.push_back(fmt::format("{} {}: {}", words[0], words[1], words[2]));
  else if (words[0] == "--domain")
    told.domain = words[1];
  else if (words[0] == "--input")
    told.in_a_file = true;
  else
    told.options += fmt::format(" {}", directive);
}

std::string circumstances_of(std::string_view sample) {
  ToldBeside told;
  for (const std::string_view directive : facts::directives_of(sample)) tell(directive, told);
  const bool is_special = !told.options.empty() || told.domain != samples_domain;
  if (is_special && told.in_a_file)
    told.more.insert(told.more.begin(), fmt::format("mailauth lint FILE --domain {}{}", told.domain, told.options));
  else if (is_special)
    told.more.insert(told.more.begin(), fmt::format("mailauth check {}{}", told.domain, told.options));
  return text::join(told.more, "; ");
}

// What signs a message is filled in by who reads the sample.
std::string shown_message(std::string_view message) {
  const rules::MessageSample sample = rules::read_message_sample(message);
  std::string shown = rules::changed(sample.text, sample.changes);
  for (const std::string_view place : {"$KEY", "$BODY", "$SIGN"}) shown = text::replace_all(shown, place, "...");
  return text::replace_all(shown, "$LF", "\n");
}

}  // namespace

ShownSample shown_sample(std::string_view sample, std::string_view message) {
  const std::string records = facts::without_directives(sample);
  std::string zone;
  for (const std::string_view line : text::split(records, '\n'))
    if (!text::trim(line).empty()) zone.append(line).append("\n");
  std::string shown = with_short_keys(text::replace_all(text::trim(zone), "$KEY", "..."));
  if (!message.empty()) shown.append("\n\n").append(text::trim(shown_message(message)));
  return {std::move(shown), circumstances_of(sample)};
}

}  // namespace mailauth::report
