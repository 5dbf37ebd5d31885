#include "records/dkim.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "repair/record/dkim_key.h"
#include "repair/record/tag_pieces.h"
#include "repair/repair.h"
#include "text/ascii.h"
#include "text/edit_distance.h"
#include "text/quote.h"

namespace mailauth::repair {

namespace dkim = records::dkim;

namespace {

constexpr std::string_view revocation = "v=DKIM1; p=";

bool is_dkim_version(const Piece& piece) {
  if (text::to_lower(piece.name) == "v")
    return text::edit_distance(text::replace_all(piece.value, " ", ""), "DKIM1") <= 2;
  if (text::to_lower(piece.name).starts_with("dkim")) return piece.value.size() <= 5;  // DKIM=v1
  return piece.name.empty() && text::equals_ignoring_case(piece.value, "DKIM1");
}

// v= may be missing, but when it is there it is the first tag and exactly this (RFC 6376 3.6.1).
void repair_version(std::vector<Piece>& tags, Changes& changes) {
  const Piece right{"v", "DKIM1", '='};
  const auto version = std::find_if(tags.begin(), tags.end(), is_dkim_version);
  if (version == tags.end())
    changes.tidy("v=DKIM1 was added");
  else if (version != tags.begin() || !(*version == right))
    changes.fault("the record begins with v=DKIM1");
  std::erase_if(tags, is_dkim_version);
  tags.insert(tags.begin(), right);
}

// RFC 6376 3.2: names of tags are case-sensitive.
void repair_names(std::vector<Piece>& tags, Changes& changes) {
  for (Piece& tag : tags) {
    const std::string name = text::to_lower(tag.name);
    if (name != tag.name && dkim::is_known_tag(name)) {
      changes.fault(fmt::format("{}= became {}=", tag.name, name));
      tag.name = name;
    }
    if (tag.separator == ':' && dkim::is_known_tag(tag.name)) {
      changes.fault(fmt::format("':' after {} became '='", tag.name));
      tag.separator = '=';
    }
  }
}

void drop_junk(std::vector<Piece>& tags, Changes& changes) {
  std::erase_if(tags, [&](const Piece& tag) {
    if (!tag.name.empty() && tag.separator == '=') return false;
    changes.fault(fmt::format("{} was dropped: it is no tag", text::quote(tag.name.empty() ? tag.value : tag.name)));
    return true;
  });
}

// k= says what the bytes of the key are; rsa is what it means when it is missing.
void repair_key_type(std::vector<Piece>& tags, dkim::Algorithm algorithm, Changes& changes) {
  const std::string right(to_string(algorithm));
  Piece* type = find_piece(tags, "k");
  if (type == nullptr && algorithm == dkim::Algorithm::rsa) return;
  if (type == nullptr) {
    tags.insert(tags.begin() + 1, {"k", right, '='});
    changes.fault(fmt::format("k={} was added", right));
  } else if (type->value != right) {
    changes.fault(fmt::format("k={} became k={}", text::escape_bytes(type->value), right));
    type->value = right;
  }
}

bool lists(std::string_view list, std::string_view wanted) {
  const auto items = text::split(list, ':');
  return std::any_of(items.begin(), items.end(), [&](std::string_view item) { return text::trim(item) == wanted; });
}

// Without h= every hash of the day may be used, without s= the key is for every service, and g= is obsolete.
void drop_restrictions(std::vector<Piece>& tags, Changes& changes) {
  const Piece* hashes = find_piece(tags, "h");
  if (hashes != nullptr && !lists(text::to_lower(hashes->value), "sha256")) {
    changes.fault("h= was dropped: it did not permit SHA-256");
    drop_piece(tags, "h");
  }
  // A key for reports on TLS (RFC 8460 3) may be right where it is.
  const Piece* services = find_piece(tags, "s");
  if (services != nullptr && !lists(services->value, "*") && !lists(services->value, "email") &&
      !lists(services->value, "tlsrpt")) {
    changes.fault("s= was dropped: it did not permit e-mail");
    drop_piece(tags, "s");
  }
  if (find_piece(tags, "g") != nullptr) {
    changes.fault("g= was dropped: it is obsolete");
    drop_piece(tags, "g");
  }
}

void end_testing(std::vector<Piece>& tags, Changes& changes) {
  Piece* flags = find_piece(tags, "t");
  if (flags == nullptr) return;
  std::vector<std::string> kept;
  for (const std::string_view flag : text::split(flags->value, ':'))
    if (text::trim(flag) != "y") kept.emplace_back(text::trim(flag));
  changes.fault("t=y was dropped: the key is no longer a test");
  if (kept.empty())
    drop_piece(tags, "t");
  else
    flags->value = text::join(kept, ":");
}

// The key itself, in a form that verifiers read. False when it holds none.
bool repair_public_key(std::vector<Piece>& tags, Changes& changes) {
  Piece* p = find_piece(tags, "p");
  if (p == nullptr) return false;
  if (p->value.empty()) return true;
  auto key = repair_key(p->value, changes);
  if (!key) return false;
  p->value = std::move(key->p);
  repair_key_type(tags, key->algorithm, changes);
  return true;
}

}  // namespace

std::optional<Repaired> repair_dkim(const dkim::Record& published, const DkimWishes& wishes) {
  if (published.key.form == dkim::Form::private_key)
    return Repaired{std::string(revocation), {"the key was revoked: whoever reads the private key can sign as you"}};
  Changes changes;
  auto text = plain_text(text::replace_all(published.source.text, "\t", " "), changes);  // both are white space
  if (!text) return std::nullopt;
  const dkim::Record record = dkim::parse({published.source.where, std::move(*text), {}, {}});
  std::vector<Piece> tags = pieces_of(record.source, record.list, record.swallowed, changes);
  repair_version(tags, changes);
  repair_names(tags, changes);
  drop_junk(tags, changes);
  keep_one_of_equals(tags, Counts::first, changes);
  if (!repair_public_key(tags, changes)) return std::nullopt;
  drop_restrictions(tags, changes);
  if (wishes.end_testing) end_testing(tags, changes);
  if (!changes.has_fault) return std::nullopt;
  return Repaired{to_text(tags), std::move(changes.lines)};
}

}  // namespace mailauth::repair
