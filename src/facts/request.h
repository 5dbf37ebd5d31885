#pragma once
// What an audit is asked to look at.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dns/name.h"
#include "facts/past.h"
#include "inputs/record.h"
#include "text/ip.h"

namespace mailauth::records::dkim {
class BadKeys;
}

namespace mailauth::facts {

struct Service;

// Receivers whose published demands on bulk senders can be checked.
enum class Profile : uint8_t { google, yahoo, microsoft };
std::string_view to_string(Profile profile);                  // "google"
std::optional<Profile> parse_profile(std::string_view text);  // exactly as to_string writes it

// How much is asked for that may well not be there.
enum class Effort : uint8_t {
  thorough,  // every well-known selector and MAIL FROM label, names that records are put at by mistake
  sweep,     // only what is likely, for lists of many domains
};

struct Request {
  dns::Name domain;
  std::vector<std::string> selectors = {};    // --selector: these must exist
  std::optional<dns::Name> mail_from = {};    // --mail-from: the MAIL FROM domain in use
  std::vector<dns::Name> return_paths = {};   // names where files show that a service's bounces arrive
  bool null_sender = false;                   // --mail-from '<>': bounces and what else has no MAIL FROM
  std::optional<text::Ip> ip = {};            // --ip: an address that sends
  std::vector<std::string> ses_tokens = {};   // --ses-token: of Easy DKIM; they stand in `selectors`, too
  std::string ses_region = {};                // --ses-region: "eu-west-1"; empty: not given
  std::vector<const Service*> expected = {};  // --expect: what they need must be there
  std::vector<Profile> profiles = {};         // --profile
  Effort effort = Effort::thorough;
  std::shared_ptr<const records::dkim::BadKeys> bad_keys = {};  // --bad-keys; null: not given
  std::optional<Past> past = {};                                // --history; nothing: no sweep has seen the domain
  // What is to be published for the domain and for names below it that are not audited themselves, as it is written in
  // files; null: nothing was read from a file.
  std::shared_ptr<const inputs::SharedRecords> published = {};
};

}  // namespace mailauth::facts
