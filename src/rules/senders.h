#pragma once
// Who can send as the domain: each sender that its DNS shows, and what SPF, DKIM and DMARC say of its mail. The
// verdict, the table of the reports and the rules on own mail ask here, so that they cannot contradict each other.

#include <string>
#include <vector>

#include "facts/facts.h"
#include "rules/own_mail.h"

namespace mailauth::rules {

// SPF or DKIM, of all mail of one sender.
struct SenderCheck {
  facts::Authenticated result;
  bool partial = false;  // DKIM: not all of its keys are there
  bool open = false;     // DKIM: an answer of the DNS would decide it
  bool foreign = false;  // SPF: the MAIL FROM is the sender's own, so it passes and never aligns
  std::string words;     // "passes, aligned", "k2 leads nowhere": for people
};

struct Sender {
  std::string name;                         // "Amazon SES", "own hosts", "_spf.example.net"
  const facts::Service* service = nullptr;  // null: none that we know
  // Mail from it was seen to be set up, or the DNS settles that it cannot pass: the verdict rests on these.
  bool counts = false;
  SenderCheck spf, dkim;
  facts::ByGeneration dmarc;
  OwnMail verdict = OwnMail::unknown;
  std::string settle;  // what the user can give so that more is known: "--ses-token"; may be empty
};

// "passes", "at risk: DMARC rests on SPF alone": what comes of both, for people.
std::string word_of(const Sender& sender);

// Nobody sends as the domain: why. Empty where somebody may.
std::string why_nobody_sends(const facts::Facts& facts);

// The strongest signs first; own hosts at the end. None where nobody sends.
const std::vector<Sender>& senders(const facts::Facts& facts);

}  // namespace mailauth::rules
