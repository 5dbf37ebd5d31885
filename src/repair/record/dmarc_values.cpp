#include "repair/record/dmarc_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "diagnosis/dmarc.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::repair {

namespace dmarc = records::dmarc;

namespace {

std::string as_it_holds(std::string line) { return std::move(line) + ": it says what holds anyway"; }

void set_value(Piece& piece, std::string value, Changes& changes) {
  if (piece.value == value) return;
  changes.fault(fmt::format("{}={} became {}={}", piece.name, text::escape_bytes(piece.value), piece.name, value));
  piece.value = std::move(value);
}

ValueRepair repair_policy(Piece& piece, Changes& changes) {
  if (piece.value.empty() && piece.name != "p") {
    changes.fault(fmt::format("{}= without a value was dropped", piece.name));
    return ValueRepair::drop;
  }
  const auto meant = piece.value.empty() ? dmarc::Policy::none : diagnosis::meant_policy(piece.value);
  if (!meant) return ValueRepair::hopeless;
  set_value(piece, std::string(to_string(*meant)), changes);
  return ValueRepair::keep;
}

ValueRepair repair_alignment(Piece& piece, Changes& changes) {
  const std::string value = text::to_lower(piece.value);
  if (value == "s" || value == "strict") {
    set_value(piece, "s", changes);
    return ValueRepair::keep;
  }
  // RFC 9989 4.7: relaxed is the default. What is no word of the grammar counts as that, where the record is used.
  const std::string line = fmt::format("{}={} was dropped", piece.name, text::escape_bytes(piece.value));
  if (value == "r")
    changes.tidy(as_it_holds(line));
  else
    changes.fault(line);
  return ValueRepair::drop;
}

bool is_address_list(const dmarc::Record& record) {
  return !record.rua.empty() && std::all_of(record.rua.begin(), record.rua.end(), [&](const dmarc::Uri& uri) {
    return (uri.well_formed || diagnosis::has_other_scheme(record, uri)) && uri.size.empty();
  });
}

std::vector<std::string> repaired_uris(const dmarc::Record& record) {
  std::vector<std::string> uris;
  for (const dmarc::Uri& uri : record.rua) {
    const std::string_view item = record.text(uri.span);
    if (uri.well_formed || diagnosis::has_other_scheme(record, uri)) {
      uris.emplace_back(item.substr(0, uri.size.empty() ? item.size() : item.rfind('!')));
    } else {
      const auto meant = diagnosis::meant_uris(item);
      uris.insert(uris.end(), meant.begin(), meant.end());
    }
  }
  return uris;
}

ValueRepair repair_uris(Piece& piece, Changes& changes) {
  const dmarc::Record record = dmarc::parse({{}, "v=DMARC1; rua=" + piece.value, {}, {}});
  if (is_address_list(record)) return ValueRepair::keep;
  const auto uris = repaired_uris(record);
  if (uris.empty() && !piece.value.empty()) return ValueRepair::hopeless;
  if (uris.empty()) return ValueRepair::drop;
  set_value(piece, text::join(uris, ","), changes);
  return ValueRepair::keep;
}

std::string without_option(std::string options, char unwanted) {
  std::erase(options, unwanted);
  return options;
}

// "1ds" as 1:d:s
std::string spelt(std::string_view options) {
  std::string text;
  for (const char c : options) text += text.empty() ? std::string{c} : fmt::format(":{}", c);
  return text;
}

// fo=0 is the default (RFC 9989 4.7).
ValueRepair repair_options(Piece& piece, Changes& changes) {
  std::string options;
  for (const char c : text::to_lower(piece.value)) {
    const bool is_option = std::string_view("01ds").find(c) != std::string_view::npos;
    if (is_option && options.find(c) == std::string::npos) options += c;
  }
  // 1 reports more than 0 and excludes it.
  if (options.find('1') != std::string::npos) options = without_option(options, '0');
  if (options.empty())
    changes.fault(fmt::format("fo={} was dropped: it names no option", text::escape_bytes(piece.value)));
  if (options == "0") changes.tidy(as_it_holds("fo=0 was dropped"));
  if (options.empty() || options == "0") return ValueRepair::drop;
  set_value(piece, spelt(options), changes);
  return ValueRepair::keep;
}

ValueRepair repair_percentage(Piece& piece, Changes& changes) {
  const auto percentage = text::parse_number(piece.value, 100);
  if (percentage && *percentage < 100) return ValueRepair::keep;
  const std::string line = fmt::format("pct={} was dropped", text::escape_bytes(piece.value));
  if (percentage)
    changes.tidy(as_it_holds(line));
  else
    changes.fault(line + ": it is no percentage");
  return ValueRepair::drop;
}

ValueRepair drop_historic(Piece& piece, Changes& changes) {
  const std::string line = fmt::format("{}= was dropped: it is no longer part of DMARC", piece.name);
  if (diagnosis::is_valid_historic_value(piece.name, piece.value))
    changes.tidy(line);
  else
    changes.fault(line);
  return ValueRepair::drop;
}

// A value that receivers do not know has no effect, like one that says what holds anyway.
ValueRepair drop_default(const Piece& piece, std::string_view standard, Changes& changes) {
  const std::string line = fmt::format("{}={} was dropped", piece.name, text::escape_bytes(piece.value));
  if (text::equals_ignoring_case(piece.value, standard))
    changes.tidy(as_it_holds(line));
  else
    changes.fault(line + ": receivers ignore it");
  return ValueRepair::drop;
}

ValueRepair repair_test_mode(Piece& piece, Changes& changes) {
  if (!text::equals_ignoring_case(piece.value, "y")) return drop_default(piece, "n", changes);
  set_value(piece, "y", changes);
  return ValueRepair::keep;
}

ValueRepair repair_public_suffix(Piece& piece, Changes& changes) {
  const std::string value = text::to_lower(piece.value);
  if (value != "y" && value != "n") return drop_default(piece, "u", changes);
  set_value(piece, value, changes);
  return ValueRepair::keep;
}

struct TagRepair {
  std::string_view name;
  ValueRepair (*repair)(Piece& piece, Changes& changes);
};
constexpr std::array<TagRepair, 13> repairs{{{"p", repair_policy},
                                             {"sp", repair_policy},
                                             {"np", repair_policy},
                                             {"adkim", repair_alignment},
                                             {"aspf", repair_alignment},
                                             {"rua", repair_uris},
                                             {"ruf", repair_uris},
                                             {"fo", repair_options},
                                             {"pct", repair_percentage},
                                             {"rf", drop_historic},
                                             {"ri", drop_historic},
                                             {"t", repair_test_mode},
                                             {"psd", repair_public_suffix}}};

// A policy that is missing is a matter of its own, and so are reports.
ValueRepair repair_of_empty(std::string_view name) {
  const bool is_weighed = name == "p" || name == "sp" || name == "np" || name == "rua";
  return is_weighed ? ValueRepair::keep : ValueRepair::drop;
}

}  // namespace

ValueRepair repair_dmarc_value(Piece& piece, Changes& changes) {
  if (piece.value.empty() && repair_of_empty(piece.name) == ValueRepair::drop) {
    changes.fault(fmt::format("{}= without a value was dropped", piece.name));
    return ValueRepair::drop;
  }
  const auto repair =
      std::find_if(repairs.begin(), repairs.end(), [&](const TagRepair& each) { return each.name == piece.name; });
  return repair == repairs.end() ? ValueRepair::keep : repair->repair(piece, changes);
}

}  // namespace mailauth::repair
