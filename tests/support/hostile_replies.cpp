#include "support/hostile_replies.h"

#include <array>
#include <charconv>

namespace mailauth::test {
namespace {

using dns::Name;
using dns::Txt;
using dns::Type;

constexpr std::size_t udp_limit = 1232;  // what the resolver's EDNS says

// A header that promises 65,535 questions, and then none.
std::string garbage(const Query& query) { return u16(query.id) + std::string(60, '\xff'); }

Name name_of(std::string_view text) { return Name::parse(text).value(); }
std::string txt(std::string string) { return wire_strings(Txt{{std::move(string)}}); }

// TC instead of what does not fit into a UDP packet.
Reply fitting(const Query& query, const Message& message) {
  if (query.over_tcp || message.bytes().size() <= udp_limit) return {{message.bytes()}, {}, false};
  return {{Message(query, qr | rd | ra | tc).bytes()}, {}, false};
}

Reply hello(const Query& query) { return fitting(query, Message(query).answer(query.name, Type::txt, txt("hello"))); }

Reply with_rcode(const Query& query, unsigned rcode) {
  return {{Message(query, qr | rd | ra, rcode).bytes()}, {}, false};
}

Reply never(const Query&, unsigned, unsigned) { return {}; }

Reply slow(const Query& query, unsigned after, unsigned) {
  Reply reply = hello(query);
  reply.delay = std::chrono::milliseconds(after);
  return reply;
}

Reply lost(const Query& query, unsigned questions, unsigned times) {
  return times < questions ? Reply{} : hello(query);
}

Reply nonsense(const Query& query, unsigned, unsigned) { return {{garbage(query)}, {}, false}; }

Reply cut_short(const Query& query, unsigned, unsigned) { return {{u16(query.id) + "\x81"}, {}, false}; }

Reply pointer_loop(const Query& query, unsigned, unsigned) {
  Message message(query);
  const auto here = static_cast<unsigned>(message.bytes().size());
  return {{message.raw(u16(0xc000 | here) + u16(16) + u16(1) + u32(60) + u16(2) + "\x01x").bytes()}, {}, false};
}

Reply bad_txt(const Query& query, unsigned, unsigned) {
  return {{Message(query).answer(query.name, Type::txt, "\x09short").bytes()}, {}, false};
}

Reply empty_txt(const Query& query, unsigned, unsigned) {
  return {{Message(query).answer(query.name, Type::txt, "").bytes()}, {}, false};
}

Reply chaos(const Query& query, unsigned, unsigned) {
  return {{Message(query).raw(u16(0xc00c) + u16(16) + u16(3) + u32(60) + u16(2) + "\x01x").bytes()}, {}, false};
}

Reply wrong_id(const Query& query, unsigned, unsigned) {
  Query other = query;
  other.id ^= 0x5555;
  return hello(other);
}

Reply wrong_question(const Query& query, unsigned, unsigned) {
  Query other = query;
  other.question = wire_name(name_of("other.test")) + u16(query.type) + u16(1);
  return hello(other);
}

Reply echo(const Query& query, unsigned, unsigned) { return {{Message(query, rd).bytes()}, {}, false}; }

Reply cname_loop(const Query& query, unsigned, unsigned) {
  const Name other = name_of("b.test");
  return fitting(query, Message(query)
                            .answer(query.name, Type::cname, wire_name(other))
                            .answer(other, Type::cname, wire_name(query.name)));
}

Reply cname_chain(const Query& query, unsigned hops, unsigned) {
  Message message(query);
  Name owner = query.name;
  for (unsigned hop = 1; hop <= hops; ++hop) {
    const Name next = name_of("hop" + std::to_string(hop) + ".test");
    message.answer(owner, Type::cname, wire_name(next), 300 - hop);
    owner = next;
  }
  return fitting(query, message.answer(owner, Type::txt, txt("end")));
}

Reply many_records(const Query& query, unsigned count, unsigned) {
  Message message(query);
  for (unsigned i = 0; i < count; ++i) {  // 16 octets each: the owner points at the question
    message.raw(u16(0xc00c) + u16(1) + u16(1) + u32(300) + u16(4) + u32(0x0a000000 + i));
  }
  return fitting(query, message);
}

Reply long_txt(const Query& query, unsigned strings, unsigned) {
  const Txt long_one{std::vector<std::string>(strings, std::string(255, 'x'))};
  return fitting(query, Message(query).answer(query.name, Type::txt, wire_strings(long_one)));
}

Reply tcp_close(const Query& query, unsigned, unsigned) {
  if (query.over_tcp) return {{}, {}, true};
  return {{Message(query, qr | rd | ra | tc).bytes()}, {}, false};
}

Reply tcp_garbage(const Query& query, unsigned, unsigned) {
  if (query.over_tcp) return {{garbage(query)}, {}, false};
  return {{Message(query, qr | rd | ra | tc).bytes()}, {}, false};
}

Reply formerr(const Query& query, unsigned, unsigned) { return with_rcode(query, 1); }
Reply servfail(const Query& query, unsigned, unsigned) { return with_rcode(query, 2); }
Reply notimp(const Query& query, unsigned, unsigned) { return with_rcode(query, 4); }
Reply refused(const Query& query, unsigned, unsigned) { return with_rcode(query, 5); }

Reply bogus(const Query& query, unsigned, unsigned) {
  std::string message = with_rcode(query, 2).messages.front();
  message.replace(10, 2, u16(1));  // ARCOUNT: an OPT with option 15, INFO-CODE 6 (RFC 8914)
  message +=
      std::string("\0", 1) + u16(41) + u16(1232) + u32(0) + u16(6 + 5) + u16(15) + u16(2 + 5) + u16(6) + "bad\x07!";
  return {{message}, {}, false};
}

Reply referral(const Query& query, unsigned, unsigned) {
  Message message(query, qr | rd);
  return fitting(query, message.authority(name_of("test"), Type::ns, wire_name(name_of("ns.elsewhere.test"))));
}

Reply no_chase(const Query& query, unsigned, unsigned) {
  Message message(query, qr | rd);
  return fitting(query, message.answer(query.name, Type::cname, wire_name(name_of("elsewhere.test"))));
}

Reply no_soa(const Query& query, unsigned, unsigned) { return with_rcode(query, 0); }

Reply denial(const Query& query, unsigned rcode) {
  const dns::Soa soa{name_of("ns.test"), name_of("hostmaster.test"), 1, 2, 3, 4, 60};
  Message message(query, qr | rd | ra, rcode);
  return fitting(query, message.authority(name_of("test"), Type::soa, wire_data(soa), 600));
}
Reply no_data(const Query& query, unsigned, unsigned) { return denial(query, 0); }
Reply no_domain(const Query& query, unsigned, unsigned) { return denial(query, 3); }

Reply unrelated(const Query& query, unsigned, unsigned) {
  return fitting(query, Message(query)
                            .answer(name_of("victim.test"), Type::txt, txt("poison"))
                            .answer(name_of("victim.test"), Type::cname, wire_name(query.name))
                            .answer(query.name, Type::txt, txt("mine"))
                            .answer(query.name, Type::a, u32(0x0a000001)));
}

Reply odd_name(const Query& query, unsigned, unsigned) {
  const Name odd = name_of(R"(a\.b\000\255 \\.test)");
  Message message(query);
  message.answer(query.name, Type::cname, wire_name(odd));
  return fitting(query, message.answer(odd, Type::mx, u16(10) + wire_name(odd)));
}

Reply twice(const Query& query, unsigned, unsigned times) {
  Message message(query);
  for (const char* text : {times % 2 ? "b" : "a", times % 2 ? "a" : "b", "a"}) {
    message.answer(query.name, Type::txt, txt(text), 100 + times);
  }
  return fitting(query, message);
}

Reply authentic(const Query& query, unsigned, unsigned) {
  return fitting(query, Message(query, qr | rd | ra | ad).answer(query.name, Type::txt, txt("signed")));
}

struct Behaviour {
  std::string_view label;
  Reply (*reply)(const Query& query, unsigned number, unsigned times);
};
constexpr std::array behaviours = {
    Behaviour{"never", never},
    Behaviour{"slow", slow},
    Behaviour{"lost", lost},
    Behaviour{"garbage", nonsense},
    Behaviour{"short", cut_short},
    Behaviour{"pointerloop", pointer_loop},
    Behaviour{"badtxt", bad_txt},
    Behaviour{"wrongid", wrong_id},
    Behaviour{"echo", echo},
    Behaviour{"wrongquestion", wrong_question},
    Behaviour{"cnameloop", cname_loop},
    Behaviour{"cnamechain", cname_chain},
    Behaviour{"records", many_records},
    Behaviour{"txt", long_txt},
    Behaviour{"tcpclose", tcp_close},
    Behaviour{"tcpgarbage", tcp_garbage},
    Behaviour{"formerr", formerr},
    Behaviour{"servfail", servfail},
    Behaviour{"notimp", notimp},
    Behaviour{"refused", refused},
    Behaviour{"bogus", bogus},
    Behaviour{"referral", referral},
    Behaviour{"nochase", no_chase},
    Behaviour{"nosoa", no_soa},
    Behaviour{"nodata", no_data},
    Behaviour{"nxdomain", no_domain},
    Behaviour{"unrelated", unrelated},
    Behaviour{"oddname", odd_name},
    Behaviour{"twice", twice},
    Behaviour{"authentic", authentic},
    Behaviour{"emptytxt", empty_txt},
    Behaviour{"chaos", chaos},
};

unsigned number_at_end(std::string_view label, std::string_view word) {
  unsigned number = 0;
  std::from_chars(label.data() + word.size(), label.data() + label.size(), number);
  return number;
}

std::string_view without_number(std::string_view label) {
  const std::size_t end = label.find_last_not_of("0123456789");
  return label.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

}  // namespace

Reply hostile_reply(const Query& query, unsigned times) {
  if (query.name.is_root()) return hello(query);
  const std::string_view label = query.name.labels().front();
  const std::string_view word = without_number(label);
  for (const Behaviour& behaviour : behaviours) {
    if (behaviour.label == word) return behaviour.reply(query, number_at_end(label, word), times);
  }
  return hello(query);
}

Reply reply_from(dns::Evidence& world, const Query& query) {
  const dns::Answer& answer = world.ask(query.name, static_cast<Type>(query.type));
  if (answer.failed() || answer.pending()) return with_rcode(query, 2);
  Message message(query, qr | rd | ra, answer.outcome == dns::Outcome::no_domain ? 3 : 0);
  Name owner = query.name;
  for (const Name& target : answer.cnames) {
    message.answer(owner, Type::cname, wire_name(target), answer.ttl);
    owner = target;
  }
  for (const dns::Record& record : answer.records) {
    message.answer(owner, record.type, wire_data(record.data), record.ttl);
  }
  if (answer.authority) {
    const dns::Soa soa{owner, owner, 1, 2, 3, 4, answer.ttl};
    message.authority(*answer.authority, Type::soa, wire_data(soa), answer.ttl);
  }
  return fitting(query, message);
}

}  // namespace mailauth::test
