#include "report/json/tls_rpt.h"

namespace mailauth::report {

namespace {

void put_tls_rpt_record(JsonWriter& out, const records::tls_rpt::Record& record) {
  put_record(out, record.source);
  out.objects("tags", record.list.tags, put_tag, record.source).flag("usable", records::tls_rpt::is_usable(record));
}

}  // namespace

void put_tls_rpt(JsonWriter& out, const facts::TlsRptFacts& tls_rpt) {
  out.object_or_null("answer", tls_rpt.answer, put_answer).objects("records", tls_rpt.records, put_tls_rpt_record);
  out.objects("lookalikes", tls_rpt.meant, put_tls_rpt_record);
}

}  // namespace mailauth::report
