#pragma once
// A DNS record as a file has it, before anybody publishes it: a zone file, an export, a plan of Terraform ... The
// readers are lossless and do not judge: what is wrong with the way a record is written is found by the rules in
// src/rules/source.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dns/answer.h"
#include "text/source.h"

namespace mailauth::inputs {

enum class Format : uint8_t {
  zone,             // RFC 1035 5
  route53,          // aws route53 list-resource-record-sets
  route53_changes,  // aws route53 change-resource-record-sets --change-batch
  terraform,        // terraform show -json PLAN
  octodns,          // a zone of octoDNS, YAML
  dnscontrol,       // dnscontrol print-ir
  cloudflare,       // a zone file that Cloudflare exported
  cloudformation,   // a template, JSON or YAML; also what cdk synth writes
  plain,            // lines "name TYPE value"
};
std::string_view to_string(Format format);                  // "route53-changes": stable, for --input-format
std::optional<Format> parse_format(std::string_view text);  // exactly as to_string writes it
std::string_view describe(Format format);                   // "Route 53 change batch": for people

// What publishing the file does to the set of records with this owner and type.
enum class Action : uint8_t {
  keep,     // it is listed: nothing changes, or the format does not say what does
  create,   // it is new
  replace,  // it takes the place of all that the set has now (UPSERT, an update in place)
  remove,   // it goes away
};

// Why a record has no data.
enum class Unread : uint8_t {
  no,          // it has data
  not_known,   // only known when it is published: "(known after apply)", Ref, ...
  alias,       // answered with what another name has when it is asked (AliasTarget of Route 53)
  hidden,      // the file says that it is a secret: nobody looks at it
  other_type,  // of a type that mailauth does not audit
  unreadable,  // not what the type needs, such as a string of 300 bytes
};

// A part of a file as it is written: every byte from the first to the last of it, quotes, escapes and, in zone files,
// the comment on its line included. Of a million records much is kept, so this is less than a text::Source: source_of()
// makes one.
struct Written {
  std::string text;
  uint32_t line = 0, column = 0;  // of its first byte
  // Its bytes stand in the file as they are, line feeds included: `anchors` is empty and follows from the text.
  bool verbatim = false;
  std::vector<text::Anchor> anchors = {};  // otherwise: where they stand; empty: only its beginning is known

  std::string_view at(text::Span span) const;
  text::Span whole() const { return {0, static_cast<uint32_t>(text.size())}; }
};

using Before = std::shared_ptr<const std::vector<dns::Data>>;

struct Record {
  Format format = Format::zone;   // of its file
  dns::Name owner;                // where it will be published
  std::string type;               // "TXT"; upper case
  std::optional<uint32_t> ttl;    // seconds; nothing: the file does not say
  std::optional<dns::Data> data;  // as it will be published; nothing: `unread` says why
  Unread unread = Unread::no;
  Action action = Action::keep;
  std::string set;  // one of several answers to the same question (Route 53 SetIdentifier); empty: the only one
  // False: the tool keeps each record by itself (Cloudflare), and its set may have others that the file does not say.
  bool whole_set = true;
  bool proxied = false;           // Cloudflare answers with addresses of its own instead
  std::optional<dns::Name> zone;  // the zone that it belongs to, and that relative names hang below; nothing: not known

  // Empty when the file does not write it, such as the owner of a line that begins with a blank.
  Written written_owner;
  Written written_data;
  // Of `written_data`: its strings and names, with their quotes; a comment is none. None where a $GENERATE made the
  // record: then that is what is written.
  std::vector<text::Span> words;

  // What the set has before, when the file or another one says it; null: nobody does. Of a `replace` or `remove`. All
  // records of the set share it.
  Before before;

  // Then it is not in force: a zone holds only names at and below its own (RFC 1034 4.2.1).
  bool lies_outside() const { return zone && !owner.is_within(*zone); }

  // The place of the data, with the anchors of the text that is published; for dns::Record.
  std::shared_ptr<const text::Place> place;
};

// One of both parts with its place, which is in the file of Record::place; `where` is "owner TYPE".
text::Source source_of(const Record& record, const Written& part);

using Records = std::vector<Record>;
// The same ones, for several lists: a file may have a million, and each of its domains a list of those that concern it.
using SharedRecords = std::vector<std::shared_ptr<const Record>>;
SharedRecords share(Records records);

}  // namespace mailauth::inputs
