#include "facts/message_cause.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <stdexcept>

#include "support/message_signer.h"
#include "support/test_keys.h"
#include "support/world.h"
#include "text/ascii.h"

namespace mailauth::facts::message_cause_test {
namespace {

constexpr std::string_view zone = "rsa._domainkey TXT \"v=DKIM1; k=rsa; p=$KEY\"\n"
                                  "ed._domainkey TXT \"v=DKIM1; k=ed25519; p=$ED25519\"\n";

constexpr std::string_view fields = "From: Alice Example <alice@example.com>\n"
                                    "To: Bob <bob@example.net>,\n\tCarol <carol@example.net>\n"
                                    "Subject: =?utf-8?q?J=C3=B6rg?= is here\n"
                                    "Date: Tue, 04 Nov 2025 10:15:30 +0000\n"
                                    "Message-ID: <1@example.com>\n"
                                    "MIME-Version: 1.0\n"
                                    "Content-Type: text/plain; charset=utf-8\n"
                                    "Content-Transfer-Encoding: 8bit\n";

constexpr std::string_view body = "Hello Bob,\n"
                                  "\n"
                                  "From here it is J\xC3\xB6rg = who writes.  \n"
                                  ".\n"
                                  "\tindented\n"
                                  "-- \n"
                                  "Alice\n";

std::string signature(std::string_view c, std::string_view a, std::string_view tags = "") {
  return fmt::format("DKIM-Signature: v=1; a={}; c={}; d=example.com; s={};{}\n"
                     " h=From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:\n"
                     " Content-Transfer-Encoding:Reply-To:Sender; bh=$BODY;\n b=$SIGN\n",
                     a, c, a == "rsa-sha256" ? "rsa" : "ed", tags);
}

std::string message(std::string_view c, std::string_view a) {
  return test::signed_message(signature(c, a) + std::string(fields) + "\n" + std::string(body));
}

struct Judged {
  MessageFacts facts;
  Cause cause;
};

Judged judge(const std::string& octets, std::string_view records = zone) {
  auto world = test::world(test::with_keys(records));
  MessageRequest request;
  request.message = std::make_shared<const messages::Message>(messages::parse(octets, "mail.eml"));
  request.today = 1796124000;
  Judged judged{read_message(std::move(request)), {}};
  collect(judged.facts, world.sample.evidence);
  judged.cause = find_cause(judged.facts, judged.facts.signatures.at(0));
  return judged;
}

std::string show(const Judged& judged) {
  const Cause& cause = judged.cause;
  if (judged.facts.signatures.at(0).result == DkimResult::pass) return "pass";
  std::string text;
  if (cause.key == Cause::Key::other) text += "other key; ";
  if (cause.header_changed && cause.header.empty()) text += "header unknown; ";
  if (cause.body_changed && cause.body.empty()) text += "body unknown; ";
  for (const FieldChange& change : cause.header) text += fmt::format("{} {}; ", to_string(change.what), change.name);
  for (const BodyChange& change : cause.body) text += fmt::format("{}; ", to_string(change.what));
  return text;
}

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  if (at == std::string_view::npos) throw std::logic_error("not in the message: " + std::string(what));
  return std::string(text.substr(0, at)).append(with).append(text.substr(at + what.size()));
}

struct Mutation {
  std::string_view what, with;
  std::string_view shown;
  bool only_simple = false;  // relaxed does not see it
};

// what, with, cause
const std::vector<Mutation>& header_mutations() {
  static const std::vector<Mutation> all{
      {"Subject: ", "Subject: [users] ", "text_added Subject; "},
      {"Subject: ", "Subject: Re: ", "text_added Subject; "},
      {"Subject: ", "Subject: Fwd: ", "text_added Subject; "},
      {"Subject: ", "Subject: [EXTERNAL] ", "text_added Subject; "},
      {"Subject: ", "Subject: ***SPAM*** ", "text_added Subject; "},
      {"Subject: ", "Subject: WARNING ", "text_added Subject; "},
      {"is here", "is here (spam?)", "text_added Subject; "},
      {"From: Alice Example <alice@example.com>",
       "From: \"Alice Example via users\" <users@lists.example.net>\r\nX-Original-From: Alice Example "
       "<alice@example.com>",
       "from_rewritten From; "},
      {"From: Alice Example <alice@example.com>",
       "From: Alice Example via users <users@lists.example.net>\r\nCc: Alice Example <alice@example.com>",
       "from_rewritten From; "},
      {"From: Alice", "Reply-To: users@lists.example.net\r\nFrom: Alice", "field_added Reply-To; "},
      {"From: Alice", "Sender: users@lists.example.net\r\nFrom: Alice", "field_added Sender; "},
      {"MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nSubject: Another one\r\n", "field_added Subject; "},
      {"MIME-Version: 1.0\r\n", "", "field_removed MIME-Version; "},
      {"Content-Transfer-Encoding: 8bit", "Content-Transfer-Encoding: quoted-printable",
       "transfer_encoding Content-Transfer-Encoding; "},
      {"<1@example.com>", "<2@relay.example.net>\r\nX-Original-Message-ID: <1@example.com>",
       "message_id_replaced Message-ID; "},
      {"Tue, 04 Nov 2025 10:15:30 +0000", "Tue, 4 Nov 2025 10:15:30 GMT", "date_rewritten Date; "},
      {"Tue, 04 Nov 2025 10:15:30 +0000", "04 Nov 2025 11:15:30 +0100", "date_rewritten Date; "},
      {"=?utf-8?q?J=C3=B6rg?= is", "J\xC3\xB6rg is", "header unknown; "},  // only a part of it was encoded
      {"Alice Example <", "\"Alice Example\" <", "requoted From; "},
      {"<alice@example.com>", "<alice@example.com> ", "refolded From; ", true},
      {"charset=utf-8", "charset=\"utf-8\"", "requoted Content-Type; "},
      {"<bob@example.net>,\r\n\tCarol", "<bob@example.net>,\r\n Carol", "refolded To; ", true},
      {"<bob@example.net>,\r\n\tCarol", "<bob@example.net>, Carol", "refolded To; ", true},
      {"Subject: =", "Subject:  =", "refolded Subject; ", true},
      {"Subject: =", "Subject: \r\n =", "refolded Subject; ", true},
      {"\r\nMessage-ID:", "\r\nMessage-Id:", "name_respelled Message-Id; ", true},
      {"alice@example.com", "mallory@example.org", "header unknown; "},
  };
  return all;
}

constexpr std::array<std::string_view, 4> canonicalizations{"simple/simple", "simple/relaxed", "relaxed/simple",
                                                            "relaxed/relaxed"};
constexpr std::array<std::string_view, 2> algorithms{"rsa-sha256", "ed25519-sha256"};

template <class Visit>
void for_each_kind(Visit visit) {
  for (const std::string_view c : canonicalizations)
    for (const std::string_view a : algorithms) visit(c, a);
}

// Ed25519 does not tell an unknown change from another key.
std::string expected(std::string_view shown, std::string_view a) {
  return a == "rsa-sha256" ? std::string(shown) : text::replace_all(shown, "header unknown; ", "");
}

TEST(MessageCause, NamesWhatWasDoneToTheHeader) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string sent = message(c, a);
    ASSERT_EQ(show(judge(sent)), "pass") << c << a;
    for (const Mutation& mutation : header_mutations()) {
      const bool is_seen = !mutation.only_simple || c.starts_with("simple");
      EXPECT_EQ(show(judge(replaced(sent, mutation.what, mutation.with))),
                is_seen ? expected(mutation.shown, a) : "pass")
          << c << " " << a << "\n"
          << mutation.what << "\n"
          << mutation.with;
    }
  });
}

