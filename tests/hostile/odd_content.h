#pragma once
// Answers whose records are not those that were asked for, lie about themselves, or hold what nobody expects.

#include <functional>
#include <string>
#include <string_view>

#include "hostile/draft.h"

namespace mailauth::hostile {

void fail_because(Draft& draft, std::string_view reason);  // SERVFAIL with an extended error, RFC 8914
void deny_for(Draft& draft, std::string_view zone);        // no data, says only the SOA of this zone
void deny_without_data(Draft& draft);                      // the SOA has none
void refer(Draft& draft, std::string_view zone);           // to the name servers of the zone, RFC 1034 4.3.1

void give_to(Draft& draft, std::string_view owner);  // all records of the answer
void give_to_name_without_end(Draft& draft);
void give_over_pointers(Draft& draft, unsigned count);  // each points at the one before it
void put_into_class(Draft& draft, unsigned record_class);
void set_ttl(Draft& draft, uint32_t ttl);
void set_length(Draft& draft, int more);  // of the last record's data, beside the truth
void repeat_answers(Draft& draft);

// CNAMEs in front of the records.
void lead_over(Draft& draft, std::string_view target);
void chain(Draft& draft, unsigned hops);
void loop(Draft& draft);
void lead_two_ways(Draft& draft);                      // two, both to the same records
void leave_alone(Draft& draft, uint16_t flags);        // nothing follows, and nobody denies it
void lead_nowhere(Draft& draft, unsigned rcode);       // says the zone of the target
void dname(Draft& draft, bool with_all_that_follows);  // RFC 6672

std::string pointer(std::size_t at);
std::string name_of_octets(std::size_t size);  // in all

// The records say so.
std::function<void(Draft&)> writes(std::string_view octets);                     // wherever there is room for text
void hold(Draft& draft, std::string_view pattern);                               // {0} is the domain
void hold_many(Draft& draft, std::string_view begin, std::string_view pattern);  // 60,000 octets; {1} counts
void lead_mail_to(Draft& draft, std::string_view exchange);
void many_mx(Draft& draft, unsigned count);
void many_txt(Draft& draft, unsigned count);  // beside the one that counts
void map_addresses(Draft& draft);             // IPv4 in IPv6, and no address at all
void spf_without_end(Draft& draft);           // ten includes at each include

}  // namespace mailauth::hostile
