#pragma once
// What the hostile server answers, by the first label of the name asked. A number at its end is a parameter.
//
//   never            no answer           slow3000         the answer, after 3,000 ms
//   lost2            no answer to the first two questions
//   garbage          no DNS message      short            three octets
//   pointerloop      a name that points at itself         badtxt   a string longer than its record
//   emptytxt         a TXT without any string             chaos    a record of class CH
//   wrongid          the id of another question           wrongquestion   another question
//   echo             the question itself
//   cnameloop        a -> b -> a         cnamechain20     20 CNAMEs and then a TXT
//   records4000      4,000 A records     txt20            a TXT of 20 strings of 255 octets
//   tcpclose         TC, and TCP that closes at once      tcpgarbage   TC, and garbage over TCP
//   servfail, refused, formerr, notimp   the rcode
//   bogus            SERVFAIL with the extended error "DNSSEC Bogus"
//   referral         NS of somebody else                  nochase   a CNAME that nobody followed
//   nosoa            no data, no SOA     nodata, nxdomain with an SOA of TTL 600 and minimum 60
//   unrelated        records of other names beside its own
//   oddname          a CNAME and an MX with octets that no host name has
//   twice            the same TXT twice, in two orders    authentic   with the AD bit
//
// Every other name has one TXT, "hello". Names that the given zone speaks for are answered from it as a
// recursive resolver would.

#include <chrono>
#include <string>
#include <vector>

#include "dns/evidence.h"
#include "support/dns_wire.h"

namespace mailauth::test {

struct Reply {
  std::vector<std::string> messages;  // sent one after the other; may be empty
  std::chrono::milliseconds delay{0};
  bool close_tcp = false;              // when they are sent
  std::chrono::milliseconds pause{0};  // between two of them
  bool framed = true;                  // over TCP each has its length in front (RFC 1035 4.2.2)
  bool reset_tcp = false;              // as close_tcp, with RST
  bool from_elsewhere = false;         // over UDP the first message comes from another port
};

// `times` says how often the name was asked before.
Reply hostile_reply(const Query& query, unsigned times);
Reply reply_from(dns::Evidence& world, const Query& query);

}  // namespace mailauth::test
