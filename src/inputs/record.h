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
  other_type,  // of a type that mailauth does not audit
  unreadable,  // not what the type needs, such as a string of 300 bytes
};

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

  // As it is written, each with its place: every byte from the first to the last of it, quotes, escapes and, in zone
  // files, the comment on its line included. Empty when the file does not write it, such as the owner of a line that
  // begins with a blank. `where` is "owner TYPE".
  text::Source written_owner;
  text::Source written_data;
  std::vector<text::Span> words;  // of `written_data`: its strings and names, with their quotes; a comment is none

  // What the set has before, when the file or another one says it. Of a `replace` or `remove`.
  std::optional<std::vector<dns::Data>> before;

  // The place of the data, with the anchors of the text that is published; for dns::Record.
  std::shared_ptr<const text::Place> place;
};

using Records = std::vector<Record>;

}  // namespace mailauth::inputs
