#pragma once
// Addresses of resources and what expressions refer to: "module.dns[\"a\"].aws_route53_zone.main[0].zone_id"

#include <string>
#include <string_view>
#include <vector>

namespace mailauth::inputs {

struct Step {
  std::string name;   // "main"
  std::string index;  // "[0]", "[\"a\"]", with its brackets; empty: none
};

std::vector<Step> steps_of(std::string_view address);
std::string address_of(const std::vector<Step>& steps);
std::string without_indexes(std::string_view address);

}  // namespace mailauth::inputs
