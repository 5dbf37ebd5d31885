// What the DNS holds once files are published: which files come first, and what happens to sets of records.

#include "inputs/publication.h"

#include <fmt/format.h>

#include "inputs/inputs_support.h"
#include "text/ascii.h"

namespace mailauth::inputs::publication_test {
namespace {

using dns::Type;

dns::Name name(std::string_view text) { return dns::Name::parse(text).value(); }

std::string change(std::string_view action, std::string_view name, std::string_view texts,
                   std::string_view identifier = "") {
  std::string values;
  for (const std::string_view text : text::split(texts, '|'))
    values += fmt::format(R"({}{{"Value": "\"{}\""}})", values.empty() ? "" : ", ", text);
  return fmt::format(
      R"({{"Action": "{}", "ResourceRecordSet": {{"Name": "{}", "Type": "TXT", "TTL": 60, {}"ResourceRecords": [{}]}}}})",
      action, name, identifier.empty() ? "" : fmt::format(R"("SetIdentifier": "{}", )", identifier), values);
}

Document batch(const std::vector<std::string>& changes) {
  return read_as(Format::route53_changes, fmt::format(R"({{"Changes": [{}]}})", fmt::join(changes, ", ")));
}

constexpr std::string_view whole_zone = R"($ORIGIN example.com.
@ 60 SOA ns hostmaster 1 2 3 4 60
@ 60 TXT "v=spf1 -all"
@ 60 TXT "site=1"
)";

Publication offline(const std::vector<Document>& documents) {
  dns::Evidence current;
  current.go_offline();
  return publish(std::make_shared<const std::vector<Document>>(documents), current);
}

// "found "a" "b"" of the TXT at the name; "live" where the files do not speak.
std::string txt(const dns::Zone& zone, std::string_view owner) {
  const dns::Question question{name(owner), Type::txt};
  if (!zone.speaks_for(question)) return "live";
  const dns::Answer answer = zone.lookup(question);
  std::string shown(to_string(answer.outcome));
  for (const dns::Record& record : answer.records) shown += " " + dns::to_zone_text(record.data);
  return shown;
}

TEST(Publication, LeavesOutWhatLiesOutsideOfItsZone) {
  const Document zone = read_as(Format::zone, std::string(whole_zone) + "a.example.net. 60 TXT x\n");
  const Publication publication = offline({zone});
  EXPECT_EQ(publication.records.size(), 4u);  // for the rule that names it
  EXPECT_EQ(txt(publication.worlds.front(), "a.example.net"), "live");
  const Document other = read_as(Format::zone, "example.net. 60 SOA ns. h. 1 2 3 4 60\n");
  EXPECT_EQ(txt(offline({zone, other}).worlds.front(), "a.example.net"), "no_domain");
}

TEST(Publication, KnowsWhereADnameLeads) {
  const Document zone = read_as(Format::zone, std::string(whole_zone) + "d 60 DNAME e\na.e 60 TXT y\na.d 60 TXT x\n");
  const dns::Answer answer = offline({zone}).worlds.front().lookup({name("a.d.example.com"), Type::txt});
  EXPECT_EQ(answer.cnames, std::vector{name("a.e.example.com")});
  const Document part = read_as(Format::zone, "d.example.net. 60 DNAME e.example.net.\n");
  EXPECT_TRUE(offline({part}).worlds.front().speaks_for(name("a.d.example.net")));
}

TEST(Publication, AppliesChangesInOrder) {
  const struct {
    std::vector<std::string> changes;
    std::string apex;
  } cases[] = {
      {{change("UPSERT", "example.com", "a")}, R"(found "a")"},
      {{change("UPSERT", "example.com", "a|b")}, R"(found "a" "b")"},
      {{change("UPSERT", "example.com", "a"), change("UPSERT", "example.com", "b")}, R"(found "b")"},
      {{change("DELETE", "example.com", "v=spf1 -all|site=1")}, "no_data"},
      {{change("DELETE", "example.com", "v=spf1 -all|site=1"), change("CREATE", "example.com", "c")}, R"(found "c")"},
      {{change("CREATE", "new.example.com", "d")}, R"(found "site=1" "v=spf1 -all")"},
  };
  for (const auto& [changes, apex] : cases) {
    const Document zone = read_as(Format::zone, std::string(whole_zone));
    EXPECT_EQ(txt(offline({zone, batch(changes)}).worlds.front(), "example.com"), apex);
    EXPECT_EQ(txt(offline({batch(changes), zone}).worlds.front(), "example.com"), apex);  // what is listed comes first
  }
}

