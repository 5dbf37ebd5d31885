#include "support/input_properties.h"

#include <cstdlib>
#include <vector>

#include "inputs/words.h"

namespace mailauth::tests {

namespace {

using inputs::Document;
using inputs::Record;

void require(bool holds) {
  if (!holds) std::abort();
}

class File {
 public:
  explicit File(std::string_view bytes) : bytes_(bytes), lines_{0} {
    for (std::size_t at = 0; at < bytes.size(); ++at)
      if (bytes[at] == '\n') lines_.push_back(at + 1);
  }

  char at(const text::Position& position) const {
    require(position.line >= 1 && position.line <= lines_.size() && position.column >= 1);
    const std::size_t offset = lines_[position.line - 1] + position.column - 1;
    require(offset < bytes_.size());
    return bytes_[offset];
  }

 private:
  std::string_view bytes_;
  std::vector<std::size_t> lines_;
};

void check_written(const text::Source& written, const File& file) {
  for (uint32_t at = 0; at < written.text.size(); ++at)
    require(file.at(text::position_of(written, at)) == written.text[at]);
}

// An escape says another byte than its first one, the backslash.
void check_published(const Record& record, const File& file) {
  const auto* txt = record.data ? std::get_if<dns::Txt>(&*record.data) : nullptr;
  if (txt == nullptr || record.place->anchors.empty()) return;
  const text::Source text = dns::to_source({record.owner, dns::Type::txt, 0, *record.data, record.place});
  for (uint32_t at = 0; at < text.text.size(); ++at) {
    const char written = file.at(text::position_of(text, at));
    require(written == text.text[at] || written == '\\');
  }
}

void check_words(const Record& record) {
  uint32_t end = 0;
  for (const text::Span word : record.words) {
    require(end <= word.begin && word.begin <= word.end && record.written_data.whole().contains(word));
    end = word.end;
  }
}

void check_data(const Record& record) {
  require(record.data.has_value() == (record.unread == inputs::Unread::no));
  require(record.place != nullptr && record.place->begin.line > 0);
  const auto* txt = record.data ? std::get_if<dns::Txt>(&*record.data) : nullptr;
  if (txt == nullptr) return;
  require(!txt->strings.empty());
  for (const std::string& string : txt->strings) require(string.size() <= dns::max_string_length);
}

}  // namespace

void check_input(std::string_view bytes, inputs::Format format, bool verbatim) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return;  // a byte order mark: columns do not count it
  inputs::recognise(bytes, "-");
  const auto read = inputs::read(bytes, "-", {.format = format, .origin = dns::Name::parse("example.com")});
  if (const auto* error = std::get_if<inputs::Error>(&read)) return require(!error->message.empty());
  const File file(bytes);
  for (const Record& record : std::get<Document>(read).records) {
    check_words(record);
    check_data(record);
    for (const text::Span word : record.words) inputs::said(record, word);
    if (!verbatim) continue;
    check_written(source_of(record, record.written_owner), file);
    check_written(source_of(record, record.written_data), file);
    check_published(record, file);
  }
}

}  // namespace mailauth::tests
