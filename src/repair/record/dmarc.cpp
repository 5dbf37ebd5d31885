#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "diagnosis/dmarc.h"
#include "diagnosis/dmarc_international.h"
#include "records/dmarc.h"
#include "repair/record/dmarc_values.h"
#include "repair/repair.h"
#include "text/ascii.h"
#include "text/edit_distance.h"
#include "text/quote.h"

namespace mailauth::repair {

namespace dmarc = records::dmarc;

namespace {

struct DmarcDraft {
  std::vector<Piece> tags;  // without v
  Changes changes;
};

bool is_dmarc_version(const Piece& piece) {
  if (text::to_lower(piece.name) == "v")
    return text::edit_distance(text::replace_all(piece.value, " ", ""), "DMARC1") <= 2;
  const std::string_view word = piece.name.empty() ? piece.value : piece.name;
  return text::contains_ignoring_case(word, "dmarc") && word.find('@') == std::string_view::npos;
}

// Takes the version out: it is written anew at the front.
void take_version(DmarcDraft& draft) {
  const bool is_first =
      !draft.tags.empty() && text::to_lower(draft.tags.front().name) == "v" && draft.tags.front().value == "DMARC1";
  if (!is_first)
    draft.changes.fault("the record begins with v=DMARC1");
  else if (draft.tags.front().separator != '=')
    draft.changes.fault("':' after v became '='");
  if (std::erase_if(draft.tags, is_dmarc_version) > 1) draft.changes.fault("one of several versions was kept");
}

// What the canonical form does away with by itself, and some receivers do not understand.
void note_loose_form(const dmarc::Record& record, Changes& changes) {
  const auto& tags = record.list.tags;
  if (std::any_of(tags.begin(), tags.end(), diagnosis::has_blanks_around_equals))
    changes.fault("the spaces around '=' were dropped");
  const auto last = std::find_if(tags.rbegin(), tags.rend(), [](const auto& tag) { return !tag.span.empty(); });
  if (std::any_of(last, tags.rend(), [](const auto& tag) { return tag.span.empty(); }))
    changes.fault("one of two ';' was dropped where nothing stands between them");
}

void repair_name(Piece& piece, std::vector<Piece>& all, Changes& changes) {
  std::string name = text::to_lower(piece.name);
  if (const auto meant = diagnosis::meant_tag(name); meant && find_piece(all, *meant) == nullptr) {
    changes.fault(fmt::format("{}= became {}=", name, *meant));
    name = *meant;
  }
  if (piece.separator == ':' && dmarc::is_known_tag(name)) {
    changes.fault(fmt::format("':' after {} became '='", name));
    piece.separator = '=';
  }
  piece.name = std::move(name);
}

// rua=mailto:a@example.com; mailto:b@example.com: the second address belongs to the list before it.
bool joins_address_list(const Piece& piece, DmarcDraft& draft, std::vector<Piece>& before) {
  if (before.empty() || (before.back().name != "rua" && before.back().name != "ruf")) return false;
  const bool is_mailto = piece.name == "mailto" && piece.separator == ':';
  if (!is_mailto && !(piece.name.empty() && piece.value.find('@') != std::string::npos)) return false;
  before.back().value += "," + (is_mailto ? "mailto:" + piece.value : piece.value);
  draft.changes.fault("';' between two report addresses became ','");
  return true;
}

// What is no tag says nothing to receivers; some of them stop reading there (measured).
bool is_junk(const Piece& piece) { return piece.name.empty() || piece.separator != '='; }

void repair_names(DmarcDraft& draft) {
  std::vector<Piece> repaired;
  for (Piece piece : draft.tags) {
    repair_name(piece, draft.tags, draft.changes);
    if (joins_address_list(piece, draft, repaired)) continue;
    if (is_junk(piece))
      draft.changes.fault(
          fmt::format("{} was dropped: it is no tag", text::quote(piece.name.empty() ? piece.value : piece.name)));
    else
      repaired.push_back(std::move(piece));
  }
  draft.tags = std::move(repaired);
}

bool repair_values(DmarcDraft& draft) {
  std::vector<Piece> repaired;
  for (Piece piece : draft.tags) {
    switch (repair_dmarc_value(piece, draft.changes)) {
      case ValueRepair::keep: repaired.push_back(std::move(piece)); break;
      case ValueRepair::drop: break;
      case ValueRepair::hopeless: return false;
    }
  }
  draft.tags = std::move(repaired);
  return true;
}

// Where a default is dropped, a misspelt tag may take its place: once more, until nothing changes.
bool repair_tags(DmarcDraft& draft) {
  constexpr int max_rounds = 4;
  std::vector<Piece> before;
  for (int round = 0; round < max_rounds && draft.tags != before; ++round) {
    before = draft.tags;
    repair_names(draft);
    keep_one_of_equals(draft.tags, Counts::last, draft.changes);
    if (!repair_values(draft)) return false;
  }
  return true;
}

// The letters of an international name belong to it: they are no slips like typographic quotes.
std::string with_ascii_addresses(const dmarc::Record& record, Changes& changes) {
  std::string text;
  uint32_t copied = 0;
  auto uris = diagnosis::international_uris(record);
  std::ranges::sort(uris, {}, [](const diagnosis::InternationalUri& uri) { return uri.span.begin; });
  for (const diagnosis::InternationalUri& uri : uris) {
    if (!uri.ascii) continue;
    changes.fault(fmt::format("{} became {}", text::quote(record.text(uri.span)), *uri.ascii));
    text.append(record.text({copied, uri.span.begin})).append(*uri.ascii);
    copied = uri.span.end;
  }
  return text.append(record.text({copied, record.source.whole().end}));
}

std::optional<DmarcDraft> draft_of(const dmarc::Record& published) {
  DmarcDraft draft;
  // A tab is white space like a blank (RFC 9989 4.8).
  auto text = plain_text(text::replace_all(with_ascii_addresses(published, draft.changes), "\t", " "), draft.changes);
  if (!text) return std::nullopt;
  const dmarc::Record record = dmarc::parse({published.source.where, std::move(*text), {}, {}});
  Changes separators;  // told behind what was done to the version, as they stand in the record
  draft.tags = pieces_of(record.source, record.list, record.swallowed, separators);
  take_version(draft);
  for (std::string& line : separators.lines) draft.changes.fault(std::move(line));
  note_loose_form(record, draft.changes);
  const bool is_known = repair_tags(draft) && find_piece(draft.tags, "v") == nullptr;  // not of another kind
  if (!is_known) return std::nullopt;
  return draft;
}

dmarc::Policy policy_of(const Piece& piece) { return dmarc::parse_policy(piece.value).value_or(dmarc::Policy::none); }

bool is_policy(const Piece& piece) { return piece.name == "p" || piece.name == "sp" || piece.name == "np"; }

// Two records contradict each other: the policy that touches less mail is the safe one.
void merge_tag(DmarcDraft& draft, const Piece& tag) {
  Piece* same = find_piece(draft.tags, tag.name);
  if (same == nullptr) {
    draft.tags.push_back(tag);
  } else if (is_policy(tag) && policy_of(tag) != policy_of(*same)) {
    draft.changes.fault(fmt::format("the records disagree about {}=: the weaker policy was kept", tag.name));
    if (policy_of(tag) < policy_of(*same)) same->value = tag.value;
  } else if ((tag.name == "rua" || tag.name == "ruf") && same->value != tag.value) {
    same->value += "," + tag.value;
  } else if (same->value != tag.value) {
    draft.changes.fault(fmt::format("the records disagree about {}=: {} of the first was kept", tag.name,
                                    text::escape_bytes(same->value)));
  }
}

std::string reason_for(dmarc::Policy policy) {
  return policy == dmarc::Policy::none ? "for now: mail of the domain itself may not pass yet"
                                       : "because nobody sends mail as the domain";
}

// RFC 7489 6.4 wants p directly behind v.
void set_policy(std::optional<dmarc::Policy> wish, DmarcDraft& draft) {
  auto& tags = draft.tags;
  const std::string wished(to_string(wish.value_or(dmarc::Policy::none)));
  const auto tag = std::find_if(tags.begin(), tags.end(), [](const Piece& piece) { return piece.name == "p"; });
  if (tag == tags.end()) {
    tags.insert(tags.begin(), {"p", wished, '='});
    draft.changes.fault(fmt::format("p={} was added: the record had no policy", wished));
    return;
  }
  std::rotate(tags.begin(), tag, tag + 1);
  if (!wish || tags.front().value == wished) return;
  draft.changes.fault(fmt::format("p={} became p={} {}", tags.front().value, wished, reason_for(*wish)));
  tags.front().value = wished;
}

void apply(const DmarcWishes& wishes, DmarcDraft& draft) {
  Changes& changes = draft.changes;
  if (wishes.drop_strict_spf && find_piece(draft.tags, "aspf") != nullptr) {
    drop_piece(draft.tags, "aspf");
    changes.fault("dropped aspf=s: the MAIL FROM domain is a subdomain, so it can never match");
  }
  if (wishes.drop_subdomain_policy && find_piece(draft.tags, "sp") != nullptr) {
    drop_piece(draft.tags, "sp");
    changes.fault("dropped sp=: subdomains get the policy of the domain");
  }
  set_policy(wishes.policy, draft);
  if (!wishes.report_to.empty() && find_piece(draft.tags, "rua") == nullptr) {
    draft.tags.push_back({"rua", "mailto:" + wishes.report_to, '='});
    changes.fault(fmt::format("added rua=mailto:{} for reports: the mailbox has to exist", wishes.report_to));
  }
}

// RFC 9989 4.7: without ruf= receivers ignore it.
void drop_idle_options(DmarcDraft& draft) {
  if (find_piece(draft.tags, "fo") == nullptr || find_piece(draft.tags, "ruf") != nullptr) return;
  drop_piece(draft.tags, "fo");
  draft.changes.tidy("fo= was dropped: it has no effect without ruf=");
}

std::optional<Repaired> finish(DmarcDraft draft, const DmarcWishes& wishes) {
  drop_idle_options(draft);
  apply(wishes, draft);
  if (!draft.changes.has_fault) return std::nullopt;
  draft.tags.insert(draft.tags.begin(), {"v", "DMARC1", '='});
  return Repaired{to_text(draft.tags), std::move(draft.changes.lines)};
}

}  // namespace

std::optional<Repaired> repair_dmarc(const dmarc::Record& record, const DmarcWishes& wishes) {
  auto draft = draft_of(record);
  if (!draft) return std::nullopt;
  return finish(std::move(*draft), wishes);
}

std::optional<Repaired> merge_dmarc(std::span<const dmarc::Record> records, const DmarcWishes& wishes) {
  DmarcDraft merged;
  merged.changes.fault(fmt::format("{} records became one", records.size()));
  for (const dmarc::Record& record : records) {
    auto draft = draft_of(record);
    if (!draft) return std::nullopt;
    for (const Piece& tag : draft->tags) merge_tag(merged, tag);
    for (std::string& line : draft->changes.lines) merged.changes.tidy(std::move(line));
  }
  return finish(std::move(merged), wishes);
}

}  // namespace mailauth::repair
