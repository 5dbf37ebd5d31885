#include <algorithm>

#include "facts/message/cause/value_forms.h"
#include "text/ascii.h"

namespace mailauth::facts::causes {

namespace {

constexpr std::string_view fold_with_blank = "\r\n ", fold_with_tab = "\r\n\t";

std::string with_crlf(std::string_view value) {
  return text::replace_all(text::replace_all(value, "\r\n", "\n"), "\n", "\r\n");
}

// On one line: each line end with the blanks around it is one text.
std::string joined(std::string_view value, std::string_view with) {
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of("\r\n", at), value.size());
    out.append(value.substr(at, end - at));
    if (end == value.size()) break;
    while (!out.empty() && text::is_blank(out.back())) out.pop_back();
    out.append(with);
    at = std::min(value.find_first_not_of(" \t\r\n", end), value.size());
  }
  return out;
}

// Lines of at most `width` octets where there are blanks; the first one begins with the name and a colon.
std::string folded(std::string_view line, std::size_t name_size, std::size_t width, std::string_view fold) {
  std::string out;
  std::size_t column = name_size + 1;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t word = std::min(line.find_first_not_of(" \t", at), line.size());
    const std::size_t end = std::min(line.find_first_of(" \t", word), line.size());
    const bool is_first = at == 0;
    if (!is_first && column + (end - at) > width) {
      out.append(fold).append(line.substr(word, end - word));
      column = 1 + end - word;
    } else {
      out.append(line.substr(at, end - at));
      column += end - at;
    }
    at = end;
  }
  return out;
}

}  // namespace

ValueForms folded_forms(const NamedValue& field) {
  ValueForms forms;
  const std::string value = with_crlf(field.value);
  const std::string line = joined(value, " ");
  forms.push_back({line});
  forms.push_back({text::replace_all(text::replace_all(value, "\r\n", ""), "\t", " ")});
  forms.push_back({text::replace_all(value, "\r\n", "")});
  forms.push_back({joined(value, "")});
  for (const std::string_view fold :
       {fold_with_blank, fold_with_tab, std::string_view("\r\n        "), std::string_view("\r\n    "),
        std::string_view(" \r\n "), std::string_view("\r\n  ")}) {
    const std::string with(fold);
    forms.push_back({joined(value, fold)});
    for (const std::size_t width : {78U, 76U, 72U, 75U, 77U, 79U, 80U})
      forms.push_back({folded(line, field.name.size(), width, fold)});
    for (const std::string_view mark : {", ", "; "}) {
      const std::string kept(mark.substr(0, 1));
      forms.push_back({text::replace_all(line, mark, kept + with)});
    }
    forms.push_back({with + std::string(text::trim(line))});
  }
  forms.push_back({text::replace_all(value, "\t", " ")});
  forms.push_back({text::replace_all(value, "\r\n ", "\r\n\t")});
  forms.push_back({text::replace_all(value, "  ", " ")});
  forms.push_back({std::string(text::trim(value))});
  forms.push_back({" " + std::string(text::trim(value))});
  forms.push_back({"  " + std::string(text::trim(value))});
  forms.push_back({"\t" + std::string(text::trim(value))});
  for (const std::string_view end : {" ", "\t", "  ", "\r\n "}) forms.push_back({value + std::string(end)});
  return forms;
}

}  // namespace mailauth::facts::causes