TEST(MessageCause, NamesTwoChangesOfTheHeader) {
  for_each_kind([](std::string_view c, std::string_view a) {
    std::string changed = replaced(message(c, a), "Subject: ", "Subject: [users] ");
    changed = replaced(changed, "From: Alice", "Reply-To: users@lists.example.net\r\nFrom: Alice");
    const std::string shown = show(judge(changed));
    EXPECT_EQ(shown, "field_added Reply-To; text_added Subject; ") << c << a;
  });
}

std::string with_body(std::string_view octets, const std::function<std::string(std::string_view)>& change) {
  const std::size_t end = octets.find("\r\n\r\n") + 4;
  return std::string(octets.substr(0, end)) + change(octets.substr(end));
}

struct BodyMutation {
  std::string_view shown;
  std::function<std::string(std::string_view)> change;
  bool only_simple = false;
};

const std::vector<BodyMutation>& body_mutations() {
  static const std::vector<BodyMutation> all{
      {"text_appended; ", [](auto text) { return std::string(text) + "--\r\nusers mailing list\r\n"; }},
      {"text_appended; ", [](auto text) { return std::string(text) + "\r\n\r\n____\r\nusers\r\n\r\n"; }},
      {"text_appended; ", [](auto text) { return std::string(text.substr(0, text.size() - 2)) + "Sent by users\r\n"; }},
      {"text_on_top; ", [](auto text) { return "CAUTION: EXTERNAL\r\n\r\n" + std::string(text); }},
      {"text_inserted; ",
       [](auto text) { return replaced(text, "\tindented", "<div>\r\nbanner</div>\r\n\tindented"); }},
      {"body_encoded; ",
       [](auto text) {
         return replaced(replaced(replaced(text, "\xC3\xB6", "=C3=B6"), " = ", " =3D "), ".  \r\n", ". =20\r\n");
       }},
      {"lines_doubled; ", [](auto text) { return text::replace_all(text, "\r\n", "\r\n\r\n"); }},
      {"lines_doubled; ", [](auto text) { return text::replace_all(text, "\r\n", "\r\r\n"); }},
      {"from_quoted; ", [](auto text) { return replaced(text, "\r\nFrom ", "\r\n>From "); }},
      {"dots_stuffed; ", [](auto text) { return replaced(text, "\r\n.\r\n", "\r\n..\r\n"); }},
      {"blanks_changed; ", [](auto text) { return replaced(text, "-- \r\n", "--\r\n"); }, true},
      {"blanks_changed; ", [](auto text) { return replaced(text, "\tindented", "        indented"); }, true},
      {"body unknown; ", [](auto text) { return replaced(text, "Hello", "Good bye"); }},
  };
  return all;
}

