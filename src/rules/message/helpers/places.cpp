#include "rules/message/helpers/places.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"

namespace mailauth::rules {

namespace {

constexpr std::size_t longest_line_shown = 300;  // octets

// The name that says which findings are alike, run after run.
Finding& about_from(const MessageFacts& message, Finding& finding) {
  if (!message.from.empty()) finding.name = message.from.front().domain;
  finding.type = dns::Type::txt;
  return finding;
}

// Tabs are blanks to the reader.
Finding& point(const MessageFacts& message, Source source, Span span, std::string mark, Findings& findings) {
  std::ranges::replace(source.text, '\t', ' ');
  return about_from(message, findings.add(source, span, std::move(mark)));
}

}  // namespace

Finding& point_at(const MessageFacts& message, const Field& field, Span in_value, std::string mark,
                  Findings& findings) {
  const uint32_t before = field.value.begin - field.whole.begin;  // the name and the colon
  return point(message, unfolded(message.message(), field), {before + in_value.begin, before + in_value.end},
               std::move(mark), findings);
}

Finding& point_at_octets(const MessageFacts& message, const Field& field, Span in_message, std::string mark,
                         Findings& findings) {
  // Unfolding takes line ends away: as many octets as stand in front.
  const auto in_value = [&](uint32_t offset) {
    const uint32_t end = std::clamp(offset, field.value.begin, field.value.end);
    const std::string_view before = message.message().at({field.value.begin, end});
    const auto line_ends = std::ranges::count_if(before, [](char c) { return c == '\r' || c == '\n'; });
    return static_cast<uint32_t>(before.size()) - static_cast<uint32_t>(line_ends);
  };
  return point_at(message, field, {in_value(in_message.begin), in_value(in_message.end)}, std::move(mark), findings);
}

Finding& point_at_name(const MessageFacts& message, const Field& field, std::string mark, Findings& findings) {
  return point(message, unfolded(message.message(), field), {0, field.name.length()}, std::move(mark), findings);
}

Finding& point_at(const MessageFacts& message, const facts::Signature& signature, const std::optional<Span>& tag,
                  std::string mark, Findings& findings) {
  return tag ? point_at(message, *signature.field, *tag, std::move(mark), findings)
             : point_at_name(message, *signature.field, std::move(mark), findings);
}

Finding& point_at_header(const MessageFacts& message, std::string mark, Findings& findings) {
  const auto& fields = message.message().fields;
  const auto is_sound = [](const Field& field) { return !field.is_faulty(); };
  const auto last = std::find_if(fields.rbegin(), fields.rend(), is_sound);
  if (last == fields.rend()) return point_at_body(message, {0, 0}, std::move(mark), findings);
  const Source source = unfolded(message.message(), *last);
  const uint32_t end = source.whole().end;
  return point(message, source, {end, end}, std::move(mark), findings);
}

Finding& point_at_body(const MessageFacts& message, Span in_message, std::string mark, Findings& findings) {
  const std::string_view octets = message.message().octets;
  const std::size_t line_end = std::min(octets.find('\n', in_message.begin), octets.size());
  const std::size_t end = std::min({line_end, in_message.begin + longest_line_shown});
  const Source source = excerpt(message.message(), {in_message.begin, static_cast<uint32_t>(end)}, "the body");
  return point(message, source, source.whole(), std::move(mark), findings);
}

std::string name_of(const facts::Signature& signature) {
  return fmt::format("the signature of {} ({})", text::escape_bytes(signature.record.domain),
                     text::escape_bytes(signature.record.selector));
}

std::string from_domain(const MessageFacts& message) {
  return message.from.empty() ? "the sender" : message.from.front().domain.text();
}

std::vector<const facts::Signature*> signatures_with(const MessageFacts& message, facts::DkimReason reason) {
  std::vector<const facts::Signature*> found;
  for (const facts::Signature& signature : message.signatures)
    if (signature.reason == reason) found.push_back(&signature);
  return found;
}

}  // namespace mailauth::rules
