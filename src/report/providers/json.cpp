#include "facts/service_records.h"
#include "report/json_text.h"
#include "report/providers.h"

namespace mailauth::report {

using facts::Service;
using facts::ServiceRecord;

namespace {

void put_list(JsonWriter& out, std::string_view name, const std::vector<std::string>& list) {
  if (!list.empty()) out.texts(name, list);
}

void put_service_record(JsonWriter& out, const ServiceRecord& record) {
  out.text("name", record.name).text("type", dns::to_string(record.type)).text("value", record.value);
}

void put_whole_service(JsonWriter& out, const Service& service) {
  out.text("id", service.id).text("name", service.name);
  put_list(out, "aliases", service.aliases);
  out.text("kind", to_string(service.kind)).text("spf_scope", to_string(service.spf_scope));
  put_list(out, "includes", service.includes);
  put_list(out, "retired_includes", service.retired_includes);
  put_list(out, "mx", service.mx);
  put_list(out, "selectors", service.selectors);
  put_list(out, "dkim_targets", service.dkim_targets);
  put_list(out, "return_paths", service.return_paths);
  if (service.dkim_from_console) out.flag("dkim_from_console", true);
  if (!service.records.empty()) out.objects("records", service.records, put_service_record);
  if (!service.note.empty()) out.text("note", service.note);
}

}  // namespace

std::string providers_json(std::span<const Service> services) {
  JsonWriter out(indented);
  out.objects(services, put_whole_service);
  return finish(out);
}

}  // namespace mailauth::report
