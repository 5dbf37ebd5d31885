#include <fmt/format.h>

#include <limits>

#include "dns/snapshot.h"
#include "dns/snapshot/format.h"
#include "text/json_field.h"

namespace mailauth::dns {
namespace {

constexpr uint64_t max_u32 = std::numeric_limits<uint32_t>::max();

uint32_t read_u32(const text::JsonField& field) { return static_cast<uint32_t>(field.number(max_u32)); }

Name read_name(const text::JsonField& field) {
  const std::optional<Name> name = Name::parse(field.bytes());
  if (!name) field.fail("a domain name");
  return *name;
}

template <typename Value>
Value require(const std::optional<Value>& value, const text::JsonField& field, std::string_view expected) {
  if (!value) field.fail(expected);
  return *value;
}

std::vector<std::string> read_texts(const text::JsonField& field) {
  std::vector<std::string> texts;
  for (const text::JsonField& item : field.items(max_strings)) texts.push_back(item.bytes());
  return texts;
}

Txt read_txt(const text::JsonField& record) {
  Txt txt{read_texts(record.at("strings"))};
  for (const std::string& string : txt.strings) {
    if (string.size() > max_string_length) record.at("strings").fail("strings of at most 255 bytes");
  }
  return txt;
}

Soa read_soa(const text::JsonField& record) {
  return {read_name(record.at("primary")), read_name(record.at("mailbox")), read_u32(record.at("serial")),
          read_u32(record.at("refresh")),  read_u32(record.at("retry")),    read_u32(record.at("expire")),
          read_u32(record.at("minimum"))};
}

text::Ip read_address(const text::JsonField& record, bool v4) {
  const text::JsonField field = record.at("address");
  const std::string address = field.bytes();
  if (v4) return require(text::parse_ipv4(address), field, "an IPv4 address");
  return require(text::parse_ipv6(address), field, "an IPv6 address");
}

Data read_data(const text::JsonField& record, Type type) {
  switch (type) {
    case Type::a: return read_address(record, true);
    case Type::aaaa: return read_address(record, false);
    case Type::ns:
    case Type::cname:
    case Type::dname:
    case Type::ptr: return read_name(record.at("target"));
    case Type::mx:
      return Mx{static_cast<uint16_t>(record.at("preference").number(65535)), read_name(record.at("exchange"))};
    case Type::soa: return read_soa(record);
    case Type::spf:
    case Type::txt: return read_txt(record);
  }
  record.fail("a record of a known type");
}

// Lists that are empty are left out of the document.
std::vector<text::JsonField> items_of(const text::JsonField& field, const std::string& key, std::size_t limit) {
  const std::optional<text::JsonField> list = field.find(key);
  return list ? list->items(limit) : std::vector<text::JsonField>();
}

std::shared_ptr<const text::Place> read_place(const text::JsonField& field) {
  text::Place place{{field.at("file").bytes(), read_u32(field.at("line")), read_u32(field.at("column"))}};
  if (const auto within = field.find("within")) place.within = within->bytes();
  for (const text::JsonField& anchor : items_of(field, "anchors", max_anchors))
    place.anchors.push_back(
        {read_u32(anchor.at("offset")), read_u32(anchor.at("line")), read_u32(anchor.at("column"))});
  return std::make_shared<const text::Place>(std::move(place));
}

Record read_record(const text::JsonField& field, Type type) {
  Record record{read_name(field.at("owner")), type, read_u32(field.at("ttl")), read_data(field, type)};
  if (const auto position = field.find("position")) record.place = read_place(*position);
  return record;
}

Outcome read_outcome(const text::JsonField& field) {
  const Outcome outcome = require(parse_outcome(field.bytes()), field, "an outcome such as \"found\"");
  if (outcome == Outcome::pending) field.fail("an outcome other than \"pending\"");
  return outcome;
}

Answer read_answer(const text::JsonField& field) {
  Answer answer;
  answer.question.name = read_name(field.at("name"));
  answer.question.type = require(parse_type(field.at("type").bytes()), field.at("type"), "a type such as \"TXT\"");
  answer.outcome = read_outcome(field.at("outcome"));
  answer.authenticated = field.at("authenticated").boolean();
  answer.ttl = read_u32(field.at("ttl"));
  answer.size = read_u32(field.at("size"));
  answer.from_zone_file = field.at("from_zone_file").boolean();
  for (const text::JsonField& cname : items_of(field, "cnames", max_cname_hops))
    answer.cnames.push_back(read_name(cname));
  if (const auto authority = field.find("authority")) answer.authority = read_name(*authority);
  if (const auto detail = field.find("detail")) answer.detail = detail->bytes();
  for (const text::JsonField& record : items_of(field, "records", max_records)) {
    answer.records.push_back(read_record(record, answer.question.type));
  }
  if (answer.found() == answer.records.empty()) field.fail("records if and only if the outcome is \"found\"");
  return answer;
}

Cost read_cost(const text::JsonField& field) {
  return {read_u32(field.at("questions")), read_u32(field.at("cached")),
          std::chrono::milliseconds(field.at("elapsed_ms").number(max_elapsed_ms)), read_texts(field.at("servers"))};
}

Snapshot::Audit read_audit(const text::JsonField& field) {
  Snapshot::Audit audit;
  audit.domain = field.at("domain").bytes();
  audit.selectors = read_texts(field.at("selectors"));
  audit.mail_from = field.at("mail_from").bytes();
  // Recordings of earlier versions have none of these.
  if (const auto names = field.find("return_paths")) audit.return_paths = read_texts(*names);
  if (const auto ip = field.find("ip")) audit.ip = ip->bytes();
  if (const auto tokens = field.find("ses_tokens")) audit.ses_tokens = read_texts(*tokens);
  if (const auto region = field.find("ses_region")) audit.ses_region = region->bytes();
  if (const auto message = field.find("message")) audit.message = message->bytes();
  audit.evidence.cost = read_cost(field.at("cost"));
  audit.evidence.go_offline();
  for (const text::JsonField& item : field.at("answers").items(max_answers)) {
    Answer answer = read_answer(item);
    const Question question = answer.question;
    audit.evidence.put(std::move(answer));
    audit.evidence.ask(question);  // so that Evidence::answers() has it, as when it was recorded
  }
  return audit;
}

Snapshot read_snapshot(const text::JsonField& document) {
  const uint64_t version = document.at(snapshot_key).number(max_u32);
  if (version != snapshot_version) {
    throw text::WrongJson{fmt::format("version {} of recorded evidence is unknown; this program knows version {}",
                                      version, snapshot_version)};
  }
  Snapshot snapshot;
  for (const text::JsonField& audit : document.at("audits").items(max_audits))
    snapshot.audits.push_back(read_audit(audit));
  return snapshot;
}

}  // namespace

std::variant<Snapshot, std::string> parse_snapshot(std::string_view json) {
  try {
    return read_snapshot(text::parse_json(json, max_snapshot_size, max_snapshot_depth));
  } catch (const text::WrongJson& wrong) {
    return wrong.message;
  }
}

}  // namespace mailauth::dns
