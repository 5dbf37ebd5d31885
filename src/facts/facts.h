#pragma once
// All that is known about the mail authentication of one domain: plain data, made by collect() from
// evidence. Pointers to answers point into that Evidence and live as long as it does. No answer is
// null once collect() has filled a struct, except where a comment says so.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dns/answer.h"
#include "facts/alignment.h"
#include "facts/dmarc_discovery.h"
#include "facts/mta_sts.h"
#include "facts/request.h"
#include "facts/services.h"
#include "facts/spf_check.h"
#include "facts/spf_tree.h"
#include "facts/tls_rpt.h"
#include "records/dkim.h"
#include "records/dmarc.h"
#include "records/spf.h"
#include "text/worked_out.h"

namespace mailauth::facts {

// Mail hosts whose addresses are looked at; the rest is not.
inline constexpr std::size_t max_mx_targets = 20;

struct MxTarget {
  dns::Name host;
  const dns::Answer* a = nullptr;
  const dns::Answer* aaaa = nullptr;
  std::optional<dns::Name> registrable;       // of a host that does not exist, in another organization,
  const dns::Answer* registration = nullptr;  // and its NS: NXDOMAIN says that anybody can register it
};

struct MxFacts {
  const dns::Answer* answer = nullptr;
  std::span<const dns::Mx> hosts;         // by preference; kept with the answer
  bool null_mx = false;                   // exactly one, "0 ."  (RFC 7505)
  const dns::Answer* a = nullptr;         // of the domain: the implicit MX (RFC 5321 5.1);
  const dns::Answer* aaaa = nullptr;      // both null unless the domain has no MX
  const dns::Answer* wildcard = nullptr;  // MX at a name below the domain that nobody publishes
  std::vector<MxTarget> targets;          // each host once, in the order of `hosts`; not the null MX

  bool has_hosts() const { return !hosts.empty() && !null_mx; }
};

// A key at a name where no verifier looks: s1.example.com, s1.domainkey.example.com ...
struct StrayKey {
  dns::Name name;
  records::dkim::Record key;
};

// One selector that was looked at and is, or should be, there.
struct DkimSelector {
  enum class Origin : uint8_t { given, probed };  // --selector, or a well-known name
  std::string selector;
  Origin origin = Origin::probed;
  dns::Name name;                               // <selector>._domainkey.<domain>
  const dns::Answer* answer = nullptr;          // TXT, with the CNAME chain; it keeps these:
  std::span<const records::dkim::Record> keys;  // TXT that are or resemble keys
  std::span<const text::Source> unrelated;      // other TXT
  const Service* service = nullptr;             // recognised by the CNAME target, null when not
  // These only when it was given and is absent:
  const dns::Answer* doubled = nullptr;  // TXT at <name>.<domain>: null otherwise
  std::vector<StrayKey> strays;          // keys that were meant for it, at names like its own
  const dns::Answer* address = nullptr;  // A or AAAA in its place, no wildcard's: null when there is none
};

struct DkimFacts {
  const dns::Answer* domainkey = nullptr;  // TXT at _domainkey.<domain>: NXDOMAIN says that there are no selectors
  const dns::Answer* wildcard = nullptr;   // TXT at a name below it that nobody publishes
  const dns::Answer* adsp = nullptr;       // TXT at _adsp._domainkey.<domain>; null when _domainkey does not exist
  std::vector<DkimSelector> selectors;     // the given ones, and those probed ones that have a TXT, a CNAME or an
                                           // answer that failed; not those that only a wildcard answers
  unsigned probed = 0;                     // how many well-known selectors were asked for
  unsigned unanswered = 0;                 // of these, without an answer
};

// Keys of the organizational domain, for a domain below it: their signatures align, too, unless adkim=s. They are the
// organization's matter and not judged here.
struct OrganizationKeys {
  Identity identity;
  DkimFacts dkim;
};

// A MAIL FROM (return-path) domain below the audited one: given, or found under a label in real use.
struct MailFrom {
  dns::Name name;
  bool given = false;
  const dns::Answer* mx = nullptr;
  std::span<const dns::Mx> hosts;
  SpfNode spf;                       // its SPF, with the whole tree
  Identity identity;                 // what SPF authenticates by it
  const Service* service = nullptr;  // by MX or CNAME target; null when not recognised
  std::string ses_region;            // "eu-west-1" of feedback-smtp.eu-west-1.amazonses.com; empty: not SES
};

// Where aggregate or failure reports go outside of the domain, and whether the receiver of the
// reports agrees (RFC 9990 4).
struct ReportDestination {
  text::Span uri;               // in the record in force
  bool failure_report = false;  // ruf
  dns::Name host;
  bool external = false;                       // another organisational domain than the policy's
  dns::Name authorisation_name;                // <policy domain>._report._dmarc.<host>; only when external
  const dns::Answer* authorisation = nullptr;  // null when not external, or the name is too long
  bool authorised = false;                     // a TXT that begins with v=DMARC1
  const dns::Answer* mx = nullptr;             // of the host: can mail arrive there?
  const dns::Answer* a = nullptr;              // both null unless it has no MX
  const dns::Answer* aaaa = nullptr;
};

struct DmarcFacts {
  Discovery discovery;                          // both methods, side by side
  DmarcAtName at_domain;                        // _dmarc.<domain>, also with what is no valid record
  std::vector<ReportDestination> destinations;  // of the record in force (the tree walk's, else the other's),
                                                // or of the one that resembles a record when none is in force
  const records::dmarc::Record* reporting_record = nullptr;  // the one `destinations` point into; null: none
  const dns::Answer* wildcard = nullptr;                     // TXT at _dmarc.<a name that nobody publishes>.<domain>
  const dns::Answer* doubled = nullptr;       // TXT at _dmarc.<domain>.<domain>: null unless _dmarc.<domain> is absent
  std::vector<const dns::Answer*> elsewhere;  // TXT at names that people take for _dmarc.<domain>: empty unless
                                              // nothing stands there
};

// A name that the address of a sender leads to, and whether it leads back (RFC 8601 2.7.3, "iprev").
struct ReverseName {
  dns::Name name;
  const dns::Answer* addresses = nullptr;  // A or AAAA, as the address is
  bool leads_back = false;
};

// An address that sends, when it was given.
struct SenderFacts {
  SpfClient client;  // as the MAIL FROM domain, else as the domain
  SpfCheck spf;
  const dns::Answer* ptr = nullptr;
  std::vector<ReverseName> names;  // the first max_spf_names of `ptr`
};

struct Facts {
  Request request;
  const dns::Name& domain() const { return request.domain; }

