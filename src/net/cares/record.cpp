#include "net/cares/record.h"

#include <cstring>

#include "dns/wire_data.h"
#include "net/wire/message.h"

namespace mailauth::net {
namespace {

// c-ares escapes as RFC 1035 5.1 says, which is what Name::parse reads.
std::optional<dns::Name> read_name(const char* text) {
  if (!text) return std::nullopt;
  return dns::Name::parse(text);
}

std::optional<dns::Data> read_name_data(const ares_dns_rr_t* rr, ares_dns_rr_key_t key) {
  std::optional<dns::Name> name = read_name(ares_dns_rr_get_str(rr, key));
  if (!name) return std::nullopt;
  return *std::move(name);
}

std::optional<dns::Data> read_ip(text::Ip::Family family, const void* bytes) {
  if (!bytes) return std::nullopt;
  text::Ip ip{family, {}};
  std::memcpy(ip.bytes.data(), bytes, family == text::Ip::Family::v4 ? 4 : ip.bytes.size());
  return ip;
}

std::optional<dns::Data> read_txt(const ares_dns_rr_t* rr) {
  dns::Txt txt;
  const std::size_t count = ares_dns_rr_get_abin_cnt(rr, ARES_RR_TXT_DATA);
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t length = 0;
    const unsigned char* bytes = ares_dns_rr_get_abin(rr, ARES_RR_TXT_DATA, i, &length);
    if (!bytes) length = 0;
    txt.strings.emplace_back(bytes, bytes + length);
  }
  if (txt.strings.empty()) return std::nullopt;
  return txt;
}

std::optional<dns::Data> read_mx(const ares_dns_rr_t* rr) {
  std::optional<dns::Name> exchange = read_name(ares_dns_rr_get_str(rr, ARES_RR_MX_EXCHANGE));
  if (!exchange) return std::nullopt;
  return dns::Mx{ares_dns_rr_get_u16(rr, ARES_RR_MX_PREFERENCE), *std::move(exchange)};
}

std::optional<dns::Data> read_soa(const ares_dns_rr_t* rr) {
  std::optional<dns::Name> primary = read_name(ares_dns_rr_get_str(rr, ARES_RR_SOA_MNAME));
  std::optional<dns::Name> mailbox = read_name(ares_dns_rr_get_str(rr, ARES_RR_SOA_RNAME));
  if (!primary || !mailbox) return std::nullopt;
  return dns::Soa{*std::move(primary),
                  *std::move(mailbox),
                  ares_dns_rr_get_u32(rr, ARES_RR_SOA_SERIAL),
                  ares_dns_rr_get_u32(rr, ARES_RR_SOA_REFRESH),
                  ares_dns_rr_get_u32(rr, ARES_RR_SOA_RETRY),
                  ares_dns_rr_get_u32(rr, ARES_RR_SOA_EXPIRE),
                  ares_dns_rr_get_u32(rr, ARES_RR_SOA_MINIMUM)};
}

std::optional<dns::Type> known_type(ares_dns_rec_type_t type) {
  switch (static_cast<int>(type)) {
    case ARES_REC_TYPE_A: return dns::Type::a;
    case ARES_REC_TYPE_NS: return dns::Type::ns;
    case ARES_REC_TYPE_CNAME: return dns::Type::cname;
    case ARES_REC_TYPE_SOA: return dns::Type::soa;
    case ARES_REC_TYPE_PTR: return dns::Type::ptr;
    case ARES_REC_TYPE_MX: return dns::Type::mx;
    case ARES_REC_TYPE_TXT: return dns::Type::txt;
    case ARES_REC_TYPE_AAAA: return dns::Type::aaaa;
    default: return std::nullopt;  // of the 65,536 types of the DNS
  }
}

// A type that c-ares does not take apart.
bool is_raw(const ares_dns_rr_t* rr, dns::Type type) {
  return ares_dns_rr_get_type(rr) == ARES_REC_TYPE_RAW_RR &&
         ares_dns_rr_get_u16(rr, ARES_RR_RAW_RR_TYPE) == static_cast<unsigned short>(type);
}

std::optional<dns::Data> read_raw(const ares_dns_rr_t* rr, dns::Type type) {
  std::size_t size = 0;
  const unsigned char* bytes = ares_dns_rr_get_bin(rr, ARES_RR_RAW_RR_DATA, &size);
  if (bytes == nullptr) return std::nullopt;
  return dns::decode_data(type, {reinterpret_cast<const char*>(bytes), size});
}

std::optional<dns::Data> read_data(const ares_dns_rr_t* rr, dns::Type type) {
  switch (type) {
    case dns::Type::a: return read_ip(text::Ip::Family::v4, ares_dns_rr_get_addr(rr, ARES_RR_A_ADDR));
    case dns::Type::aaaa: return read_ip(text::Ip::Family::v6, ares_dns_rr_get_addr6(rr, ARES_RR_AAAA_ADDR));
    case dns::Type::ns: return read_name_data(rr, ARES_RR_NS_NSDNAME);
    case dns::Type::cname: return read_name_data(rr, ARES_RR_CNAME_CNAME);
    case dns::Type::ptr: return read_name_data(rr, ARES_RR_PTR_DNAME);
    case dns::Type::mx: return read_mx(rr);
    case dns::Type::soa: return read_soa(rr);
    case dns::Type::txt: return read_txt(rr);
    case dns::Type::spf: return read_raw(rr, type);
  }
  return std::nullopt;
}

}  // namespace

std::optional<dns::Record> read_record(const ares_dns_rr_t* rr) {
  if (!rr || ares_dns_rr_get_class(rr) != ARES_CLASS_IN) return std::nullopt;
  const std::optional<dns::Type> type =
      is_raw(rr, dns::Type::spf) ? dns::Type::spf : known_type(ares_dns_rr_get_type(rr));
  std::optional<dns::Name> owner = read_name(ares_dns_rr_get_name(rr));
  if (!type || !owner) return std::nullopt;
  std::optional<dns::Data> data = read_data(rr, *type);
  if (!data) return std::nullopt;
  return dns::Record{*std::move(owner), *type, sane_ttl(ares_dns_rr_get_ttl(rr)), *std::move(data)};
}

}  // namespace mailauth::net
