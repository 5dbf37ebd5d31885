// Files of records that are published over each other. Documents are parted by a line feed and a '%'; the byte behind
// it says as what one is read: 'a' is a zone file, 'c' a Route 53 change batch ...

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "audit/publication.h"
#include "inputs/formats.h"

namespace mailauth::publication_fuzz {

namespace {

constexpr std::size_t most_documents = 4;

void require(bool holds) {
  if (!holds) std::abort();
}

void add(std::string_view bytes, std::vector<inputs::Document>& documents) {
  const std::vector<inputs::Format> formats = inputs::all_formats();
  if (bytes.empty() || documents.size() == most_documents) return;
  const auto format = formats[static_cast<uint8_t>(bytes[0] - 'a') % formats.size()];
  auto read = inputs::read(bytes.substr(1), "-", {.format = format, .origin = dns::Name::parse("example.com")});
  if (auto* document = std::get_if<inputs::Document>(&read)) documents.push_back(std::move(*document));
}

std::vector<inputs::Document> documents_of(std::string_view bytes) {
  std::vector<inputs::Document> documents;
  for (std::size_t end = 0; (end = bytes.find("\n%")) != std::string_view::npos; bytes.remove_prefix(end + 2))
    add(bytes.substr(0, end), documents);
  add(bytes, documents);
  return documents;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto documents =
      std::make_shared<const std::vector<inputs::Document>>(documents_of({reinterpret_cast<const char*>(data), size}));
  dns::Evidence today;
  inputs::publish(documents, today);
  today.settle(dns::Outcome::not_asked);
  const inputs::Publication publication = inputs::publish(documents, today);
  require(!publication.worlds.empty() && publication.worlds.size() <= inputs::max_variants);
  std::size_t records = 0;
  for (const inputs::Document& document : *documents) records += document.records.size();
  require(publication.records.size() <= records);
  for (const audit::Subject& subject : audit::subjects_of(publication)) {
    require(audit::after_publication(subject, {}).published != nullptr);
    require(audit::before_publication(subject, {}).published == nullptr);
  }
  return 0;
}

}  // namespace mailauth::publication_fuzz
