#pragma once
// What a DNS message says about a question.

#include <ares.h>

#include "mailauth/dns/answer.h"

namespace mailauth::net {

// Never pending. `detail` says what was wrong with a message that is no answer; `size` is not known here.
dns::Answer read_answer(const dns::Question& question, const ares_dns_record_t* message);

}  // namespace mailauth::net
