#include "inputs/terraform/address.h"

namespace mailauth::inputs {

std::vector<Step> steps_of(std::string_view address) {
  std::vector<Step> steps(1);
  bool in_index = false, in_quotes = false;
  for (std::size_t at = 0; at < address.size(); ++at) {
    const char c = address[at];
    if (!in_index && c == '.') {
      steps.emplace_back();
      continue;
    }
    if (!in_index && c == '[') in_index = true;
    std::string& part = in_index ? steps.back().index : steps.back().name;
    part += c;
    if (in_quotes && c == '\\' && at + 1 < address.size()) part += address[++at];
    if (in_index && c == '"') in_quotes = !in_quotes;
    if (c == ']' && !in_quotes) in_index = false;
  }
  return steps;
}

std::string address_of(const std::vector<Step>& steps) {
  std::string address;
  for (const Step& step : steps) address += (address.empty() ? "" : ".") + step.name + step.index;
  return address;
}

std::string without_indexes(std::string_view address) {
  std::vector<Step> steps = steps_of(address);
  for (Step& step : steps) step.index.clear();
  return address_of(steps);
}

}  // namespace mailauth::inputs
