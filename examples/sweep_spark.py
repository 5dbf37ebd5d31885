"""A sweep inside Spark: spark-submit sweep_spark.py LIST OUT [PARTITIONS]

Spark starts a partition again when its worker is lost and throws away what the lost one wrote. That every domain has a
result is checked here, as each partition ends with a summary.
"""

import json
import sys

from pyspark.sql import SparkSession

source, target = sys.argv[1:3]
partitions = int(sys.argv[3]) if len(sys.argv) > 3 else 16

context = SparkSession.builder.appName("mailauth-sweep").getOrCreate().sparkContext
domains = context.textFile(source).map(str.strip).filter(None).distinct().repartition(partitions)
# Kept, so that nothing is asked twice.
lines = domains.pipe("mailauth sweep - --quiet", checkCode=True).persist()


def is_summary(line):
    return line.startswith('{"type":"summary"')


lines.filter(lambda line: not is_summary(line)).saveAsTextFile(target, "org.apache.hadoop.io.compress.GzipCodec")
summaries = lines.filter(is_summary).map(json.loads).collect()
results = sum(summary["domains"] for summary in summaries)
left_out = sum(summary["duplicates"] + summary["junk"] for summary in summaries)
expected = domains.count()
if results + left_out != expected:
    sys.exit(f"{expected} lines, but {results} results and {left_out} that are no domain or came twice")