TEST(MessageCause, NamesWhatWasDoneToTheBody) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string sent = message(c, a);
    for (const BodyMutation& mutation : body_mutations()) {
      const bool is_seen = !mutation.only_simple || c.ends_with("/simple");
      const std::string changed = with_body(sent, mutation.change);
      const Judged judged = judge(changed);
      EXPECT_EQ(show(judged), is_seen ? mutation.shown : "pass") << c << " " << a << "\n" << changed;
      EXPECT_EQ(judged.cause.relaxed_would_pass, mutation.only_simple && is_seen) << changed;
    }
  });
}

constexpr std::string_view two_parts = "--b1\nContent-Type: text/plain\n\nHello Bob\n"
                                       "\n--b1\nContent-Type: text/html\n\n<p>Hello Bob</p>\n"
                                       "\n--b1--\n";

std::string multipart(std::string_view c, std::string_view a, std::string_view parts = two_parts) {
  const std::string header = replaced(fields, "text/plain; charset=utf-8", "multipart/mixed; boundary=b1");
  return test::signed_message(signature(c, a) + header + "\n" + std::string(parts));
}

TEST(MessageCause, NamesPartsThatWereAdded) {
  const std::string part = "--b1\r\nContent-Type: text/plain\r\n\r\nusers mailing list\r\n";
  for_each_kind([&](std::string_view c, std::string_view a) {
    const std::string sent = multipart(c, a);
    ASSERT_EQ(show(judge(sent)), "pass");
    EXPECT_EQ(show(judge(replaced(sent, "\r\n--b1--", "\r\n" + part + "--b1--"))), "part_added; ") << c << a;
    EXPECT_EQ(show(judge(replaced(sent, "\r\n--b1--", "\r\n" + part + "\r\n--b1--"))), "part_added; ") << c << a;
    EXPECT_EQ(show(judge(replaced(sent, "\r\n--b1\r\nContent-Type: text/html",
                                  "\r\n" + part + "--b1\r\nContent-Type: text/html"))),
              "part_added; ")
        << c << a;
  });
}

// Mailman puts what it gets and its footer into two parts of a message of its own.
TEST(MessageCause, NamesAMessageThatBecameAPart) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string wrapped = with_body(message(c, a), [](std::string_view text) {
      return "--==7==\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + std::string(text) +
             "\r\n--==7==\r\nContent-Type: text/plain\r\n\r\nusers mailing list\r\n--==7==--\r\n";
    });
    EXPECT_EQ(show(judge(wrapped)), "wrapped; ") << c << a;
    const std::string whole = replaced(wrapped, "text/plain; charset=utf-8\r\nContent-Transfer",
                                       "multipart/mixed; boundary=\"==7==\"\r\nContent-Transfer");
    EXPECT_EQ(show(judge(whole)), "content_type Content-Type; wrapped; ") << c << a;
  });
}

