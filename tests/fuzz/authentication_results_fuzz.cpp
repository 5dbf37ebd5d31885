// Authentication-Results and its kin from anywhere: what is read stands in the value, and is bounded.

#include "messages/authentication_results.h"

#include <cstdint>
#include <cstdlib>

namespace mailauth::authentication_results_fuzz {

namespace {

using text::Span;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(Span whole, const messages::MethodResult& result) {
  require(result.whole.begin <= result.whole.end && whole.contains(result.whole));
  for (const Span span : {result.method, result.result}) require(result.whole.contains(span));
  for (const Span span : {result.comment, result.reason}) require(span.empty() || result.whole.contains(span));
  require(result.properties.size() <= messages::max_properties);
  for (const auto& property : result.properties) {
    require(whole.contains(property.whole));
    for (const Span span : {property.ptype, property.property, property.value}) require(property.whole.contains(span));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view value(reinterpret_cast<const char*>(data), size);
  const Span whole{0, static_cast<uint32_t>(size)};
  const messages::AuthenticationResults read = messages::read_authentication_results(value);
  require(read.results.size() <= messages::max_results && read.unread.size() <= messages::max_results);
  require(whole.contains(read.authserv_id) && whole.contains(read.version));
  for (const auto& result : read.results) check(whole, result);
  for (const Span span : read.unread) require(whole.contains(span));

  const messages::ReceivedSpf spf = messages::read_received_spf(value);
  require(whole.contains(spf.result) && whole.contains(spf.comment));
  for (const auto& pair : spf.pairs) require(whole.contains(pair.name) && whole.contains(pair.value));
  if (const auto client = messages::read_connecting_ip(value)) require(whole.contains(client->span));
  return 0;
}

}  // namespace mailauth::authentication_results_fuzz
