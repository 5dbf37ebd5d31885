#pragma once
// Records as files have them: what the rules of the area "source" share. They speak of the way a record is written, and
// mark it in Record::written_data or Record::written_owner.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inputs/words.h"
#include "rules/rule.h"

namespace mailauth::rules {

// Those that there are at and below the domain once the files are published; none when nothing was read from a file.
std::vector<const inputs::Record*> published(const Facts& facts);
// Is it a record of a name above the domain, or of a wildcard there? It says where mail goes, and is judged with that
// name.
bool is_above(const inputs::Record& record, const Facts& facts);

// As it is written, with its place.
Source data_of(const inputs::Record& record);
Source owner_of(const inputs::Record& record);

bool is_txt(const inputs::Record& record);
bool is_in_zone_file(const inputs::Record& record);  // written as in RFC 1035 5
// The text of a TXT, with its place in the file. Empty when it has no data.
Source published_text(const inputs::Record& record);
// Where bytes of that text are written.
Span written_span(const inputs::Record& record, Span published);
// From the first word to the last one.
Span all_words(const inputs::Record& record);

// Does it begin as a policy does whose grammar is known: "v=spf1", "v=DMARC1", "v=DKIM1" ...?
bool begins_as_policy(std::string_view text);

// What to write and to publish in place of all words.
Finding& rewrite(Finding& finding, const inputs::Record& record, const dns::Data& data);

// A record that is not written as it was meant has one problem; what its remains break is a consequence. Removes what
// other rules found at such a record.
void remove_consequences(const Facts& facts, std::vector<Finding>& findings);

}  // namespace mailauth::rules
