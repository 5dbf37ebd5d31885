#include "net/cares/answer.h"

#include "net/cares/record.h"
#include "net/wire/extended_error.h"

namespace mailauth::net {
namespace {

bool is_wanted(const ares_dns_rr_t* rr, dns::Type type) {
  const auto is = static_cast<unsigned>(ares_dns_rr_get_type(rr));
  return is == static_cast<unsigned>(type) || is == ARES_REC_TYPE_CNAME;
}

void read_answers(const ares_dns_record_t* from, dns::Type type, Message& message) {
  const std::size_t count = ares_dns_record_rr_cnt(from, ARES_SECTION_ANSWER);
  for (std::size_t i = 0; i < count; ++i) {
    const ares_dns_rr_t* rr = ares_dns_record_rr_get_const(from, ARES_SECTION_ANSWER, i);
    std::optional<dns::Record> record = read_record(rr);
    if (!record && is_wanted(rr, type)) message.unreadable = true;
    if (record) message.answers.push_back(*std::move(record));
  }
}

void read_authority(const ares_dns_record_t* from, Message& message) {
  const std::size_t count = ares_dns_record_rr_cnt(from, ARES_SECTION_AUTHORITY);
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<dns::Record> record =
        read_record(ares_dns_record_rr_get_const(from, ARES_SECTION_AUTHORITY, i));
    if (!record) continue;
    const auto* soa = std::get_if<dns::Soa>(&record->data);
    if (!soa && record->type != dns::Type::ns) continue;
    message.authority.push_back({record->owner, record->type, record->ttl, soa ? soa->minimum : 0});
  }
}

std::optional<std::string> read_error_reason(const ares_dns_record_t* from) {
  const std::size_t count = ares_dns_record_rr_cnt(from, ARES_SECTION_ADDITIONAL);
  for (std::size_t i = 0; i < count; ++i) {
    const ares_dns_rr_t* rr = ares_dns_record_rr_get_const(from, ARES_SECTION_ADDITIONAL, i);
    if (ares_dns_rr_get_type(rr) != ARES_REC_TYPE_OPT) continue;
    const unsigned char* value = nullptr;
    std::size_t length = 0;
    if (!ares_dns_rr_get_opt_byid(rr, ARES_RR_OPT_OPTIONS, extended_error_option, &value, &length)) continue;
    if (value) return describe_extended_error({reinterpret_cast<const char*>(value), length});
  }
  return std::nullopt;
}

}  // namespace

Message read_message(const ares_dns_record_t* from, dns::Type type) {
  const auto flags = static_cast<unsigned>(ares_dns_record_get_flags(from));
  Message message;
  message.response = (flags & ARES_FLAG_QR) != 0;
  message.truncated = (flags & ARES_FLAG_TC) != 0;
  message.recursion_available = (flags & ARES_FLAG_RA) != 0;
  message.authenticated = (flags & ARES_FLAG_AD) != 0;
  message.rcode = static_cast<unsigned>(ares_dns_record_get_rcode(from));
  read_answers(from, type, message);
  read_authority(from, message);
  message.error_reason = read_error_reason(from);
  return message;
}

}  // namespace mailauth::net
