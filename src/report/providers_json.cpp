#include "mailauth/facts/service_records.h"
#include "mailauth/report/providers.h"
#include "report/json_text.h"

namespace mailauth::report {

using facts::Service;
using facts::ServiceRecord;

namespace {

void put_list(Json& object, const char* key, const std::vector<std::string>& list) {
  if (!list.empty()) object[key] = list;
}

Json record_json(const ServiceRecord& record) {
  return {{"name", record.name}, {"type", dns::to_string(record.type)}, {"value", record.value}};
}

Json service_json(const Service& service) {
  Json object = {{"id", service.id},
                 {"name", service.name},
                 {"kind", to_string(service.kind)},
                 {"spf_scope", to_string(service.spf_scope)}};
  put_list(object, "includes", service.includes);
  put_list(object, "retired_includes", service.retired_includes);
  put_list(object, "mx", service.mx);
  put_list(object, "selectors", service.selectors);
  put_list(object, "dkim_targets", service.dkim_targets);
  put_list(object, "return_paths", service.return_paths);
  if (service.dkim_from_console) object["dkim_from_console"] = true;
  for (const ServiceRecord& record : service.records) object["records"].push_back(record_json(record));
  if (!service.note.empty()) object["note"] = service.note;
  return object;
}

}  // namespace

std::string providers_json(std::span<const Service> services) {
  Json document = Json::array();
  for (const Service& service : services) document.push_back(service_json(service));
  return dump(document);
}

}  // namespace mailauth::report
