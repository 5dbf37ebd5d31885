#include "hostile/odd_content.h"

#include <fmt/format.h>

namespace mailauth::hostile {
namespace {

using dns::Type;
using test::u16;
using test::u32;

// Of an answer whose owner is a pointer.
constexpr std::size_t class_at = 4, ttl_at = 6, length_at = 10, data_at = 12;
constexpr std::size_t longest_text = 60'000;
constexpr auto type_null = static_cast<Type>(10), type_dname = static_cast<Type>(39);

bool is_for(const Draft& draft, Type type) { return draft.query.type == static_cast<uint16_t>(type); }

void overwrite(Draft& draft, std::size_t at, const std::string& octets) {
  for (std::string& answer : draft.answers) answer.replace(at, octets.size(), octets);
}

void hold_text(Draft& draft, std::string_view text) { draft.answers = {record(asked_name, Type::txt, strings(text))}; }

std::string alias(std::string_view owner, std::string_view target) { return record(owner, Type::cname, target); }

void put_in_front(Draft& draft, const std::string& answer) { draft.answers.insert(draft.answers.begin(), answer); }

}  // namespace

void fail_because(Draft& draft, std::string_view reason) {
  constexpr unsigned extended_error = 15, bogus = 6;
  draft.fail(servfail);
  draft.additional = {opt(option(extended_error, u16(bogus) + std::string(reason)))};
}

void deny_for(Draft& draft, std::string_view zone) {
  draft.say_nothing();
  draft.flags = test::qr | test::rd;
  draft.authority = {soa(dns::Name::parse(zone).value())};
}

void deny_without_data(Draft& draft) {
  draft.deny();
  draft.authority = {record(test::wire_name(draft.domain), Type::soa, "")};
}

void refer(Draft& draft, std::string_view zone) {
  draft.say_nothing();
  draft.flags = test::qr;
  draft.authority = {record(zone, Type::ns, name("ns.other.test"))};
}

void give_to(Draft& draft, std::string_view owner) {
  for (std::string& answer : draft.answers) answer.replace(0, asked_name.size(), owner);
}

void give_to_name_without_end(Draft& draft) {
  draft.answers = {"\x3f" + std::string(20, 'a')};
  draft.additional.clear();
}

void give_over_pointers(Draft& draft, unsigned count) {
  const std::size_t begin = draft.answers_begin() + data_at;
  std::string pointers(asked_name);
  while (pointers.size() < 2 * count) pointers += pointer(begin + pointers.size() - 2);
  give_to(draft, pointer(begin + pointers.size() - 2));
  put_in_front(draft, record(asked_name, type_null, pointers));
}

void put_into_class(Draft& draft, unsigned record_class) { overwrite(draft, class_at, u16(record_class)); }

void set_ttl(Draft& draft, uint32_t ttl) { overwrite(draft, ttl_at, u32(ttl)); }

void set_length(Draft& draft, int more) {
  if (draft.answers.empty()) return;
  std::string& last = draft.answers.back();
  last.replace(length_at, 2, u16(static_cast<unsigned>(static_cast<int>(last.size() - data_at) + more)));
}

void repeat_answers(Draft& draft) {
  const std::vector<std::string> again = draft.answers;
  draft.answers.insert(draft.answers.end(), again.begin(), again.end());
}

void lead_over(Draft& draft, std::string_view target) {
  give_to(draft, target);
  put_in_front(draft, alias(asked_name, target));
}

void chain(Draft& draft, unsigned hops) {
  std::vector<std::string> answers;
  std::string owner(asked_name);
  for (unsigned hop = 1; hop <= hops; ++hop) {
    const std::string target = name(fmt::format("c{}.test", hop));
    answers.push_back(alias(owner, target));
    owner = target;
  }
  give_to(draft, owner);
  draft.answers.insert(draft.answers.begin(), answers.begin(), answers.end());
}

void loop(Draft& draft) {
  const std::string other = name("loop.test");
  draft.answers = {alias(asked_name, other), alias(other, asked_name)};
}

void lead_two_ways(Draft& draft) {
  const std::string record = draft.answers.front();
  draft.answers.clear();
  for (const char* text : {"one.test", "two.test"}) {
    draft.answers.push_back(alias(asked_name, name(text)));
    draft.answers.push_back(name(text) + record.substr(asked_name.size()));
  }
}

void leave_alone(Draft& draft, uint16_t flags) {
  draft.say_nothing();
  draft.flags = flags;
  draft.answers = {alias(asked_name, name("elsewhere.test"))};
}

void lead_nowhere(Draft& draft, unsigned rcode) {
  draft.deny(rcode);
  draft.answers = {alias(asked_name, name("nowhere." + draft.domain.text()))};
}

void dname(Draft& draft, bool with_all_that_follows) {
  const std::string moved = record(test::wire_name(draft.domain), type_dname, name("moved.test"));
  if (with_all_that_follows) {
    lead_over(draft, label("_dmarc") + name("moved.test"));
    put_in_front(draft, moved);
  } else {
    draft.answers = {moved};
  }
}

std::string pointer(std::size_t at) { return u16(0xc000 | static_cast<unsigned>(at)); }

std::string name_of_octets(std::size_t size) {
  std::string octets;
  for (std::size_t left = size - 1; left > 0; left = size - 1 - octets.size())
    octets += label(std::string(std::min<std::size_t>(left - 1, left == 65 ? 62 : 63), 'n'));
  return octets + '\0';
}

std::function<void(Draft&)> writes(std::string_view octets) {
  return [octets = std::string(octets)](Draft& draft) {
    const std::string domain = draft.domain.text(), below = draft.query.name.relative_to(draft.domain);
    const auto text = [&](std::string_view pattern) {
      return fmt::format(fmt::runtime(pattern), fmt::arg("x", octets), fmt::arg("d", domain));
    };
    if (is_for(draft, Type::txt) && below.empty()) {
      hold_text(draft, text("v=spf1 mx a:{x}.{d} include:_spf.{d} {x}={x} exp={x}.{d} -all"));
      draft.answers.push_back(record(asked_name, Type::txt, strings(text("{x}site{x}"))));
    } else if (is_for(draft, Type::txt) && below == "_dmarc") {
      hold_text(draft, text("v=DMARC1; p=reject; rua=mailto:a{x}@{d}; {x}={x}"));
    } else if (is_for(draft, Type::txt) && below == "s1._domainkey") {
      hold_text(draft, text("v=DKIM1; k={x}; n={x}; {x}; p={x}"));
    } else if (is_for(draft, Type::mx) && below.empty()) {
      draft.answers.push_back(record(asked_name, Type::mx, mx(20, label(octets) + std::string(asked_name))));
    }
  };
}

void hold(Draft& draft, std::string_view pattern) {
  hold_text(draft, fmt::format(fmt::runtime(pattern), draft.domain.text()));
}

void hold_many(Draft& draft, std::string_view begin, std::string_view pattern) {
  std::string text(begin);
  for (unsigned i = 0; text.size() < longest_text; ++i)
    text += fmt::format(fmt::runtime(pattern), draft.domain.text(), i);
  hold_text(draft, text);
}

void lead_mail_to(Draft& draft, std::string_view exchange) {
  draft.answers = {record(asked_name, Type::mx, mx(10, exchange))};
}

void many_mx(Draft& draft, unsigned count) {
  draft.answers.clear();
  for (unsigned i = 0; i < count; ++i)
    draft.answers.push_back(
        record(asked_name, Type::mx, mx(i, label(fmt::format("m{}", i)) + std::string(asked_name))));
}

void many_txt(Draft& draft, unsigned count) {
  for (unsigned i = 0; i < count; ++i) put_in_front(draft, record(asked_name, Type::txt, label(std::to_string(i))));
}

void map_addresses(Draft& draft) {
  if (draft.query.name.relative_to(draft.domain) != "mx") return;
  if (is_for(draft, Type::a)) draft.answers = {record(asked_name, Type::a, u32(0))};
  const std::string mapped = std::string(10, '\0') + "\xff\xff" + u32(0x08080808);
  if (is_for(draft, Type::aaaa)) draft.answers = {record(asked_name, Type::aaaa, mapped)};
}

void spf_without_end(Draft& draft) {
  const std::string below = draft.query.name.relative_to(draft.domain);
  if (!is_for(draft, Type::txt) || !(below.empty() || below.starts_with("more"))) return;
  std::string text = "v=spf1";
  for (int i = 0; i < 10; ++i) text += fmt::format(" include:more{}.{}", i, draft.query.name.text());
  draft.say_nothing();
  hold_text(draft, text + " -all");
}

}  // namespace mailauth::hostile