  const dns::Answer* txt = nullptr;       // of the domain
  const dns::Answer* wildcard = nullptr;  // TXT at a name below the domain that nobody publishes
  bool domain_exists = true;              // false: the DNS said NXDOMAIN, and nothing else matters
  MxFacts mx;
  SpfNode spf;                                      // of the domain, with the whole tree
  const dns::Answer* spf_type99 = nullptr;          // the abolished type SPF at the domain
  std::vector<const dns::Answer*> beside_wildcard;  // TXT at mail hosts below the domain; empty unless its wildcard
                                                    // has SPF
  std::vector<dns::Name> crowded_aliases;           // names of policies at which a zone file has a CNAME and more
  std::optional<SenderFacts> sender;
  DkimFacts dkim;
  std::optional<OrganizationKeys> organization;  // nothing: the domain is its own organizational domain
  DmarcFacts dmarc;
  TlsRptFacts tls_rpt;
  MtaStsFacts mta_sts;
  std::vector<MailFrom> mail_froms;            // the given one first
  std::vector<RecognisedService> services;     // by any sign, strongest first
  std::vector<const dns::Answer*> unanswered;  // every answer that failed() and that a verdict rests on, in order of
                                               // importance: domain TXT, MX, _dmarc ..., given selectors, SPF tree
  text::WorkedOut worked_out;
};

// The label below which nobody publishes anything, used to unmask wildcards. The same for the same
// domain, so that recorded evidence can be replayed.
std::string probe_label(const dns::Name& domain);

// Does anything show that the domain takes part in mail: an MX that is not null, an SPF that permits
// anybody, a live DKIM key, a MAIL FROM? Unknown counts as yes.
bool uses_mail(const Facts& facts);
// "v=spf1 -all" or no SPF, no MX or a null MX, no live key, no sender: nobody uses it for mail, and no broken
// record shows that somebody meant to.
bool is_parked(const Facts& facts);
// DKIM selectors whose record is a usable key.
std::vector<const DkimSelector*> usable_keys(const DkimFacts& dkim);
bool amazon_ses_sends(const Facts& facts);  // DKIM CNAMEs, MAIL FROM or an include say so

}  // namespace mailauth::facts
