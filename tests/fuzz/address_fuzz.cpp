// From fields from anywhere: what is read stands in the value, and is bounded.

#include "messages/address.h"

#include <cstdint>
#include <cstdlib>

namespace mailauth::address_fuzz {

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace messages;
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  const text::Span whole{0, static_cast<uint32_t>(size)};
  const AddressList list = parse_addresses(value);
  require(list.mailboxes.size() <= max_mailboxes && list.faults.size() <= max_address_faults);
  for (const Mailbox& mailbox : list.mailboxes) {
    require(whole.contains(mailbox.whole) && whole.contains(mailbox.display_name));
    require(mailbox.whole.contains(mailbox.local_part) && mailbox.whole.contains(mailbox.domain));
    require(domain_of(value, mailbox).size() <= mailbox.domain.length());
    require(decoded_display_name(value, mailbox).size() <= 2 * size);  // ISO-8859-1 in UTF-8
  }
  for (const text::Span group : list.groups) require(whole.contains(group));
  for (const AddressFault& fault : list.faults) require(whole.contains(fault.span));
  return 0;
}

}  // namespace mailauth::address_fuzz