TEST(Publication, SpeaksOnlyForWhatIsInTheFiles) {
  const Publication partial = offline({batch({change("UPSERT", "a.example.com", "x")})});
  EXPECT_EQ(txt(partial.worlds.front(), "a.example.com"), R"(found "x")");
  EXPECT_EQ(txt(partial.worlds.front(), "b.example.com"), "live");
  const Publication whole = offline({read_as(Format::zone, std::string(whole_zone))});
  EXPECT_EQ(txt(whole.worlds.front(), "b.example.com"), "no_domain");
}

TEST(Publication, KnowsWhatASetHasBefore) {
  const Document zone = read_as(Format::zone, std::string(whole_zone));
  const Publication publication = offline({zone, batch({change("UPSERT", "example.com", "a")})});
  ASSERT_TRUE(publication.records.back()->before);
  EXPECT_EQ(publication.records.back()->before->size(), 2u);
  EXPECT_FALSE(offline({batch({change("UPSERT", "example.com", "a")})}).records.back()->before);  // nobody says
}

TEST(Publication, LeavesOutRecordsThatOthersTakeThePlaceOf) {
  const auto texts = [](const Publication& publication) {
    std::string shown;
    for (const auto& record : publication.records)
      if (record->type == "TXT")
        shown += std::string(to_string(record->action)) + dns::to_zone_text(*record->data) + " ";
    return shown;
  };
  const Document zone = read_as(Format::zone, std::string(whole_zone));
  EXPECT_EQ(texts(offline({zone, batch({change("UPSERT", "example.com", "a")})})), "replace\"a\" ");
  EXPECT_EQ(texts(offline({zone, batch({change("DELETE", "example.com", "site=1")})})), "remove\"site=1\" ");
}

TEST(Publication, AsksTheDnsForWhatNoFileLists) {
  auto zone = dns::Zone::parse(whole_zone, "-", name("example.com"));
  dns::Evidence current;
  current.add_zone(std::get<dns::Zone>(zone));
  current.go_offline();
  const Publication publication =
      publish(std::make_shared<const std::vector<Document>>(1, batch({change("UPSERT", "example.com", "a")})), current);
  ASSERT_TRUE(publication.records.back()->before);
  EXPECT_EQ(publication.records.back()->before->size(), 2u);
}

TEST(Publication, HasAWorldForEachOfSeveralAnswers) {
  const Publication publication =
      offline({batch({change("CREATE", "example.com", "eu", "one"), change("CREATE", "example.com", "us", "two"),
                      change("CREATE", "b.example.com", "only")})});
  ASSERT_EQ(publication.worlds.size(), 2u);
  EXPECT_EQ(txt(publication.worlds[0], "example.com"), R"(found "eu")");
  EXPECT_EQ(txt(publication.worlds[1], "example.com"), R"(found "us")");
  EXPECT_EQ(txt(publication.worlds[1], "b.example.com"), R"(found "only")");
}

TEST(Publication, DoesNotTakeTheUnknownForAbsent) {
  const Document plan = read_as(Format::terraform, R"({"format_version": "1.2", "resource_changes": [{
    "address": "google_dns_record_set.txt", "type": "google_dns_record_set", "change": {"actions": ["create"],
      "before": null, "after": {"managed_zone": "z", "name": "example.com.", "type": "TXT"},
      "after_unknown": {"rrdatas": true}}}]})");
  EXPECT_EQ(txt(offline({plan}).worlds.front(), "example.com"), "not_asked");
  const Document zone = read_as(Format::zone, std::string(whole_zone));
  EXPECT_EQ(txt(offline({zone, plan}).worlds.front(), "example.com"), "not_asked");
}

