#include "dns/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>

#include "text/ascii.h"

namespace mailauth::dns {
namespace {

struct TypeName {
  Type type;
  std::string_view mnemonic;
};
constexpr std::array type_names = {
    TypeName{Type::a, "A"},     TypeName{Type::ns, "NS"},     TypeName{Type::cname, "CNAME"},
    TypeName{Type::soa, "SOA"}, TypeName{Type::ptr, "PTR"},   TypeName{Type::mx, "MX"},
    TypeName{Type::txt, "TXT"}, TypeName{Type::aaaa, "AAAA"}, TypeName{Type::dname, "DNAME"},
    TypeName{Type::spf, "SPF"},
};

struct OutcomeName {
  Outcome outcome;
  std::string_view id, description;
};
constexpr std::array outcome_names = {
    OutcomeName{Outcome::pending, "pending", "no answer yet"},
    OutcomeName{Outcome::found, "found", "found"},
    OutcomeName{Outcome::no_data, "no_data", "no data"},
    OutcomeName{Outcome::no_domain, "no_domain", "NXDOMAIN"},
    OutcomeName{Outcome::server_failure, "server_failure", "SERVFAIL"},
    OutcomeName{Outcome::refused, "refused", "REFUSED"},
    OutcomeName{Outcome::timeout, "timeout", "no answer in time"},
    OutcomeName{Outcome::malformed, "malformed", "malformed answer"},
    OutcomeName{Outcome::not_asked, "not_asked", "not asked"},
};

const OutcomeName& entry(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

std::string absolute(const Name& name) { return name.text() + "."; }

// Is a byte written as it is, inside of quotes?
bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

void append_character_string(std::string& zone_text, std::string_view string) {
  zone_text += '"';
  for (auto at = string.begin(); at != string.end();) {
    const auto end = std::find_if_not(at, string.end(), is_plain);
    zone_text.append(at, end);
    at = end;
    if (at == string.end()) break;
    if (*at == '"' || *at == '\\') zone_text += '\\';
    zone_text += text::escape_bytes({&*at, 1});
    ++at;
  }
  zone_text += '"';
}

std::string character_strings(const std::vector<std::string>& strings) {
  std::string joined;
  joined.reserve(strings.empty() ? 0 : strings.front().size() + 2);
  for (const std::string& string : strings) {
    if (!joined.empty()) joined += ' ';
    append_character_string(joined, string);
  }
  return joined;
}

text::Source source_of(const Txt& txt, std::string where, const std::shared_ptr<const text::Place>& place) {
  text::Source source{std::move(where), {}, {}, place};
  for (std::size_t i = 0; i < txt.strings.size(); ++i) {
    if (i > 0) source.joints.push_back(static_cast<uint32_t>(source.text.size()));
    source.text += txt.strings[i];
  }
  return source;
}

struct ZoneText {
  std::string operator()(const Txt& txt) const { return character_strings(txt.strings); }
  std::string operator()(const Mx& mx) const { return fmt::format("{} {}", mx.preference, absolute(mx.exchange)); }
  std::string operator()(const Soa& soa) const {
    return fmt::format("{} {} {} {} {} {} {}", absolute(soa.primary), absolute(soa.mailbox), soa.serial, soa.refresh,
                       soa.retry, soa.expire, soa.minimum);
  }
  std::string operator()(const Name& name) const { return absolute(name); }
  std::string operator()(const text::Ip& ip) const { return text::to_string(ip); }
};

}  // namespace

std::string_view to_string(Type type) {
  const auto at = std::find_if(type_names.begin(), type_names.end(), [type](TypeName n) { return n.type == type; });
  return at != type_names.end() ? at->mnemonic : "?";
}

std::optional<Type> parse_type(std::string_view mnemonic) {
  for (const TypeName& name : type_names) {
    if (text::equals_ignoring_case(name.mnemonic, mnemonic)) return name.type;
  }
  return std::nullopt;
}

std::string to_string(const Question& question) {
  std::string text = question.name.is_root() ? "." : question.name.text();
  return text.append(1, ' ').append(to_string(question.type));
}

std::string_view to_string(Outcome outcome) { return entry(outcome).id; }

std::optional<Outcome> parse_outcome(std::string_view text) {
  for (const OutcomeName& name : outcome_names) {
    if (name.id == text) return name.outcome;
  }
  return std::nullopt;
}

std::string_view describe(Outcome outcome) { return entry(outcome).description; }

text::Source to_source(const Record& record) {
  const auto* txt = std::get_if<Txt>(&record.data);
  const std::string where = to_string(Question{record.owner, record.type});
  return txt == nullptr ? text::Source{where, {}, {}, record.place} : source_of(*txt, where, record.place);
}

std::string text_of(const Data& data) {
  const auto* txt = std::get_if<Txt>(&data);
  return txt == nullptr ? std::string() : text::join(txt->strings, "");
}

std::string to_zone_text(const Data& data) { return std::visit(ZoneText{}, data); }

std::string to_zone_txt(std::string_view text) { return to_zone_text(cut_into_strings(text)); }

Txt cut_into_strings(std::string_view text) {
  Txt txt;
  do {
    txt.strings.emplace_back(text.substr(0, max_string_length));
    text.remove_prefix(txt.strings.back().size());
  } while (!text.empty());
  return txt;
}

void normalise(std::vector<Record>& records) {
  const auto before = [](const Record& a, const Record& b) { return a.data < b.data; };
  if (std::ranges::adjacent_find(records, std::not_fn(before)) != records.end()) {
    std::ranges::stable_sort(records, before);
    const auto repeated = std::ranges::unique(records, {}, &Record::data);
    records.erase(repeated.begin(), repeated.end());
  }
  if (records.size() > max_records) records.resize(max_records);
}

namespace {

std::vector<text::Source> read_sources(const Answer& answer) {
  std::vector<text::Source> sources;
  sources.reserve(answer.records.size());
  const std::string where = to_string(answer.question);
  for (const Record& record : answer.records) {
    const auto* txt = std::get_if<Txt>(&record.data);
    if (txt == nullptr) continue;
    text::Source source = source_of(*txt, where, record.place);
    const bool known = std::any_of(sources.begin(), sources.end(), [&source](const text::Source& other) {
      return other.text == source.text && other.joints == source.joints;
    });
    if (!known) sources.push_back(std::move(source));
  }
  return sources;
}

std::vector<Mx> read_hosts(const Answer& answer) {
  std::vector<Mx> hosts;
  for (const Record& record : answer.records) {
    if (const auto* mx = std::get_if<Mx>(&record.data)) hosts.push_back(*mx);
  }
  std::sort(hosts.begin(), hosts.end(), [](const Mx& a, const Mx& b) {
    return std::tie(a.preference, a.exchange) < std::tie(b.preference, b.exchange);
  });
  return hosts;
}

}  // namespace

// Of most answers there is nothing to remember: they have no records.
const std::vector<text::Source>& txt_sources(const Answer& answer) {
  static const std::vector<text::Source> none;
  return answer.records.empty() ? none : answer.worked_out.once(read_sources, answer);
}

const std::vector<Mx>& mx_records(const Answer& answer) {
  static const std::vector<Mx> none;
  return answer.records.empty() ? none : answer.worked_out.once(read_hosts, answer);
}

}  // namespace mailauth::dns