TEST(MessageCause, NamesLinesThatWereSplit) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string sent =
        test::signed_message(signature(c, a) + std::string(fields) + "\n" + std::string(2000, 'x') + "\nshort\n");
    const std::string split = with_body(sent, [](std::string_view text) {
      return std::string(text.substr(0, 990)) + "\r\n " + std::string(text.substr(990, 990)) + "\r\n " +
             std::string(text.substr(1980));
    });
    EXPECT_EQ(show(judge(split)), "lines_split; ") << c << a;
  });
}

TEST(MessageCause, NamesABodyThatBecameBase64) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string encoded = with_body(message(c, a), [](std::string_view text) {
      return text::encode_base64(std::vector<uint8_t>(text.begin(), text.end())) + "\r\n";
    });
    EXPECT_EQ(show(judge(encoded)), "body_encoded; ") << c << a;
  });
}

TEST(MessageCause, NamesFieldsOfOneNameInAnotherOrder) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string tags = "Comments: first\nComments: second\nComments: third\n";
    const std::string sent = test::signed_message(replaced(signature(c, a), "Reply-To", "Comments:Comments:Comments") +
                                                  std::string(fields) + tags + "\nHello\n");
    const std::string turned =
        replaced(replaced(sent, "Comments: third\r\n", ""), "Comments: first", "Comments: third\r\nComments: first");
    EXPECT_EQ(show(judge(turned)), "fields_reordered Comments; ") << c << a;
  });
}

TEST(MessageCause, NamesSubjectsThatWereEncodedAnew) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string header = replaced(fields, "=?utf-8?q?J=C3=B6rg?= is here", "=?utf-8?q?J=C3=B6rg?=");
    const std::string sent = test::signed_message(signature(c, a) + header + "\nHello\n");
    EXPECT_EQ(show(judge(replaced(sent, "=?utf-8?q?J=C3=B6rg?=", "=?UTF-8?B?SsO2cmc=?="))), "encoded_again Subject; ")
        << c << a;
    EXPECT_EQ(show(judge(replaced(sent, "=?utf-8?q?J=C3=B6rg?=", "J\xC3\xB6rg"))), "encoded_again Subject; ") << c << a;
  });
}

// c= says one canonicalization and the signer used the other.
TEST(MessageCause, NamesASignerThatUsedTheOtherCanonicalization) {
  const auto claims = [](std::string_view signed_as, std::string_view claimed) {
    return show(judge(replaced(
        test::signed_message(signature(signed_as, "rsa-sha256") + std::string(fields) + "\n" + std::string(body)),
        fmt::format("c={}", signed_as), fmt::format("c={}", claimed))));
  };
  // c= is itself signed: of the header the change of c= remains, which has no name.
  EXPECT_EQ(claims("relaxed/relaxed", "relaxed/simple"), "header unknown; blanks_changed; ");  // or so it looks
  EXPECT_EQ(claims("relaxed/simple", "relaxed/relaxed"), "header unknown; other_canonicalization; ");
}

// RFC 6376 8.2: what stands behind the octets of l= is not signed, and the signature passes.
TEST(MessageCause, KnowsThatWhatFollowsTheLengthIsNotSigned) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string sent = test::signed_message(signature(c, a, " l=10;") + std::string(fields) + "\nHello Bob\n\n");
    EXPECT_EQ(show(judge(sent)), "pass") << c << a;
    EXPECT_EQ(show(judge(sent + "users mailing list\r\n")), "pass") << c << a;
    EXPECT_EQ(show(judge(replaced(sent, "Hello Bob", "Hi Bob and all the others"))), "body unknown; ") << c << a;
  });
}

TEST(MessageCause, JudgesBodyAndHeaderSeparately) {
  for_each_kind([](std::string_view c, std::string_view a) {
    const std::string tagged = replaced(message(c, a), "Subject: ", "Subject: [users] ");
    for (const BodyMutation& mutation : body_mutations()) {
      if (mutation.only_simple) continue;
      const std::string body_cause(mutation.shown), tag = "text_added Subject; ";
      EXPECT_EQ(show(judge(with_body(tagged, mutation.change))),
                body_cause.starts_with("body unknown") ? body_cause + tag : tag + body_cause);
    }
  });
}

