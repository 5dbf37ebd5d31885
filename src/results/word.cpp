#include "results/word.h"

#include <algorithm>

namespace mailauth::results {

namespace {

using records::dkim::Algorithm;
using records::dmarc::Policy;
using records::spf::Qualifier;
using rules::Forgery;
using rules::OwnMail;

template <class Value>
struct Entry {
  Value value;
  std::string_view word;
};

// What stands in lines that are kept for years: never changed.
constexpr Entry<SpfState> spf_words[] = {
    {SpfState::usable, "usable"},
    {SpfState::none, "none"},
    {SpfState::permerror, "permerror"},
    {SpfState::unknown, "unknown"},
};
constexpr Entry<DmarcState> dmarc_words[] = {
    {DmarcState::in_force, "in_force"},
    {DmarcState::none, "none"},
    {DmarcState::ignored, "ignored"},
    {DmarcState::unknown, "unknown"},
};
constexpr Entry<DkimState> dkim_words[] = {
    {DkimState::found, "found"},
    {DkimState::none_found, "none_found"},
    {DkimState::unknown, "unknown"},
};
constexpr Entry<MxState> mx_words[] = {
    {MxState::hosts, "hosts"},
    {MxState::null, "null"},
    {MxState::none, "none"},
    {MxState::unknown, "unknown"},
};
constexpr Entry<Forgery> forgery_words[] = {
    {Forgery::anyone, "anyone"},
    {Forgery::partly, "partly"},
    {Forgery::hard, "hard"},
    {Forgery::unknown, "unknown"},
};
constexpr Entry<OwnMail> own_mail_words[] = {
    {OwnMail::passes, "passes"},     {OwnMail::at_risk, "at_risk"}, {OwnMail::fails, "fails"},
    {OwnMail::not_sent, "not_sent"}, {OwnMail::unknown, "unknown"},
};
constexpr Entry<Policy> policy_words[] = {
    {Policy::none, "none"},
    {Policy::quarantine, "quarantine"},
    {Policy::reject, "reject"},
};
constexpr Entry<Qualifier> qualifier_words[] = {
    {Qualifier::pass, "+"},
    {Qualifier::fail, "-"},
    {Qualifier::softfail, "~"},
    {Qualifier::neutral, "?"},
};
constexpr Entry<Algorithm> algorithm_words[] = {
    {Algorithm::unknown, "unknown"},
    {Algorithm::rsa, "rsa"},
    {Algorithm::ed25519, "ed25519"},
};

constexpr const auto& words_of(SpfState) { return spf_words; }
constexpr const auto& words_of(DmarcState) { return dmarc_words; }
constexpr const auto& words_of(DkimState) { return dkim_words; }
constexpr const auto& words_of(MxState) { return mx_words; }
constexpr const auto& words_of(Forgery) { return forgery_words; }
constexpr const auto& words_of(OwnMail) { return own_mail_words; }
constexpr const auto& words_of(Policy) { return policy_words; }
constexpr const auto& words_of(Qualifier) { return qualifier_words; }
constexpr const auto& words_of(Algorithm) { return algorithm_words; }

}  // namespace

template <class Value>
Word<Value> Word<Value>::parse(std::string_view text) {
  const auto& words = words_of(Value{});
  const auto at = std::ranges::find(words, text, &Entry<Value>::word);
  if (at != std::end(words)) return at->value;
  Word foreign;
  foreign.foreign_ = text;
  return foreign;
}

template <class Value>
std::string_view Word<Value>::text() const {
  return value_ ? std::ranges::find(words_of(*value_), *value_, &Entry<Value>::value)->word : foreign_;
}

template class Word<SpfState>;
template class Word<DmarcState>;
template class Word<DkimState>;
template class Word<MxState>;
template class Word<Forgery>;
template class Word<OwnMail>;
template class Word<Policy>;
template class Word<Qualifier>;
template class Word<Algorithm>;

}  // namespace mailauth::results
