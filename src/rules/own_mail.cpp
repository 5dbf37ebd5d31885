#include "rules/own_mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "rules/senders.h"
#include "text/ascii.h"

namespace mailauth::rules {

namespace {

using facts::Facts;
using facts::Known;

// "Mailchimp", "Mailchimp and Brevo", "Mailchimp, Brevo and own hosts"
std::string listed(const std::vector<std::string>& names) {
  if (names.size() < 2) return names.empty() ? "" : names.front();
  const std::vector<std::string> first(names.begin(), names.end() - 1);
  return fmt::format("{} and {}", text::join(first, ", "), names.back());
}

std::vector<std::string> names_with(const std::vector<Sender>& senders, OwnMail verdict, bool counting) {
  std::vector<std::string> names;
  for (const Sender& sender : senders)
    if (sender.verdict == verdict && sender.counts == counting) names.push_back(sender.name);
  return names;
}

// The worst that counts.
OwnMail worst_of(const std::vector<Sender>& senders) {
  for (const OwnMail verdict : {OwnMail::fails, OwnMail::at_risk, OwnMail::unknown, OwnMail::passes})
    if (std::ranges::any_of(senders, [&](const Sender& each) { return each.counts && each.verdict == verdict; }))
      return verdict;
  return OwnMail::unknown;
}

std::string describe_spf(const Sender& sender) {
  const SenderCheck& spf = sender.spf;
  if (spf.foreign) return "SPF cannot align, because its MAIL FROM is its own";
  if (spf.result.passes == Known::yes && spf.result.aligns.either() == Known::no)
    return "SPF passes and does not align";
  if (spf.result.passes == Known::yes) return "SPF is in place";
  return fmt::format("SPF: {}", spf.words);
}

std::string describe_dkim(const Sender& sender) {
  const SenderCheck& dkim = sender.dkim;
  if (dkim.result.passes == Known::yes && !dkim.partial) return "DKIM is in place";
  return fmt::format("DKIM: {}", dkim.words);
}

std::string about_one(const Sender& sender) {
  const bool spf = sender.spf.result.passes == Known::yes && sender.spf.result.aligns.either() != Known::no;
  const bool dkim = sender.dkim.result.passes == Known::yes && !sender.dkim.partial;
  if (spf && dkim && sender.verdict == OwnMail::passes) return "SPF and DKIM are in place";
  return fmt::format("{}{} {}", describe_spf(sender), spf == dkim ? ", and" : ", but", describe_dkim(sender));
}

std::string about_all(const std::vector<Sender>& senders) {
  const auto fail = names_with(senders, OwnMail::fails, true), risk = names_with(senders, OwnMail::at_risk, true);
  auto open = names_with(senders, OwnMail::unknown, true);
  for (std::string& name : names_with(senders, OwnMail::unknown, false)) open.push_back(std::move(name));
  for (std::string& name : names_with(senders, OwnMail::at_risk, false)) open.push_back(std::move(name));
  const auto pass = names_with(senders, OwnMail::passes, true);
  std::vector<std::string> parts;
  if (!pass.empty() && fail.empty() && risk.empty())
    parts.push_back(fmt::format("that through {} passes", listed(pass)));
  if (!fail.empty()) parts.push_back(fmt::format("that through {} fails", listed(fail)));
  if (!risk.empty()) parts.push_back(fmt::format("that through {} is at risk", listed(risk)));
  if (!open.empty()) parts.push_back(fmt::format("of {} it is not known", listed(open)));
  return text::join(parts, "; ");
}

}  // namespace

OwnMailJudgement judge_own_mail(const Facts& facts) {
  if (std::string why = why_nobody_sends(facts); !why.empty()) return {OwnMail::not_sent, std::move(why)};
  const std::vector<Sender>& all = senders(facts);
  const OwnMail worst = worst_of(all);
  return {worst, all.size() == 1 ? about_one(all.front()) : about_all(all)};
}

}  // namespace mailauth::rules
