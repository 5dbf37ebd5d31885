#pragma once
// What a server of the tests is about to send: at first the answer of an honest recursive resolver, of which a
// behaviour then makes something else.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dns/evidence.h"
#include "support/dns_wire.h"
#include "support/hostile_replies.h"

namespace mailauth::hostile {

// A pointer (RFC 1035 4.1.4) at the name that was asked for.
inline constexpr std::string_view asked_name = "\xc0\x0c";

enum Rcode : unsigned { no_error, formerr, servfail, nxdomain, notimp, refused };

struct Draft {
  Draft(const test::Query& query, const dns::Name& domain, dns::Evidence& world);

  test::Query query;
  dns::Name domain;                        // the audited one, at or below which the question is
  unsigned times = 0, times_over_tcp = 0;  // that it was asked before

  // The message, RFC 1035 4.1. A count that is not given is that of the records.
  uint16_t id;
  uint16_t flags = test::qr | test::rd | test::ra;
  unsigned rcode = no_error;
  std::string question;
  uint16_t questions = 1;
  std::vector<std::string> answers, authority, additional;
  std::optional<uint16_t> answer_count, authority_count, additional_count;

  std::string message() const;
  std::size_t answers_begin() const { return header_size + question.size(); }

  // Changes that many behaviours begin with.
  void say_nothing();                 // of anything: all sections are empty
  void deny(unsigned as = nxdomain);  // as the zone's server would, with an SOA
  void truncate();                    // nothing but TC
  void fail(unsigned as);

  // What is sent instead of the message alone.
  void send(std::vector<std::string> messages);
  std::optional<test::Reply> sent;

  static constexpr std::size_t header_size = 12;
};

// As over UDP: TC instead of what does not fit.
test::Reply reply_of(const Draft& draft);

// A record from octets.
std::string record(std::string_view owner, dns::Type type, std::string_view data, uint32_t ttl = 300,
                   unsigned record_class = 1);
std::string soa(const dns::Name& owner, uint32_t ttl = 300, uint32_t minimum = 60);
std::string opt(std::string_view options = "", unsigned version = 0, unsigned extended_rcode = 0);
std::string option(unsigned code, std::string_view octets);

std::string strings(std::string_view text);  // of a TXT, as many as it needs
std::string label(std::string_view octets);
std::string name(std::string_view text);  // "example.com" as octets
std::string mx(unsigned preference, std::string_view exchange);

}  // namespace mailauth::hostile