TEST(MessageCause, SaysWhereAndHowItWas) {
  const Judged tagged = judge(replaced(message("relaxed/relaxed", "rsa-sha256"), "Subject: ", "Subject: [users] "));
  ASSERT_EQ(tagged.cause.header.size(), 1u);
  EXPECT_EQ(tagged.facts.message().at(tagged.cause.header[0].span), "[users] ");
  EXPECT_EQ(tagged.cause.header[0].added, "[users] ");
  EXPECT_EQ(tagged.cause.header[0].was, "=?utf-8?q?J=C3=B6rg?= is here");
  const Judged footer = judge(message("relaxed/relaxed", "rsa-sha256") + "\r\n--\r\nusers\r\n");
  ASSERT_EQ(footer.cause.body.size(), 1u);
  EXPECT_EQ(footer.facts.message().at(footer.cause.body[0].span), "--\r\nusers\r\n");
  EXPECT_EQ(footer.cause.body[0].lines_kept, 7u);
  EXPECT_EQ(footer.cause.body[0].lines_added, 2u);
}

TEST(MessageCause, TellsAnotherKeyFromAChange) {
  const std::string sent = message("relaxed/relaxed", "rsa-sha256");
  const std::size_t at = sent.find(" b=") + 20;
  std::string damaged = sent;
  damaged[at] = damaged[at] == 'A' ? 'B' : 'A';
  EXPECT_EQ(show(judge(damaged)), "other key; ");
  EXPECT_EQ(show(judge(damaged + "footer\r\n")), "other key; text_appended; ");
  EXPECT_FALSE(judge(damaged).cause.header_changed);
  const std::string other = fmt::format("rsa._domainkey TXT \"v=DKIM1; p={}\" \"{}\"\n", tests::rsa_2048.substr(0, 200),
                                        tests::rsa_2048.substr(200));
  EXPECT_EQ(show(judge(sent, other)), "other key; ");
  // One of several that are published made it.
  const std::string tagged = replaced(sent, "Subject: ", "Subject: [users] ");
  EXPECT_EQ(show(judge(tagged, other + std::string(zone))), "text_added Subject; ");
}

// What is found without its cause being known is never given one.
TEST(MessageCause, NamesNoWrongCause) {
  std::mt19937 random(1);
  const std::string sent = message("relaxed/simple", "rsa-sha256");
  const std::size_t begin = sent.find("\r\nFrom:") + 2, end = sent.find("\r\n\r\n");
  for (int round = 0; round < 200; ++round) {
    std::string changed = sent;
    const bool in_body = round % 2 == 0;
    const std::size_t from = in_body ? end + 4 : begin, to = in_body ? sent.size() : end;
    std::size_t at = from + random() % (to - from);
    while (!text::is_alnum(changed[at])) at = from + random() % (to - from);
    const std::size_t colon = changed.find(':', changed.rfind('\n', at));
    if (!in_body && at < colon) continue;
    for (int letter = 0; letter < 3; ++letter) changed.insert(at, 1, static_cast<char>('a' + random() % 26));
    const Judged judged = judge(changed);
    for (const FieldChange& change : judged.cause.header) {
      // An insertion at an end of a text is just that, and what a Date said is known from the time.
      EXPECT_TRUE(change.what == Change::text_added || change.what == Change::date_rewritten) << show(judged) << "\n"
                                                                                              << changed;
    }
    for (const BodyChange& change : judged.cause.body)
      EXPECT_TRUE(change.what == Change::text_appended) << show(judged) << "\n" << changed;
  }
}

TEST(MessageCause, IsBounded) {
  std::string text = signature("simple/simple", "rsa-sha256");
  text = replaced(text, "h=From", "h=");
  std::string names, values;
  for (int number = 0; number < 200; ++number) {
    names += fmt::format("X-Field-{}:\n ", number);
    values += fmt::format("X-Field-{}: [a] \"some\" words <{}@example.com>; a=b,\n c; d=e\n", number, number);
  }
  text = replaced(text, "h=", "h=From:" + names) + std::string(fields) + values + "\nHello\n";
  std::string changed = replaced(test::signed_message(text), "From: Alice", "From: Mallory");
  for (int line = 0; line < 20000; ++line) changed += "another line of a body that is long\r\n";
  changed = replaced(changed, "\r\n\r\nHello", "\r\n\r\nGood bye");
  const Judged judged = judge(changed);
  EXPECT_EQ(show(judged), "header unknown; body unknown; ");
  EXPECT_GT(judged.cause.candidates, 1000u);
  EXPECT_LE(judged.cause.candidates, max_candidates);
  EXPECT_LE(judged.cause.body_digests, max_body_digests + max_candidates);
  EXPECT_LE(judged.cause.body_octets, max_body_octets);
}

}  // namespace
}  // namespace mailauth::facts::message_cause_test
