#include "facts/return_path.h"

#include <algorithm>

#include "records/spf.h"

namespace mailauth::facts {

namespace {

// "reply" is proposed for both.
bool is_proposed(const dns::Name& name) {
  const std::string_view label = name.labels().front();
  return label != "reply" && std::ranges::find(mail_from_labels(), label) != mail_from_labels().end();
}

bool permits(const Service& service, std::string_view text) {
  if (!records::spf::is_spf(text)) return false;
  const records::spf::Record record = records::spf::parse({"", std::string(text), {}, nullptr});
  return std::ranges::any_of(record.terms, [&](const records::spf::Term& term) {
    if (term.kind != records::spf::Kind::include && term.kind != records::spf::Kind::redirect) return false;
    const auto target = dns::Name::parse(record.text(term.value));
    return target && service_of_include(*target) == &service;
  });
}

}  // namespace

const Service* service_of_bounces(const dns::Name& name, const dns::Name& mx_host, const AnyText& txt) {
  const Service* service = service_of_return_path(mx_host);
  if (service == nullptr || service_of_mx(mx_host) != service || is_proposed(name)) return service;
  return txt([&](std::string_view text) { return permits(*service, text); }) ? service : nullptr;
}

}  // namespace mailauth::facts
