#include "report/sarif/security.h"

namespace mailauth::report {

// GitHub says "critical" above 9.0, "high" from 7.0 and "medium" from 4.0 on.
std::optional<double> security_severity(rules::Security security) {
  switch (security) {
    case rules::Security::none: return std::nullopt;
    case rules::Security::weaker_than_meant: return 4.3;
    case rules::Security::nothing_stops_forgery: return 6.5;
    case rules::Security::somebody_can_send: return 8.2;
    case rules::Security::somebody_can_sign: return 9.1;
  }
  return std::nullopt;
}

}  // namespace mailauth::report
