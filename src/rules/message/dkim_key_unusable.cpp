#include <fmt/format.h>

#include <array>

#include "rules/message/helpers/places.h"
#include "rules/message/helpers/samples.h"

namespace mailauth::rules::message_dkim_key_unusable {

namespace {

struct Reason {
  facts::DkimReason reason;
  std::string_view says;
};
constexpr std::array<Reason, 5> reasons{
    {{facts::DkimReason::not_a_key, "what stands at the selector is no key"},
     {facts::DkimReason::other_key_type, "the key is of another type than a="},
     {facts::DkimReason::other_hash, "h= of the key leaves the hash of a= out"},
     {facts::DkimReason::other_service, "s= of the key says that it is not for mail"},
     {facts::DkimReason::subdomain, "t=s of the key forbids i= below d="}}};

void check(const MessageFacts& message, Findings& findings) {
  for (const Reason& each : reasons)
    for (const facts::Signature* signature : signatures_with(message, each.reason))
      point_at(message, *signature,
               each.reason == facts::DkimReason::subdomain ? signature->record.i : signature->record.s,
               "see its record", findings)
          .says(fmt::format("{} cannot be verified: {}", name_of(*signature), each.says))
          .note(fmt::format("the record is at {} TXT", signature->key_name.text()));
}

}  // namespace

extern const Rule rule{.id = "message-dkim-key-unusable",
                       .severity = Severity::error,
                       .title = "The key of a signature cannot be used for it",
                       .reference = "RFC 6376 6.1.2",
                       .why = "The record at the selector is no key, is one of another kind, or says that it is not "
                              "for this: verifiers take the signature for one that is not there.",
                       .bad = SAMPLE_MESSAGE_ZONE_WITH("v=DKIM1; k=rsa; s=tlsrpt; p=$KEY"),
                       .good = SAMPLE_MESSAGE_ZONE,
                       .bad_message = SAMPLE_MESSAGE,
                       .good_message = SAMPLE_MESSAGE,
                       .check_message = check};

}  // namespace mailauth::rules::message_dkim_key_unusable
