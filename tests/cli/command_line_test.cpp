// The program as a user or a script meets it: exit codes, one clear line for wrong input, nothing lost.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "rules/rule.h"
#include "support/files.h"
#include "support/test_keys.h"
#include "text/ascii.h"

namespace mailauth::command_line_test {
namespace {

using tests::Output;

Output mailauth(const std::string& arguments) {
  return tests::run_command("LC_ALL=C.UTF-8 " MAILAUTH_BINARY " " + arguments + " 2>&1");
}

Output mailauth_stdout(const std::string& arguments, const std::string& before = "") {
  return tests::run_command(before + "LC_ALL=C.UTF-8 " MAILAUTH_BINARY " " + arguments + " 2>/dev/null");
}

class CommandLine : public testing::Test {
 protected:
  std::string zone(std::string_view content) {
    const std::string path = folder_.path("example.com.zone");
    tests::write_file(path, content);
    return path;
  }
  tests::TemporaryFolder folder_;
};

constexpr std::string_view good_zone = R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
@ NS ns1
@ MX 0 .
@ TXT "v=spf1 -all"
_dmarc TXT "v=DMARC1; p=reject"
*._domainkey TXT "v=DKIM1; p="
)";

TEST_F(CommandLine, WrongInputIsOneLineAndExitCodeTwo) {
  struct Case {
    std::string arguments, says;
  };
  const std::string ses_setup =
      "setup amazon-ses example.com --region eu-west-1 --token ujzdegxdncf32epf3dhodzdocis2jhtl --token "
      "gmxgedn73u55xtplpft7v4seh2kvj72c --token euvw75efr6edt4sywb5wkh7dnsipzz7f --mail-from ";
  const Case cases[] = {
      {"", "which command?"},
      {"chek example.com", "did you mean 'check'?"},
      {"example.com", "did you mean: mailauth check example.com"},
      {"--versoin", "there is no option '--versoin'"},
      {"help chek", "there is no command 'chek'; did you mean 'check'?"},
      {"help spf tre", "did you mean 'tree'? (see mailauth spf --help)"},
      {"help check me", "'me' is one argument too many (see mailauth check --help)"},
      {"version 2", "'2' is one argument too many"},
      {"spf", "which domain? mailauth spf example.com"},
      {"spf tre", "did you mean 'tree'?"},
      {"spf chek --ip 192.0.2.1", "did you mean 'check'?"},
      {"spf --offline tree example.com", "--offline is not read before 'tree': write it after that word"},
      {"sweep --quiet plan list --shards 2", "--quiet is not read before 'plan'"},
      {"spf tre example.com", "did you mean 'tree'?"},
      {"check", "which domain?"},
      {"check example.com --selektor s1",
       "there is no option '--selektor'; did you mean '--selector'? (see mailauth check"},
      {"explain spf-missing dmarc-missing", "'dmarc-missing' is one argument too many"},
      {"check https://example.com/mail", "did you mean example.com?"},
      {"check postmaster@example.com", "did you mean example.com?"},
      {"check ''", "''"},
      {"check exa..mple.com", "exa..mple.com"},
      {"check --selector s1._domainkey.example.com. example.com", "--selector"},
      {"fix", "which domain?"},
      {"fix example.com --only spf-mising", "did you mean 'spf-missing'?"},
      {"setup amazon-ses example.com", "--region is needed"},
      {"setup amazon-ses example.com --region eu-west-1", "--token is needed 3 times"},
      {"setup amazon-ses example.com --region eu-west-1 --token short", "32 characters"},
      {ses_setup + "'<>'", "--mail-from '<>' is the MAIL FROM of bounces"},
      {ses_setup + "''", "--mail-from '' is the MAIL FROM of bounces"},
      {ses_setup + "'<a>'", "does not belong in a domain"},
      {"spf check --ip 192.0.2.1 --mail-from '<>'", "of a bounce the HELO name is checked"},
      {"check example.com --offline --expect 'amazon webmail'", "did you mean 'amazon-workmail'?"},
      {"setup sendgrid example.com", "copy them from its console"},
      {"providers mailchip", "did you mean 'mailchimp'?"},
      {"check example.com --offline --providers /nonexistent.json", "/nonexistent.json"},
      {"check example.com --offline --providers " MAILAUTH_SOURCE_DIR "/data/demo.zone", "demo.zone: this is no JSON"},
      {"setup sengrid example.com", "did you mean 'sendgrid'?"},
      {"setup carrier-pigeon example.com", "mailauth providers lists them"},
      {"check --mail-from 'bounce@example.com' example.com", "--mail-from"},
      {"check --ip 192.0.2.300 example.com", "--ip '192.0.2.300' is no IP address"},
      {"check --profile gmail example.com", "--profile 'gmail' is none of google, yahoo, microsoft"},
      {"check --bad-keys /nonexistent.txt example.com", "/nonexistent.txt"},
      {"check --resolver localhost example.com", "not an IP address"},
      {"check --resolver 127.0.0.1:99999 example.com", "--resolver"},
      {"check --timeout never example.com", "--timeout: 'never' is no number from 0.001 to 3600"},
      {"check --tries 1.5 example.com", "--tries: '1.5' is no number from 1 to 20"},
      {"sweep list.txt --rate -4", "--rate: '-4' is no number from 1"},
      {"check --format xml example.com", "--format 'xml' is none of: text, json, ndjson, sarif"},
      {"check --format sarif= example.com", "--format sarif=: the name of a file is missing"},
      {"check --format text --format sarif example.com", "both write to stdout: give one a file, as in sarif=FILE"},
      {"check --format csv=a --format sarif=a example.com", "--format csv and --format sarif both write a"},
      {"demo --format csv=/nonexistent/a.csv", "cannot write /nonexistent/a.csv"},
      {"lint --record spf --format sarif 'v=spf1 -all'", "--format text or --format json"},
      {"check --fail-on fatal example.com", "--fail-on"},
      {"check --zone /nonexistent.zone --offline example.com", "/nonexistent.zone"},
      {"check --replay /nonexistent.json", "/nonexistent.json"},
      {"check --replay x.json --offline --zone y.zone", "--replay"},
      {"explain dmarc-version-typpo", "did you mean 'dmarc-version-typo'?"},
      {"lint --record bimi 'v=BIMI1; l='", "bimi"},
      {"lint --record smtp x", "'smtp' is no kind of record"},
      {"lint --record spf", "the record's text is missing"},
      {"check --resolver $'\\x1b[2J' example.com", "\\027"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.arguments);
    const Output output = tests::run_command("bash -c " + ("\"LC_ALL=C.UTF-8 " MAILAUTH_BINARY " " +
                                                           text::replace_all(c.arguments, "$", "\\$") + " 2>&1\""));
    EXPECT_EQ(output.exit_code, 2) << output.text;
    EXPECT_EQ(std::count(output.text.begin(), output.text.end(), '\n'), 1) << output.text;
    EXPECT_TRUE(output.text.starts_with("mailauth: ")) << output.text;
    EXPECT_NE(output.text.find(c.says), std::string::npos) << output.text;
  }
}

TEST_F(CommandLine, HelpNamesEveryExitCode) {
  const Output output = mailauth("--help");
  EXPECT_EQ(output.exit_code, 0);
  for (const cli::ExitCodeText& exit : cli::exit_codes)
    EXPECT_NE(output.text.find(std::string(exit.text)), std::string::npos) << exit.text;
}

TEST_F(CommandLine, HelpFitsEightyColumns) {
  for (const std::string command :
       {"",         "check ",   "fix ",         "setup ",    "providers ",  "spf check ",    "spf tree ",    "lint ",
        "explain ", "rules ",   "demo ",        "sweep ",    "sweep plan ", "sweep status ", "sweep merge ", "diff ",
        "summary ", "history ", "config show ", "generate ", "spf ",        "help ",         "version "}) {
    const Output output = mailauth(command + "--help");
    for (const std::string_view line : text::split(output.text, '\n')) EXPECT_LE(line.size(), 80u) << command << line;
  }
}

TEST_F(CommandLine, HelpAndVersionAreWordsToo) {
  for (const std::string command : {"", "check", "spf", "spf tree", "sweep plan", "help", "config"}) {
    const Output word = mailauth("help " + command);
    EXPECT_EQ(word.exit_code, 0) << command;
    EXPECT_EQ(word.text, mailauth(command + " --help").text) << command;
  }
  EXPECT_EQ(mailauth("version").text, mailauth("--version").text);
}

TEST_F(CommandLine, ListsAreNotWrappedInAPipe) {
  const std::string rules = mailauth("rules").text;
  for (const std::string_view line : text::split(rules, '\n')) EXPECT_FALSE(line.starts_with(' ')) << line;
  EXPECT_EQ(std::ranges::count(rules, '\n'), std::ssize(rules::catalog()));
  for (const rules::Rule* rule : rules::catalog())
    EXPECT_NE(rules.find(" " + std::string(rule->title) + "\n"), std::string::npos) << rule->title;
}

TEST_F(CommandLine, HelpSaysWhatTheExitCodesOfTheCommandMean) {
  EXPECT_NE(mailauth("spf check --help").text.find("    3  temperror"), std::string::npos);
  EXPECT_NE(mailauth("sweep --help").text.find("    0  every domain has its line"), std::string::npos);
  EXPECT_EQ(mailauth("explain --help").text.find("Exit codes"), std::string::npos);  // nothing but 0 and 2
}

TEST_F(CommandLine, HelpNamesTheUsualTimeout) {
  EXPECT_NE(mailauth("check --help").text.find("for the first try (2)"), std::string::npos);
  EXPECT_NE(mailauth("sweep --help").text.find("for the first try (1)"), std::string::npos);
}

TEST_F(CommandLine, VersionIsQuick) { EXPECT_TRUE(mailauth("--version").text.starts_with("mailauth ")); }

TEST_F(CommandLine, ExitCodesSayWhatWasFound) {
  const std::string good = zone(good_zone);
  EXPECT_EQ(mailauth("check example.com --offline --zone " + good).exit_code, 0);
  const std::string bad = zone(text::replace_all(good_zone, "v=DMARC1", "v:DMARC1"));
  EXPECT_EQ(mailauth("check example.com --offline --zone " + bad).exit_code, 1);
  const std::string weak = zone(text::replace_all(good_zone, "p=reject", "p=reject; sp=none"));
  EXPECT_EQ(mailauth("check example.com --offline --zone " + weak).exit_code, 0);
  EXPECT_EQ(mailauth("check example.com --offline --fail-on warning --zone " + weak).exit_code, 1);
  EXPECT_EQ(mailauth("check example.net --offline --zone " + weak).exit_code, 3);  // no zone speaks for it
}

TEST_F(CommandLine, FixPrintsOnlyWhatToPublish) {
  const std::string good = zone(good_zone);
  EXPECT_EQ(mailauth("fix example.com --offline --zone " + good).text, "");
  EXPECT_EQ(mailauth("fix example.com --offline --zone " + good).exit_code, 0);
  EXPECT_EQ(mailauth("fix example.net --offline --zone " + good).exit_code, 3);
  const std::string bad = zone(text::replace_all(good_zone, "v=DMARC1", "v:DMARC1"));
  const Output fixed = mailauth_stdout("fix example.com --offline --format zone --zone " + bad);
  EXPECT_EQ(fixed.exit_code, 1);
  EXPECT_NE(fixed.text.find("\n_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=reject\"\n"), std::string::npos)
      << fixed.text;
  EXPECT_EQ(mailauth("fix example.com --only spf-missing --offline --zone " + bad).exit_code, 0);
  EXPECT_EQ(mailauth("fix example.com --only dmarc-version-typo --offline --zone " + bad).exit_code, 1);
}

TEST_F(CommandLine, SetupTellsWhatIsThereAlready) {
  const std::string path = zone(R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
@ MX 10 in1-smtp.messagingengine.com.
@ TXT "v=spf1 ip4:192.0.2.1 -all"
@ TXT "something=else"
fm1._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
fm2._domainkey CNAME fm1.example.com.dkim.fmhosted.com.
_dmarc TXT "v=DMARC1; p=reject"
)");
  const std::string command = "setup fastmail example.com --offline --zone " + path;
  const std::string text = mailauth_stdout(command).text;
  for (const std::string_view line :
       {"ok        example.com MX", "ok        fm1._domainkey.example.com CNAME",
        "differs   fm2._domainkey.example.com CNAME", "missing   fm3._domainkey.example.com CNAME",
        "ok        _dmarc.example.com TXT", "v=spf1 ip4:192.0.2.1 include:spf.messagingengine.com -all"})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
  const std::string rest = mailauth_stdout(command + " --format zone").text;
  EXPECT_EQ(rest.find("fm1._domainkey.example.com. 3600 IN"), std::string::npos) << rest;
  EXPECT_NE(rest.find("\nfm3._domainkey.example.com. 3600 IN CNAME"), std::string::npos) << rest;
  EXPECT_NE(mailauth_stdout(command + " --all --format zone").text.find("\nfm1._domainkey.example.com. 3600 IN CNAME"),
            std::string::npos);
  // Route 53 replaces the whole set: what else stands there stays in it.
  EXPECT_NE(mailauth_stdout(command + " --format route53").text.find("something=else"), std::string::npos);
}

TEST_F(CommandLine, SetupSaysWhatItCannotKnow) {
  const std::string nobody = "setup mailchimp example.com --resolver 127.0.0.1:1 --tries 1 --timeout 0.1";
  for (const std::string format : {"text", "zone", "route53", "terraform"}) {
    const auto unanswered = mailauth(nobody + " --format " + format);
    EXPECT_EQ(unanswered.exit_code, 3) << unanswered.text;
    EXPECT_NE(unanswered.text.find("the DNS did not say"), std::string::npos) << unanswered.text;
    EXPECT_EQ(unanswered.text.find("mcsv.net"), std::string::npos) << unanswered.text;  // it might replace something
    const auto offline = mailauth("setup mailchimp example.com --offline --format " + format);
    EXPECT_EQ(offline.exit_code, 1);
    EXPECT_NE(offline.text.find("t was not asked what is there"), std::string::npos) << offline.text;
    EXPECT_NE(offline.text.find("mcsv.net"), std::string::npos) << offline.text;
  }
  const auto console = mailauth("setup google-workspace example.com --offline");
  EXPECT_NE(console.text.find("copy from the console of Google Workspace: google._domainkey"), std::string::npos);
  EXPECT_NE(console.text.find("v=spf1 include:_spf.google.com ~all"), std::string::npos) << console.text;
}

TEST_F(CommandLine, SetupEndsAsFixDoes) {
  const std::string whole = zone(R"($ORIGIN example.com.
$TTL 3600
@ SOA ns1 hostmaster 1 7200 3600 1209600 300
k2._domainkey CNAME dkim2.mcsv.net.
k3._domainkey CNAME dkim3.mcsv.net.
_dmarc TXT "v=DMARC1; p=reject"
)");
  EXPECT_EQ(mailauth("setup mailchimp example.com --offline --zone " + whole).exit_code, 0);
  EXPECT_EQ(mailauth("setup mailchimp example.com --offline --zone " + zone(good_zone)).exit_code, 1);
}

// What is merged into is never handed on as it is: everybody could send.
TEST_F(CommandLine, SetupNeverPermitsEverybody) {
  const std::string open = zone(text::replace_all(good_zone, "-all", "+all"));
  const std::string text = mailauth("setup fastmail example.com --offline --format zone --zone " + open).text;
  EXPECT_NE(text.find("include:spf.messagingengine.com ~all"), std::string::npos) << text;
  EXPECT_EQ(text.find("engine.com +all"), std::string::npos) << text;
}

// Every option of check is one of fix, but for those that say how a report looks.
TEST_F(CommandLine, FixTakesWhatCheckTakes) {
  const std::string fix = mailauth("fix --help").text, check = mailauth("check --help").text;
  for (const std::string_view option :
       {"--selector", "--mail-from", "--providers", "--ip", "--expect", "--ses-token", "--ses-region", "--profile",
        "--bad-keys", "--history", "--zone", "--offline", "--replay", "--record", "--resolver", "--deadline"}) {
    EXPECT_NE(check.find(option), std::string::npos) << option;
    EXPECT_NE(fix.find(option), std::string::npos) << option;
  }
  const Output expected = mailauth("fix example.com --offline --format zone --expect fastmail --zone " +
                                   zone("$ORIGIN example.com.\n$TTL 3600\n@ SOA ns1 hostmaster 1 2 3 4 5\n"
                                        "@ MX 10 mail\nmail A 192.0.2.25\n@ TXT \"v=spf1 mx -all\"\n"));
  EXPECT_EQ(expected.exit_code, 1) << expected.text;
  EXPECT_NE(expected.text.find("fm1._domainkey.example.com. 3600 IN CNAME"), std::string::npos) << expected.text;
}

TEST_F(CommandLine, ProvidersOfTheUserAreRecognised) {
  const std::string own = " --providers " MAILAUTH_SOURCE_DIR "/docs/examples/providers.json";
  const std::string path =
      zone(std::string(good_zone) + "hm1._domainkey CNAME hm1.example-com.dkim.mailer.example.net.\n");
  const auto services = [&](const std::string& options) {
    const auto output = mailauth_stdout("check example.com --offline --format json --zone " + path + options);
    return nlohmann::json::parse(output.text)["domains"][0]["services"].dump();
  };
  EXPECT_NE(services(own).find("house-mailer"), std::string::npos) << services(own);
  EXPECT_EQ(services("").find("house-mailer"), std::string::npos);
}

TEST_F(CommandLine, SetupPrintsAllRecordsOfAmazonSes) {
  const std::string tokens =
      " --token ujzdegxdncf32epf3dhodzdocis2jhtl --token gmxgedn73u55xtplpft7v4seh2kvj72c --token "
      "euvw75efr6edt4sywb5wkh7dnsipzz7f";
  const Output output = mailauth("setup amazon-ses example.com --offline --region eu-south-1 --format zone" + tokens);
  EXPECT_EQ(output.exit_code, 1);
  for (const std::string line :
       {"ujzdegxdncf32epf3dhodzdocis2jhtl._domainkey.example.com. 3600 IN CNAME "
        "ujzdegxdncf32epf3dhodzdocis2jhtl.dkim.eu-south-1.amazonses.com.\n",
        "mail.example.com. 3600 IN MX 10 feedback-smtp.eu-south-1.amazonses.com.\n",
        "mail.example.com. 3600 IN TXT \"v=spf1 include:amazonses.com ~all\"\n",
        "_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\"\n"})
    EXPECT_NE(output.text.find(line), std::string::npos) << output.text;
}

TEST_F(CommandLine, ClosedPortIsNotKnownAndNeverMissing) {
  const Output output = mailauth("check example.com --timeout 0.2 --tries 1 --resolver 127.0.0.1:1");
  EXPECT_EQ(output.exit_code, 3) << output.text;
  EXPECT_EQ(output.text.find("no record"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find("not known"), std::string::npos) << output.text;
}

TEST_F(CommandLine, RecordAndReplayGiveTheSameBytes) {
  const std::string path = zone(text::replace_all(good_zone, "v=DMARC1", "v:DMARC1"));
  const std::string file = folder_.path("evidence.json");
  for (const std::string options : {"--format text", "--format json", "--format json --profile yahoo"}) {
    const std::string sender = " --ip 192.0.2.1 --mail-from bounce.example.com";
    const Output recorded =
        mailauth("check example.com --offline " + options + sender + " --zone " + path + " --record " + file);
    const Output replayed = mailauth("check " + options + " --replay " + file);
    EXPECT_EQ(recorded.text, replayed.text);
    EXPECT_EQ(recorded.exit_code, replayed.exit_code);
    EXPECT_NE(replayed.text.find("192.0.2.1"), std::string::npos) << replayed.text;
  }
}

TEST_F(CommandLine, AListOfBadKeysIsReadOrItsWrongLineNamed) {
  const std::string path = zone(
      std::string(good_zone) + "s1._domainkey TXT \"v=DKIM1; k=ed25519; p=" + std::string(tests::ed25519_raw) + "\"\n");
  const std::string list = folder_.path("bad-keys.txt");
  const std::string check = "check example.com --offline --zone " + path + " --bad-keys " + list;
  tests::write_file(list, "# keys\nab858a6b7d2b0a34977700508bd371f13469ad946614e5c1499df34a9b280d3c\n");
  EXPECT_NE(mailauth(check).text.find("is in the list of bad keys"), std::string::npos);
  tests::write_file(list, "# keys\nab858a\n");
  const Output wrong = mailauth(check);
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_TRUE(wrong.text.starts_with("mailauth: --bad-keys " + list + ":2: neither a SHA-256")) << wrong.text;
}

TEST_F(CommandLine, UnwritableFilesAreNamed) {
  const std::string path = zone(good_zone);
  const Output output = mailauth("check example.com --offline --zone " + path + " --record /nonexistent/evidence.json");
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_NE(output.text.find("/nonexistent/evidence.json"), std::string::npos);
  EXPECT_EQ(tests::run_command(MAILAUTH_BINARY " rules >/dev/full 2>/dev/null").exit_code, 2);
}

TEST_F(CommandLine, ZoneErrorsNameFileLineAndColumn) {
  const Output output =
      mailauth("check example.com --offline --zone " + zone("$ORIGIN example.com.\n@ TXT \"v=spf1 -all\n"));
  EXPECT_EQ(output.exit_code, 2);
  EXPECT_NE(output.text.find("example.com.zone:2:"), std::string::npos) << output.text;
}

TEST_F(CommandLine, ColourObeysFlagsAndNoColor) {
  EXPECT_EQ(mailauth("demo").text.find('\x1b'), std::string::npos);
  EXPECT_NE(mailauth("demo --color always").text.find('\x1b'), std::string::npos);
  // `script` gives the program a terminal.
  const std::string on_terminal = "script -qec '" MAILAUTH_BINARY " demo' /dev/null";
  EXPECT_NE(tests::run_command("TERM=xterm " + on_terminal).text.find('\x1b'), std::string::npos);
  EXPECT_EQ(tests::run_command("TERM=xterm NO_COLOR=1 " + on_terminal).text.find('\x1b'), std::string::npos);
  EXPECT_EQ(tests::run_command("TERM=dumb " + on_terminal).text.find('\x1b'), std::string::npos);
}

TEST_F(CommandLine, DemoNamesBothDefectsAndWhatTheRepairSwitchesOn) {
  const Output output = mailauth("demo");
  EXPECT_EQ(output.exit_code, 1);
  EXPECT_NE(output.text.find("│  ^ write '=' here                                       ^ write ';' here"),
            std::string::npos)
      << output.text;
  EXPECT_NE(output.text.find("v=DMARC1; p=reject; rua=mailto:support@example.com"), std::string::npos) << output.text;
  EXPECT_NE(output.text.find("publishing this switches p=reject on, which is not in force today"), std::string::npos);
}

TEST_F(CommandLine, SeveralFormatsAreWrittenAtOnce) {
  const std::string sarif = folder_.path("a.sarif"), csv = folder_.path("a.csv");
  const Output output = mailauth_stdout("demo --format json --format sarif=" + sarif + " --format csv=" + csv);
  EXPECT_EQ(output.exit_code, 1);
  const std::size_t findings = nlohmann::json::parse(output.text)["domains"][0]["findings"].size();
  EXPECT_EQ(nlohmann::json::parse(tests::read_file(sarif))["runs"][0]["results"].size(), findings);
  const std::string rows = tests::read_file(csv);
  EXPECT_EQ(static_cast<std::size_t>(std::count(rows.begin(), rows.end(), '\n')), findings + 1);
  EXPECT_EQ(mailauth_stdout("demo --format sarif=" + sarif).text, "");
}

TEST_F(CommandLine, LintJudgesOneRecord) {
  EXPECT_EQ(mailauth("lint --record spf 'v=spf1 mx -all'").exit_code, 0);
  EXPECT_EQ(mailauth("lint --record spf 'v=spf1 ipv4:192.0.2.1 -all'").exit_code, 1);
  const Output output =
      mailauth_stdout("lint --record dmarc --format json 'v:DMARC1; p=reject; rua=mailto:a@example.com'");
  const auto json = nlohmann::json::parse(output.text);
  EXPECT_EQ(json["verdict"], "invalid");
  EXPECT_EQ(json["findings"][0]["rule"], "dmarc-version-typo");
}

TEST_F(CommandLine, LintAnswersEveryLine) {
  const std::string input = folder_.path("records.ndjson");
  tests::write_file(input, R"({"id":1,"kind":"spf","name":"example.com","txt":["v=spf1 ","mx -all"]}
not json
{"id":"b","kind":"dmarc","name":"_dmarc.example.com","txt":["v=DMARC1; p=reject; rua=mailto:d@example.com"]}
{"id":"c","kind":"bimi","txt":["v=BIMI1"]}
{"id":"d","kind":"dkim","txt":[]}

{"id":"e","kind":"dkim","name":"s1._domainkey.example.com","txt":["s1.dkim.amazonses.com"]}
)");
  const Output output = mailauth_stdout("lint --record - <" + input);
  EXPECT_EQ(output.exit_code, 2);
  std::vector<nlohmann::json> lines;
  for (const std::string_view line : text::split(text::trim(output.text), '\n'))
    lines.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(lines.size(), 6u) << output.text;
  EXPECT_EQ(lines[0]["id"], 1);
  EXPECT_EQ(lines[0]["verdict"], "valid");
  EXPECT_TRUE(lines[1].contains("error"));
  EXPECT_EQ(lines[2]["verdict"], "valid");
  EXPECT_EQ(lines[3]["id"], "c");
  EXPECT_TRUE(lines[3].contains("error"));
  EXPECT_TRUE(lines[4].contains("error"));
  EXPECT_EQ(lines[5]["verdict"], "invalid");
  EXPECT_EQ(lines[5]["findings"][0]["rule"], "dns-txt-cname-target");
}

TEST_F(CommandLine, RulesAreListedAndExplained) {
  EXPECT_NE(mailauth("rules").text.find("dmarc-version-typo"), std::string::npos);
  EXPECT_GE(nlohmann::json::parse(mailauth_stdout("rules --format json").text).size(), 59u);
  EXPECT_NE(mailauth("explain dmarc-version-typo").text.find("v:DMARC1"), std::string::npos);
}

TEST_F(CommandLine, ServicesAreNamedByTheWordsOfPeople) {
  const auto rules_of = [&](const std::string& words) {
    const Output output =
        mailauth_stdout("check example.com --offline --format json --zone " + zone(good_zone) + words);
    std::string rules;
    const auto report = nlohmann::json::parse(output.text);
    for (const auto& finding : report["domains"][0]["findings"]) rules += finding["rule"].get<std::string>() + " ";
    return rules;
  };
  const std::string expected = rules_of(" --expect google-workspace");
  EXPECT_NE(expected.find("x-expected-service-missing"), std::string::npos);
  EXPECT_EQ(rules_of(" --expect google"), expected);
  EXPECT_EQ(rules_of(" --expect 'G Suite,google'"), expected);  // it is one service
  EXPECT_TRUE(mailauth("providers ses").text.starts_with("\n  amazon-ses  Amazon SES"));
  EXPECT_EQ(mailauth("setup 'Mail Chimp' example.com --offline --format zone").text,
            mailauth("setup mailchimp example.com --offline --format zone").text);
  tests::write_file(folder_.path("mailauth.toml"), "expect = [\"gmail\"]\n");
  EXPECT_EQ(rules_of(" --config " + folder_.path("mailauth.toml")), expected);
}

TEST_F(CommandLine, ABounceIsAMailFrom) {
  const std::string file = zone(good_zone);
  for (const std::string typed : {"'<>'", "''"}) {
    for (const std::string command : {"check example.com --zone ", "fix example.com --zone ", "lint "}) {
      const Output output = mailauth(command + file + " --offline --mail-from " + typed);
      EXPECT_NE(output.exit_code, 2) << output.text;
      EXPECT_TRUE(command.starts_with("fix") || output.text.find("x-bounces-at-helo") != std::string::npos)
          << output.text;
    }
  }
  const std::string recording = folder_.path("recording.json");
  const Output live = mailauth_stdout("check example.com --offline --format json --zone " + file +
                                      " --mail-from '<>' --ip 192.0.2.1 --record " + recording);
  const Output replayed = mailauth_stdout("check --format json --replay " + recording);
  EXPECT_NE(replayed.text.find("x-bounces-at-helo"), std::string::npos);
  EXPECT_EQ(replayed.text, live.text);
}

}  // namespace
}  // namespace mailauth::command_line_test
