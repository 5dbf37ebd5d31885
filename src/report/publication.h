#pragma once
// Records to publish, in the forms in which people publish them. All of it is escaped: no text of the DNS ends a
// string or a comment.

#include <string>
#include <vector>

#include "repair/publication.h"
#include "repair/setup.h"
#include "report/report.h"

namespace mailauth::report {

// For people: each record unbroken, so that it can be copied.
std::string publication_text(const std::vector<repair::RecordSet>& sets, const TextStyle& style);

// The same with how each set stands, and of those that are right nothing more. Of those that are not known the records
// are shown only if nothing could be asked, because they might replace something.
std::string setup_text(const std::vector<repair::PlannedSet>& sets, const TextStyle& style, bool offline);

// Lines for a zone file; what they replace stands above them as a comment.
std::string publication_zone(const std::vector<repair::RecordSet>& sets);

// A change batch for `aws route53 change-resource-record-sets --change-batch file://...`
std::string publication_route53(const std::vector<repair::RecordSet>& sets);

// Resources of type aws_route53_record, in the zone var.zone_id.
std::string publication_terraform(const std::vector<repair::RecordSet>& sets);

}  // namespace mailauth::report
