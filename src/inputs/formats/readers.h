#pragma once
// One reader a format. All of them throw an Error.

#include <string>
#include <string_view>

#include "inputs/document.h"

namespace mailauth::inputs {

struct Input {
  std::string_view bytes;
  std::string path;
  const ReadOptions& options;
};

Document read_zone(const Input& input);
Document read_cloudflare(const Input& input);
Document read_plain(const Input& input);
Document read_route53(const Input& input);
Document read_route53_changes(const Input& input);
Document read_terraform(const Input& input);
Document read_octodns(const Input& input);
Document read_dnscontrol(const Input& input);
Document read_cloudformation(const Input& input);

}  // namespace mailauth::inputs
