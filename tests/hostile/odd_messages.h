#pragma once
// Ways to send an answer wrongly: beside lies, late, in pieces, over TCP. Each makes a change of a draft.

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hostile/draft.h"

namespace mailauth::hostile {

using Change = std::function<void(Draft&)>;

// The question section says that this was asked for.
void ask_for(Draft& draft, std::string_view name, unsigned type, unsigned in_class);
void in_lower_case(Draft& draft);  // the question

// What the change makes of the answer comes before the answer itself, or after it.
Change lie_first(const Change& change);
Change lie_afterwards(const Change& change);
void guesses_first(Draft& draft);         // denials with other ids
void from_elsewhere(Draft& draft);        // a denial from another port; over TCP nothing
void from_elsewhere_first(Draft& draft);  // and then the answer

// Only when the question comes for the first time, with EDNS, or over TCP (over UDP there is TC).
Change first_time(const Change& change);
Change first_time_over_tcp(const Change& change);
Change unless_plain(const Change& change);
Change over_tcp(const Change& change);

Change cut_at(const std::function<std::size_t(const Draft&)>& place);
Change after(std::chrono::milliseconds delay);
void lose(Draft& draft, unsigned percent);
void in_pieces(Draft& draft, std::size_t octets, std::chrono::milliseconds pause);  // over TCP
void send_raw(Draft& draft, std::vector<std::string> octets);                       // over TCP, without lengths
void close_without_tcp_answer(Draft& draft);  // TC over UDP beside the whole answer, and TCP closes

}  // namespace mailauth::hostile
