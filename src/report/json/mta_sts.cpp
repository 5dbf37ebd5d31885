#include "report/json/mta_sts.h"

namespace mailauth::report {

namespace {

void put_mta_sts_record(JsonWriter& out, const records::mta_sts::Record& record) {
  put_record(out, record.source);
  out.objects("tags", record.list.tags, put_tag, record.source).flag("usable", records::mta_sts::is_usable(record));
}

}  // namespace

void put_mta_sts(JsonWriter& out, const facts::MtaStsFacts& mta_sts) {
  out.object_or_null("answer", mta_sts.answer, put_answer).objects("records", mta_sts.records, put_mta_sts_record);
  out.objects("lookalikes", mta_sts.meant, put_mta_sts_record);
  out.object_or_null("host_a", mta_sts.host_a, put_answer).object_or_null("host_aaaa", mta_sts.host_aaaa, put_answer);
}

}  // namespace mailauth::report