// The tokens of Amazon SES are part of the names of its keys.
TEST(Publication, DoesNotTakeForAbsentWhatMayBeUnderANameThatIsNotKnown) {
  const auto plan = [](const std::string& type) {
    return read_as(Format::terraform, R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [
      {"address": "aws_route53_zone.z", "type": "aws_route53_zone", "values": {"zone_id": "Z1", "name": "example.com"}}]}},
      "resource_changes": [{"address": "aws_route53_record.dkim", "type": "aws_route53_record", "change": {"actions": [
      "create"], "before": null, "after": {"zone_id": "Z1", "type": ")" +
                                          type + R"("}, "after_unknown": {"name": true, "records": true}}}]})");
  };
  const Document zone = read_as(Format::zone, std::string(whole_zone) + "mail 60 MX 10 mx\n");
  const dns::Zone keys = offline({plan("CNAME"), zone}).worlds.front();
  EXPECT_EQ(txt(keys, "_domainkey.example.com"), "not_asked");
  EXPECT_EQ(txt(keys, "_domainkey.mail.example.com"), "not_asked");
  EXPECT_EQ(txt(keys, "_dmarc.example.com"), "no_domain");  // nobody gives a policy a name that is made up
  EXPECT_EQ(txt(offline({plan("A"), zone}).worlds.front(), "_domainkey.example.com"), "no_domain");
  EXPECT_EQ(txt(offline({plan("CNAME")}).worlds.front(), "_domainkey.example.com"), "not_asked");
}

TEST(Publication, DoesNotTakeForAbsentAPolicyOfADomainThatIsNotKnown) {
  const Document stack =
      read_as(Format::cloudformation, R"({"Parameters": {"D": {"Type": "String"}}, "Resources": {"P": {
    "Type": "AWS::Route53::RecordSet", "Properties": {"HostedZoneName": "example.com.", "Type": "TXT",
      "Name": {"Fn::Sub": "_dmarc.${D}."}, "ResourceRecords": ["\"v=DMARC1; p=none\""]}}}})");
  const Document zone = read_as(Format::zone, std::string(whole_zone));
  EXPECT_EQ(txt(offline({stack, zone}).worlds.front(), "_dmarc.example.com"), "not_asked");
  const Document known = read_as(Format::zone, std::string(whole_zone) + "_dmarc 60 TXT \"v=DMARC1; p=reject\"\n");
  EXPECT_EQ(txt(offline({stack, known}).worlds.front(), "_dmarc.example.com"), R"(found "v=DMARC1; p=reject")");
}

// Cloudflare keeps each record by itself.
TEST(Publication, LeavesTheRestOfASetThatIsNotWhole) {
  const auto plan = [](const std::string& actions, const std::string& before, const std::string& after) {
    const auto state = [](const std::string& text) {
      return text.empty()
                 ? std::string("null")
                 : R"({"zone_id": "z", "name": "example.com", "type": "TXT", "content": "\")" + text + "\\\"\"}";
    };
    return R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [{"address": "cloudflare_zone.z",
      "type": "cloudflare_zone", "values": {"id": "z", "name": "example.com", "zone": "example.com"}}]}},
      "resource_changes": [{"address": "cloudflare_record.a", "type": "cloudflare_record", "change": {"actions": [)" +
           actions + R"(], "before": )" + state(before) + R"(, "after": )" + state(after) + "}}]}";
  };
  const struct {
    std::string actions, before, after, apex;
  } cases[] = {
      {R"("create")", "", "new", R"(found "new" "site=1" "v=spf1 -all")"},
      {R"("update")", "site=1", "site=2", R"(found "site=2" "v=spf1 -all")"},
      {R"("delete")", "site=1", "", R"(found "v=spf1 -all")"},
  };
  for (const auto& [actions, before, after, apex] : cases) {
    const Document zone = read_as(Format::zone, std::string(whole_zone));
    const Document change = read_as(Format::terraform, plan(actions, before, after));
    EXPECT_EQ(txt(offline({zone, change}).worlds.front(), "example.com"), apex) << actions;
  }
}

}  // namespace
}  // namespace mailauth::inputs::publication_test
