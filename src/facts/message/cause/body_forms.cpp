#include "facts/message/cause/body_forms.h"

#include <algorithm>

#include "messages/mailbox_file.h"
#include "messages/mime.h"
#include "text/ascii.h"

namespace mailauth::facts::causes {

namespace {

// The lines without their ends through a function, with these ends again.
template <class Rewrite>
std::string by_line(std::string_view body, Rewrite rewrite) {
  std::string out;
  out.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size() - 1) + 1;
    const std::string_view whole = body.substr(at, end - at), line = messages::without_line_end(whole);
    rewrite(line, out);
    out.append(whole.substr(line.size()));
    at = end;
  }
  return out;
}

std::string decode_quoted_printable(std::string_view body) {
  return messages::decoded(body, messages::TransferEncoding::quoted_printable);
}

std::string decode_base64_body(std::string_view body) {
  return messages::decoded(body, messages::TransferEncoding::base64);
}

std::string halve_lines(std::string_view body) {
  bool was_text = false;
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size() - 1) + 1;
    const std::string_view line = body.substr(at, end - at);
    const bool is_second = was_text && (line == "\r\n" || line == "\n");
    if (!is_second) out.append(line);
    was_text = !is_second;
    at = end;
  }
  return out;
}

std::string strip_carriage_returns(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    while (line.ends_with('\r')) line.remove_suffix(1);
    out.append(line);
  });
}

std::string unquote_from(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
    out.append(quotes > 0 && line.substr(quotes).starts_with("From ") ? line.substr(1) : line);
  });
}

std::string unquote_first_from(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    out.append(line.starts_with(">From ") ? line.substr(1) : line);
  });
}

std::string quote_from(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    if (line.starts_with("From ")) out += '>';
    out.append(line);
  });
}

std::string unstuff_dots(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    out.append(line.starts_with("..") ? line.substr(1) : line);
  });
}

std::string stuff_dots(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    if (line.starts_with('.')) out += '.';
    out.append(line);
  });
}

std::string_view without_last_blanks(std::string_view line) { return line.substr(0, line.find_last_not_of(" \t") + 1); }

std::string strip_blanks(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) { out.append(without_last_blanks(line)); });
}

// RFC 3676 4.3: the line above a signature has a blank at its end.
std::string restore_signature_line(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) { out.append(line == "--" ? "-- " : line); });
}

template <std::size_t width>
std::string tabs_for_blanks(std::string_view body) {
  return text::replace_all(body, std::string(width, ' '), "\t");
}

template <std::size_t width>
std::string blanks_for_tabs(std::string_view body) {
  return text::replace_all(body, "\t", std::string(width, ' '));
}

constexpr std::size_t tab_stop = 8;

std::string blanks_to_tab_stops(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    std::size_t column = 0;
    for (const char c : line) {
      const std::size_t width = c == '\t' ? tab_stop - column % tab_stop : 1;
      out.append(width, c == '\t' ? ' ' : c);
      column += width;
    }
  });
}

// What a tab may have been: a run of blanks that ends at a tab stop.
std::string tabs_to_tab_stops(std::string_view body) {
  return by_line(body, [](std::string_view line, std::string& out) {
    for (std::size_t at = 0; at < line.size(); at += tab_stop) {
      const std::string_view cell = line.substr(at, tab_stop);
      const std::string_view word = cell.substr(0, cell.find_last_not_of(' ') + 1);
      const bool is_tab = cell.size() == tab_stop && word.size() < tab_stop - 1;
      out.append(is_tab ? word : cell);
      if (is_tab) out += '\t';
    }
  });
}

// Postfix breaks lines after 990 octets (smtp_line_length_limit) or 998, with a blank at the beginning of what follows.
std::string join_split_lines(std::string_view body) {
  constexpr std::size_t shortest = 900;
  std::string out;
  bool is_long = false;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size() - 1) + 1;
    std::string_view line = body.substr(at, end - at);
    if (is_long && line.starts_with(' ')) {
      out.resize(text::trim(out).empty() ? out.size() : out.find_last_not_of("\r\n") + 1);
      line.remove_prefix(1);
    }
    is_long = line.size() >= shortest;
    out.append(line);
    at = end;
  }
  return out;
}

}  // namespace

const std::vector<BodyForm>& body_forms() {
  static const std::vector<BodyForm> forms{
      {Change::body_encoded, decode_quoted_printable},
      {Change::body_encoded, decode_base64_body},
      {Change::from_quoted, unquote_from},
      {Change::from_quoted, unquote_first_from},
      {Change::blanks_changed, restore_signature_line},
      {Change::lines_doubled, halve_lines},
      {Change::lines_doubled, strip_carriage_returns},
      {Change::dots_stuffed, unstuff_dots},
      {Change::dots_stuffed, stuff_dots},
      {Change::blanks_changed, strip_blanks},
      {Change::blanks_changed, tabs_to_tab_stops},
      {Change::blanks_changed, tabs_for_blanks<8>},
      {Change::blanks_changed, tabs_for_blanks<4>},
      {Change::blanks_changed, tabs_for_blanks<1>},
      {Change::blanks_changed, blanks_to_tab_stops},
      {Change::blanks_changed, blanks_for_tabs<1>},
      {Change::blanks_changed, blanks_for_tabs<4>},
      {Change::blanks_changed, blanks_for_tabs<8>},
      {Change::lines_split, join_split_lines},
      {Change::from_quoted, quote_from},
  };
  return forms;
}

std::string with_decoded_parts(const messages::Message& message) {
  const std::string_view octets = message.octets;
  std::string out;
  std::size_t at = message.body.begin;
  for (const messages::MimePart& part : messages::mime_parts(octets)) {
    if (part.encoding != messages::TransferEncoding::quoted_printable || part.begin < at || part.begin == at) continue;
    std::string header = text::replace_all(octets.substr(at, part.begin - at), "quoted-printable", "8bit");
    out.append(header).append(messages::decoded(octets.substr(part.begin, part.end - part.begin), part.encoding));
    at = part.end;
  }
  return at == message.body.begin ? std::string() : out.append(octets.substr(at));
}

}  // namespace mailauth::facts::causes
