#include "hostile/behaviours.h"

#include <fmt/format.h>

#include <map>
#include <memory>

#include "hostile/odd_content.h"
#include "hostile/odd_messages.h"
#include "support/test_keys.h"

namespace mailauth::hostile {
namespace {

using namespace std::chrono_literals;
using dns::Type;

constexpr std::string_view terminal_colour = "\x1b[31mred\x1b[0m",
                           terminal_link = "\x1b]8;;http://x\x1b\\x\x1b]8;;\x1b\\", eight_bit_escape = "\x9b\x33\x31m",
                           escape_as_utf8 = "\xc2\x9b\x33\x31m",
                           right_to_left = "\xe2\x80\xae"
                                           "abc",
                           isolated = "\xe2\x81\xa6x\xe2\x81\xa9",
                           nothing_to_see = "\xe2\x80\x8b\xef\xbb\xbf\xe2\x80\xa8",
                           no_utf8 = "\xff\xfe\xc0\x80\xed\xa0\x80", lines = "\r\n::error::x\n\t",
                           markup = "</script><img>|*`", quotes = "\"'\\=x$(y)%0A";
constexpr std::string_view noughts("\0x\0", 3), bells = "\x07\x08\x7f";

// Rows read: the domain, the answers in question, what must be said of them, how they are answered.
std::vector<Behaviour> table() {
  using enum At;
  using enum Says;
  return {
      {"honest", all, there, [](Draft&) {}},

      // Whose answer is it? RFC 5452 9.1: id, question, address and port; RFC 1035 4.1.1: QR and opcode.
      {"other-id", records, unknown, [](Draft& d) { d.deny(), d.id ^= 0x5555; }},
      {"other-id-first", all, there, lie_first([](Draft& d) { d.deny(), d.id ^= 0x5555; })},
      {"many-ids-first", all, there, guesses_first},
      {"other-name", records, unknown, [](Draft& d) { d.deny(), ask_for(d, name("other.test"), d.query.type, 1); }},
      {"other-name-first", all, there,
       lie_first([](Draft& d) { d.deny(), ask_for(d, name("other.test"), d.query.type, 1); })},
      {"parent-name", records, unknown, [](Draft& d) { d.deny(), ask_for(d, name("test"), d.query.type, 1); }},
      {"other-type", records, unknown, [](Draft& d) { d.deny(), ask_for(d, test::wire_name(d.query.name), 28, 1); }},
      {"other-class", records, unknown,
       [](Draft& d) { d.deny(), ask_for(d, test::wire_name(d.query.name), d.query.type, 3); }},
      {"no-question", records, unknown, [](Draft& d) { d.deny(), d.question.clear(), d.questions = 0; }},
      {"two-questions", records, unknown, [](Draft& d) { d.deny(), d.question += d.question, d.questions = 2; }},
      {"no-qr", records, unknown, [](Draft& d) { d.deny(), d.flags ^= test::qr; }},
      {"no-qr-first", all, there, lie_first([](Draft& d) { d.deny(), d.flags ^= test::qr; })},
      {"echo", records, unknown, [](Draft& d) { d.say_nothing(), d.flags = test::rd; }},
      {"echo-of-all", all, unknown, [](Draft& d) { d.say_nothing(), d.flags = test::rd; }},
      {"opcode-status", records, unknown, [](Draft& d) { d.deny(), d.flags |= 2 << 11; }},
      {"opcode-notify", records, unknown, [](Draft& d) { d.deny(), d.flags |= 4 << 11; }},
      {"opcode-update", records, unknown, [](Draft& d) { d.deny(no_error), d.flags |= 5 << 11; }},
      {"opcode-first", all, there, lie_first([](Draft& d) { d.deny(), d.flags |= 5 << 11; })},
      {"other-port", records, unknown, from_elsewhere},
      {"other-port-first", all, there, from_elsewhere_first},
      {"all-flags", all, there, [](Draft& d) { d.flags |= test::aa | test::ad | 0x0040 | 0x0010; }},
      {"twenty-times", all, there, [](Draft& d) { d.send(std::vector(20, reply_of(d).messages.front())); }},
      {"denied-after", all, there, lie_afterwards([](Draft& d) { d.deny(); })},

      // Response codes, RFC 1035 4.1.1 and RFC 6895 2.3: only NXDOMAIN says that there is none.
      {"formerr", records, unknown, [](Draft& d) { d.fail(formerr); }},
      {"servfail", records, unknown, [](Draft& d) { d.fail(servfail); }},
      {"servfail-of-all", all, unknown, [](Draft& d) { d.fail(servfail); }},
      {"servfail-once", all, there, first_time([](Draft& d) { d.fail(servfail); })},
      {"servfail-with-soa", records, unknown, [](Draft& d) { d.deny(servfail); }},
      {"notimp", records, unknown, [](Draft& d) { d.fail(notimp); }},
      {"refused", records, unknown, [](Draft& d) { d.fail(refused); }},
      {"refused-once", all, there, first_time([](Draft& d) { d.fail(refused); })},
      {"yxdomain", records, unknown, [](Draft& d) { d.fail(6); }},
      {"nxrrset", records, unknown, [](Draft& d) { d.fail(8); }},
      {"notauth", records, unknown, [](Draft& d) { d.fail(9); }},
      {"rcode-15", records, unknown, [](Draft& d) { d.fail(15); }},

      // EDNS, RFC 6891 7: who does not know it is asked once more without.
      {"formerr-to-edns", all, there, unless_plain([](Draft& d) { d.fail(formerr), d.additional.clear(); })},
      {"notimp-to-edns", all, there, unless_plain([](Draft& d) { d.fail(notimp), d.additional.clear(); })},
      {"badvers-to-edns", all, there, unless_plain([](Draft& d) { d.fail(no_error), d.additional = {opt("", 0, 1)}; })},
      {"badvers", records, unknown, [](Draft& d) { d.fail(no_error), d.additional = {opt("", 0, 1)}; }},
      {"rcode-19", records, unknown, [](Draft& d) { d.deny(), d.additional = {opt("", 0, 1)}; }},
      {"no-opt", all, there, [](Draft& d) { d.additional.clear(); }},
      {"three-opts", records, open,
       [](Draft& d) {
         d.additional = {opt(), opt(), opt()};
       }},
      {"unknown-options", all, there,
       [](Draft& d) { d.additional = {opt(option(65001, "\x1b[31m") + option(10, "12345678") + option(12, ""))}; }},
      {"broken-options", records, open, [](Draft& d) { d.additional = {opt(test::u16(15) + test::u16(500) + "x")}; }},
      {"broken-reason", records, unknown,
       [](Draft& d) { d.fail(servfail), d.additional = {opt(test::u16(15) + test::u16(500) + "x")}; }},
      {"reason-escapes", records, unknown, [](Draft& d) { fail_because(d, terminal_colour); }},
      {"reason-turns", records, unknown, [](Draft& d) { fail_because(d, right_to_left); }},
      {"reason-lines", records, unknown, [](Draft& d) { fail_because(d, lines); }},
      {"reason-long", records, unknown, [](Draft& d) { fail_because(d, std::string(900, '\x1b')); }},

      // Who may say that there is none: RFC 2308 2, RFC 1035 4.1.1.
      {"nxdomain", records, none, [](Draft& d) { d.deny(); }},
      {"nodata", records, none, [](Draft& d) { d.deny(no_error); }},
      {"nodata-soa-alone", records, none, [](Draft& d) { d.deny(no_error), d.flags = test::qr | test::rd; }},
      {"nodata-ra-alone", records, none, [](Draft& d) { d.say_nothing(); }},
      {"nodata-aa-alone", records, none, [](Draft& d) { d.say_nothing(), d.flags = test::qr | test::rd | test::aa; }},
      {"nodata-nobody", records, unknown, [](Draft& d) { d.say_nothing(), d.flags = test::qr | test::rd; }},
      {"nodata-nobody-tcp", records, unknown,
       over_tcp([](Draft& d) { d.say_nothing(), d.flags = test::qr | test::rd; })},
      {"nodata-of-other-zone", records, unknown, [](Draft& d) { deny_for(d, "unrelated.example"); }},
      {"nxdomain-nobody", records, open, [](Draft& d) { d.fail(nxdomain), d.flags = test::qr | test::rd; }},
      {"nxdomain-ra-alone", records, none, [](Draft& d) { d.fail(nxdomain); }},
      {"nxdomain-with-record", records, open, [](Draft& d) { d.rcode = nxdomain; }},
      {"negative-ttls", records, none,
       [](Draft& d) { d.say_nothing(), d.authority = {soa(d.domain, 0x80000000, 0xffffffff)}; }},
      {"soa-cut", records, unknown, [](Draft& d) { d.deny(), d.authority.front().resize(30); }},
      {"soa-without-data", records, unknown, [](Draft& d) { deny_without_data(d); }},
      {"referral", records, unknown, [](Draft& d) { refer(d, test::wire_name(d.domain)); }},
      {"referral-upwards", records, unknown, [](Draft& d) { refer(d, std::string(1, '\0')); }},

      // Records of the answer that are not what was asked for.
      {"other-owners", records, unknown, [](Draft& d) { give_to(d, name("other.test")); }},
      {"child-owners", records, unknown, [](Draft& d) { give_to(d, label("x") + std::string(asked_name)); }},
      {"poison-beside", all, there,
       [](Draft& d) {
         if (!d.answers.empty()) d.answers.push_back(record(name("other.test"), Type::txt, strings("poison")));
       }},
      {"other-types", records, unknown,
       [](Draft& d) {
         d.say_nothing(), d.flags = test::qr | test::rd;
         d.answers = {record(asked_name, Type::aaaa, std::string(16, 'x'))};
       }},
      {"class-chaos", records, unknown, [](Draft& d) { put_into_class(d, 3); }},
      {"class-any", records, unknown, [](Draft& d) { put_into_class(d, 255); }},
      {"class-chaos-beside", spf, there,
       [](Draft& d) { d.answers.push_back(record(asked_name, Type::txt, strings("v=spf1 +all"), 300, 3)); }},
      {"answer-twice", all, there, [](Draft& d) { repeat_answers(d); }},
      {"ttl-0", all, there, [](Draft& d) { set_ttl(d, 0); }},
      {"ttl-greatest", all, there, [](Draft& d) { set_ttl(d, 0x7fffffff); }},
      {"ttl-negative", all, there, [](Draft& d) { set_ttl(d, 0xffffffff); }},

      // CNAME and DNAME: RFC 1034 3.6.2, RFC 6672. "None" is said of the end of the chain, by somebody.
      {"cname", dmarc, there, [](Draft& d) { chain(d, 1); }},
      {"cname-8", dmarc, there, [](Draft& d) { chain(d, 8); }},
      {"cname-100", dmarc, unknown, [](Draft& d) { chain(d, 100); }},
      {"cname-1500", dmarc, unknown, [](Draft& d) { chain(d, 1500); }},
      {"cname-itself", records, unknown, [](Draft& d) { d.answers = {record(asked_name, Type::cname, asked_name)}; }},
      {"cname-loop", records, open, [](Draft& d) { loop(d); }},
      {"cname-nobody", dmarc, unknown, [](Draft& d) { leave_alone(d, test::qr | test::rd); }},
      {"cname-ra-alone", dmarc, none, [](Draft& d) { leave_alone(d, test::qr | test::rd | test::ra); }},
      {"cname-nxdomain", dmarc, none, [](Draft& d) { lead_nowhere(d, nxdomain); }},
      {"cname-nodata", dmarc, none, [](Draft& d) { lead_nowhere(d, no_error); }},
      {"cname-servfail", dmarc, unknown, [](Draft& d) { lead_nowhere(d, servfail); }},
      {"cname-beside", records, open,
       [](Draft& d) { d.answers.push_back(record(asked_name, Type::cname, name("elsewhere.test"))); }},
      {"cname-two", dmarc, open, [](Draft& d) { lead_two_ways(d); }},
      {"cname-to-root", dmarc, unknown,
       [](Draft& d) {
         d.flags = test::qr | test::rd, d.answers = {record(asked_name, Type::cname, {"\0", 1})};
       }},
      {"cname-too-long", records, unknown,
       [](Draft& d) { d.answers = {record(asked_name, Type::cname, name_of_octets(300))}; }},
      {"cname-octets", dmarc, there, [](Draft& d) { lead_over(d, label(terminal_colour) + name("x.test")); }},
      {"cname-dots", dmarc, there, [](Draft& d) { lead_over(d, label("a.b c") + label(noughts) + name("test")); }},
      {"dname", dmarc, there, [](Draft& d) { dname(d, true); }},
      {"dname-alone", dmarc, unknown, [](Draft& d) { dname(d, false); }},

      // Messages that are cut off, and counts that lie: RFC 1035 4.1.
      {"empty", records, unknown, [](Draft& d) { d.send({""}); }},
      {"octets-1", records, unknown, cut_at([](const Draft&) { return 1; })},
      {"octets-7", records, unknown, cut_at([](const Draft&) { return 7; })},
      {"header-alone", records, unknown, cut_at([](const Draft&) { return Draft::header_size; })},
      {"cut-in-question", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() - 6; })},
      {"cut-in-class", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() - 1; })},
      {"cut-at-answers", records, unknown, cut_at([](const Draft& d) { return d.answers_begin(); })},
      {"cut-in-pointer", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() + 1; })},
      {"cut-in-type", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() + 3; })},
      {"cut-in-ttl", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() + 8; })},
      {"cut-in-length", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() + 11; })},
      {"cut-at-data", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() + 12; })},
      {"cut-in-data", records, unknown, cut_at([](const Draft& d) { return d.answers_begin() + 14; })},
      {"cut-in-opt", records, open, cut_at([](const Draft& d) { return d.message().size() - 1; })},
      {"garbage", records, unknown, [](Draft& d) { d.send({test::u16(d.id) + std::string(60, '\xff')}); }},
      {"garbage-of-all", all, unknown, [](Draft& d) { d.send({test::u16(d.id) + std::string(60, '\xff')}); }},
      {"garbage-behind", all, there, [](Draft& d) { d.send({d.message() + std::string(50, '\xff')}); }},
      {"count-too-high", records, unknown, [](Draft& d) { d.answer_count = 0xffff; }},
      {"count-of-nothing", records, unknown, [](Draft& d) { d.say_nothing(), d.answer_count = 0xffff; }},
      {"count-0", records, unknown, [](Draft& d) { d.flags = test::qr | test::rd, d.answer_count = 0; }},
      {"count-of-authority", records, unknown, [](Draft& d) { d.say_nothing(), d.authority_count = 0xffff; }},
      {"count-of-additional", records, unknown, [](Draft& d) { d.deny(), d.additional_count = 0xffff; }},
      {"length-too-high", records, unknown, [](Draft& d) { set_length(d, 5); }},
      {"length-too-low", records, unknown, [](Draft& d) { set_length(d, -1); }},
      {"length-greatest", records, unknown, [](Draft& d) { set_length(d, 0xf000); }},

      // Names: RFC 1035 3.1, 4.1.4 and 2.3.4.
      {"pointer-at-itself", records, unknown, [](Draft& d) { give_to(d, pointer(d.answers_begin())); }},
      {"pointer-forward", records, unknown, [](Draft& d) { give_to(d, pointer(d.answers_begin() + 12)); }},
      {"pointer-behind-all", records, unknown, [](Draft& d) { give_to(d, pointer(0x3fff)); }},
      {"pointer-into-header", records, unknown, [](Draft& d) { give_to(d, pointer(2)); }},
      {"pointers-in-circle", records, unknown, [](Draft& d) { give_to(d, "\x01x" + pointer(d.answers_begin())); }},
      {"pointers-30", spf, there, [](Draft& d) { give_over_pointers(d, 30); }},
      {"pointers-2000", spf, open, [](Draft& d) { give_over_pointers(d, 2000); }},
      {"label-of-64", records, unknown, [](Draft& d) { give_to(d, "\x40" + std::string(64, 'a') + '\0'); }},
      {"label-of-128", records, unknown, [](Draft& d) { give_to(d, "\x80" + std::string(128, 'a') + '\0'); }},
      {"owner-too-long", records, unknown, [](Draft& d) { give_to(d, name_of_octets(300)); }},
      {"owner-without-end", records, unknown, [](Draft& d) { give_to_name_without_end(d); }},
      {"mx-longest", mx, there, [](Draft& d) { lead_mail_to(d, name_of_octets(255)); }},
      {"mx-too-long", mx, unknown, [](Draft& d) { lead_mail_to(d, name_of_octets(300)); }},
      {"mx-too-long-beside", mx, open,
       [](Draft& d) { d.answers.push_back(record(asked_name, Type::mx, hostile::mx(20, name_of_octets(300)))); }},
      {"mx-without-data", mx, unknown, [](Draft& d) { d.answers = {record(asked_name, Type::mx, "\x01")}; }},
      {"txt-without-strings", spf, unknown, [](Draft& d) { d.answers = {record(asked_name, Type::txt, "")}; }},
      {"txt-string-too-long", spf, unknown, [](Draft& d) { d.answers = {record(asked_name, Type::txt, "\x09short")}; }},
      {"txt-empty-strings", spf, there,
       [](Draft& d) { d.answers.push_back(record(asked_name, Type::txt, std::string(255, '\0'))); }},

      // TC, and then TCP: RFC 7766. Each try ends, and only an answer to the question is one.
      {"tcp", all, there, over_tcp([](Draft&) {})},
      {"tcp-case", all, there, over_tcp(in_lower_case)},
      {"tcp-pieces", records, there, over_tcp([](Draft& d) { in_pieces(d, 40, 1ms); })},
      {"tcp-twice", records, there, over_tcp([](Draft& d) { d.send(std::vector(2, d.message())); })},
      {"tcp-other-id-first", records, there, over_tcp(lie_first([](Draft& d) { d.deny(), d.id ^= 1; }))},
      {"tcp-other-name-first", records, there,
       over_tcp(lie_first([](Draft& d) { d.deny(), ask_for(d, name("other.test"), d.query.type, 1); }))},
      {"tcp-no-qr-first", records, there, over_tcp(lie_first([](Draft& d) { d.deny(), d.flags ^= test::qr; }))},
      {"tcp-opcode-first", records, there, over_tcp(lie_first([](Draft& d) { d.deny(), d.flags |= 2 << 11; }))},
      {"tcp-empty-first", records, there, over_tcp([](Draft& d) {
         d.send({"", d.message()});
       })},
      {"tcp-closed-once", records, there,
       over_tcp(first_time_over_tcp([](Draft& d) { d.send({}), d.sent->close_tcp = true; }))},
      {"tcp-closed", records, unknown, over_tcp([](Draft& d) { d.send({}), d.sent->close_tcp = true; })},
      {"tcp-closed-with-rest", records, unknown, [](Draft& d) { close_without_tcp_answer(d); }},
      {"tcp-reset", records, unknown, over_tcp([](Draft& d) { d.send({}), d.sent->reset_tcp = true; })},
      {"tcp-silent", records, unknown, over_tcp([](Draft& d) { d.say_nothing(), d.send({}); })},
      {"tcp-truncated", records, unknown, over_tcp([](Draft& d) { d.truncate(); })},
      {"tcp-garbage", records, unknown,
       over_tcp([](Draft& d) { d.send({test::u16(d.id) + std::string(60, '\xff')}); })},
      {"tcp-no-message", records, unknown, over_tcp([](Draft& d) { send_raw(d, {"abcd"}), d.sent->close_tcp = true; })},
      {"tcp-empty", records, unknown, over_tcp([](Draft& d) { d.send({""}); })},
      {"tcp-empty-closed", records, unknown, over_tcp([](Draft& d) { d.send({""}), d.sent->close_tcp = true; })},
      {"tcp-empties", records, unknown, over_tcp([](Draft& d) { d.send(std::vector<std::string>(20'000)); })},
      {"tcp-length-alone", records, unknown,
       over_tcp([](Draft& d) { send_raw(d, {"\x10"}), d.sent->close_tcp = true; })},
      {"tcp-length-too-high", records, unknown,
       over_tcp([](Draft& d) { send_raw(d, {"\xff\xff" + d.message()}), d.sent->close_tcp = true; })},
      {"tcp-length-waits", records, unknown, over_tcp([](Draft& d) { send_raw(d, {"\xff\xff" + d.message()}); })},
      {"tcp-length-too-low", records, unknown,
       over_tcp([](Draft& d) { send_raw(d, {test::u16(20) + d.message()}), d.sent->close_tcp = true; })},
      {"tcp-trickle", records, unknown, over_tcp([](Draft& d) { in_pieces(d, 1, 250ms); })},
      {"tcp-flood-of-ids", records, unknown,
       over_tcp([](Draft& d) { d.deny(), d.id ^= 1, d.send(std::vector(5'000, d.message())); })},
      {"tcp-flood-of-names", records, unknown, over_tcp([](Draft& d) {
         d.deny(), ask_for(d, name("other.test"), d.query.type, 1), d.send(std::vector(5'000, d.message()));
       })},
      {"tcp-flood-of-echoes", records, unknown,
       over_tcp([](Draft& d) { d.deny(), d.flags = test::rd, d.send(std::vector(5'000, d.message())); })},
      {"tcp-flood-of-octets", records, unknown,
       over_tcp([](Draft& d) { d.send(std::vector(50, std::string(65'535, 'x'))); })},
      {"tcp-other-id", records, unknown, over_tcp([](Draft& d) { d.deny(), d.id ^= 1; })},
      {"tcp-other-name", records, unknown,
       over_tcp([](Draft& d) { d.deny(), ask_for(d, name("other.test"), d.query.type, 1); })},
      {"tcp-no-qr", records, unknown, over_tcp([](Draft& d) { d.deny(), d.flags ^= test::qr; })},
      {"tcp-opcode", records, unknown, over_tcp([](Draft& d) { d.deny(), d.flags |= 4 << 11; })},

      // Time: answers to every try count, silence is no answer.
      {"late", all, there, after(100ms)},
      {"later-than-a-try", records, there, after(450ms)},
      {"too-late", records, unknown, after(12s)},
      {"lost-once", all, there, first_time([](Draft& d) { d.send({}); })},
      {"lost-by-chance", all, open, [](Draft& d) { lose(d, 30); }},
      {"silent", records, unknown, [](Draft& d) { d.send({}); }},
      {"silent-for-spf", spf, unknown, [](Draft& d) { d.send({}); }},
      {"silent-of-all", all, unknown, [](Draft& d) { d.send({}); }},

      // Octets that people and terminals should not see as they are.
      {"writes-escapes", all, there, writes(terminal_colour)},
      {"writes-links", all, there, writes(terminal_link)},
      {"writes-c1", all, there, writes(eight_bit_escape)},
      {"writes-c1-as-utf8", all, there, writes(escape_as_utf8)},
      {"writes-from-right", all, there, writes(right_to_left)},
      {"writes-isolates", all, there, writes(isolated)},
      {"writes-nothing", all, there, writes(nothing_to_see)},
      {"writes-no-utf8", all, there, writes(no_utf8)},
      {"writes-lines", all, there, writes(lines)},
      {"writes-noughts", all, there, writes(noughts)},
      {"writes-bells", all, there, writes(bells)},
      {"writes-markup", all, there, writes(markup)},
      {"writes-quotes", all, there, writes(quotes)},

      // Content that is valid and odd, or large.
      {"mx-null", mx, there,
       [](Draft& d) {
         lead_mail_to(d, {"\0", 1});
       }},
      {"mx-url", mx, there, [](Draft& d) { lead_mail_to(d, label("http://mail") + std::string(asked_name)); }},
      {"mx-address", mx, there, [](Draft& d) { lead_mail_to(d, name("192.0.2.1")); }},
      {"mx-mapped", all, there, [](Draft& d) { map_addresses(d); }},
      {"mx-3000", mx, there, [](Draft& d) { many_mx(d, 3000); }},
      {"txt-4000", spf, open, [](Draft& d) { many_txt(d, 4000); }},
      {"spf-octets", spf, there,
       [](Draft& d) {
         hold(d, "v=spf1 a:x+y.{0} a:a=b.{0} include:\"q\".{0} exists:%{{l}}.%_.{0} redirect=a\\b.{0}");
       }},
      {"spf-without-end", all, open, spf_without_end},
      {"spf-64k-ip4", spf, there, [](Draft& d) { hold_many(d, "v=spf1", " ip4:192.0.2.{1}"); }},
      {"spf-64k-a", spf, there, [](Draft& d) { hold_many(d, "v=spf1", " a:h{1}.{0}"); }},
      {"spf-64k-include", spf, there, [](Draft& d) { hold_many(d, "v=spf1", " include:h{1}.{0}"); }},
      {"spf-64k-redirect", spf, there, [](Draft& d) { hold_many(d, "v=spf1", " redirect=h{1}.{0}"); }},
      {"spf-64k-unknown", spf, there, [](Draft& d) { hold_many(d, "v=spf1", " x{1}:{1}"); }},
      {"spf-64k-macros", spf, there, [](Draft& d) { hold_many(d, "v=spf1 exists:", "%{{l}}%{{d}}"); }},
      {"spf-64k-commas", spf, there, [](Draft& d) { hold_many(d, "v=spf1 ip4:192.0.2.1", ",ip4:192.0.2.1"); }},
      {"spf-64k-quotes", spf, there, [](Draft& d) { hold_many(d, "v=spf1 ", "\""); }},
      {"spf-64k-colons", spf, there, [](Draft& d) { hold_many(d, "v=spf1 ", ":"); }},
      {"spf-64k-percents", spf, there, [](Draft& d) { hold_many(d, "v=spf1 a:", "%"); }},
      {"spf-64k-blanks", spf, there, [](Draft& d) { hold_many(d, "v=spf1", " "); }},
      {"dmarc-64k-addresses", dmarc, there,
       [](Draft& d) { hold_many(d, "v=DMARC1; p=none; rua=", "mailto:a{1}@{0},"); }},
      {"dmarc-64k-domains", dmarc, there,
       [](Draft& d) { hold_many(d, "v=DMARC1; p=none; rua=", "mailto:a@h{1}.{0},"); }},
      {"dmarc-64k-tags", dmarc, there, [](Draft& d) { hold_many(d, "v=DMARC1; p=none", "; t{1}=x"); }},
      {"dmarc-64k-semicolons", dmarc, there, [](Draft& d) { hold_many(d, "v=DMARC1; p=none", ";"); }},
      {"dmarc-64k-colons", dmarc, there, [](Draft& d) { hold_many(d, "v:DMARC1", ":p:none"); }},
      {"key-64k", key, there, [](Draft& d) { hold_many(d, "v=DKIM1; p=", "A"); }},
      {"key-64k-tags", key, there, [](Draft& d) { hold_many(d, "v=DKIM1", "; t{1}=x"); }},
      {"key-64k-hashes", key, there, [](Draft& d) { hold_many(d, "v=DKIM1; p=; h=sha1", ":sha1"); }},
  };
}

std::string zone_of(std::string_view label) {
  return fmt::format(R"({0} SOA ns.{0} hostmaster.{0} 1 2 3 4 60
{0} MX 10 mx.{0}
{0} NS ns.{0}
{0} TXT "v=spf1 mx include:_spf.{0}.test -all"
_spf.{0} TXT "v=spf1 ip4:192.0.2.0/24 -all"
_dmarc.{0} TXT "v=DMARC1; p=reject; rua=mailto:d@{0}.test"
s1._domainkey.{0} TXT "v=DKIM1; p={1}" "{2}"
mx.{0} A 192.0.2.1
ns.{0} A 192.0.2.2
)",
                     label, tests::rsa_2048.substr(0, 200), tests::rsa_2048.substr(200));
}

dns::Evidence honest_world() {
  std::string text = "$ORIGIN test.\n$TTL 300\n. SOA ns hostmaster 1 2 3 4 60\n";
  for (const Behaviour& behaviour : behaviours()) text += zone_of(behaviour.label);
  dns::Evidence world;
  world.add_zone(std::get<dns::Zone>(dns::Zone::parse(text)));
  world.go_offline();
  return world;
}

const Behaviour* behaviour_of(const dns::Name& domain) {
  const auto by_label = [] {
    std::map<std::string_view, const Behaviour*> found;
    for (const Behaviour& behaviour : behaviours()) found[behaviour.label] = &behaviour;
    return found;
  };
  static const auto found = by_label();
  const auto at = found.find(domain.labels().front());
  return at == found.end() ? nullptr : at->second;
}

struct Times {
  unsigned all = 0, over_tcp = 0;
};
struct Memory {
  dns::Evidence world = honest_world();
  std::map<std::string, Times> asked;  // how often a question was
};

}  // namespace

const std::vector<Behaviour>& behaviours() {
  static const std::vector<Behaviour> all = table();
  return all;
}

bool is_about(At at, const test::Query& query, const dns::Name& domain) {
  const std::string below = query.name.relative_to(domain);
  const bool is_txt = query.type == static_cast<uint16_t>(dns::Type::txt);
  switch (at) {
    case At::spf: return below.empty() && is_txt;
    case At::mx: return below.empty() && query.type == static_cast<uint16_t>(dns::Type::mx);
    case At::dmarc: return below == "_dmarc" && is_txt;
    case At::key: return below == "s1._domainkey" && is_txt;
    case At::records: return below.empty() || below == "_dmarc";
    case At::all: return true;
  }
  return false;
}

Twist twisted(std::function<void(Draft&)> change) {
  const auto memory = std::make_shared<Memory>();
  return [memory, change = std::move(change)](const test::Query& query, test::Reply& reply) {
    if (query.name.is_root()) return;
    Draft draft(query, query.name.last_labels(2), memory->world);
    Times& times = memory->asked[fmt::format("{} {}", query.name.text(), query.type)];
    draft.times = times.all++;
    draft.times_over_tcp = query.over_tcp ? times.over_tcp++ : times.over_tcp;
    change(draft);
    reply = reply_of(draft);
  };
}

Twist as_they_behave() {
  return twisted([](Draft& draft) {
    const Behaviour* behaviour = behaviour_of(draft.domain);
    if (behaviour && is_about(behaviour->at, draft.query, draft.domain)) behaviour->change(draft);
  });
}

}  // namespace mailauth::hostile
