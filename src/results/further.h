#pragma once
// Kinds of records beside SPF, DKIM and DMARC, of which a line says in one word what there is: a row each.

#include <array>
#include <string_view>

#include "records/kind.h"

namespace mailauth::results {

struct FurtherKind {
  records::RecordKind kind;
  std::string_view member;  // of a line

  std::string_view title() const { return records::info(kind).title; }
};

inline constexpr std::array further_kinds{
    FurtherKind{records::RecordKind::tls_rpt, "tls_rpt"},
    FurtherKind{records::RecordKind::mta_sts, "mta_sts"},
};

}  // namespace mailauth::results
