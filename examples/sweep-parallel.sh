#!/bin/bash
# sweep-parallel.sh LIST DIR SHARDS [HOST,...]: a sweep by GNU parallel, one shard at a time on each host, over ssh.
#
# The list is copied to the hosts and the parts come back; ":" is this machine. Started again, it does what is missing.
# Shards are used and not --pipepart: that one loses lines when it is told to try again, and says nothing.
set -euo pipefail
list=$1 dir=$2 hosts=${4:-:}
shards=$((10#$3))
mkdir -p "$dir"
of=$(printf %05d "$shards")
copies=()
[ "$hosts" = : ] || copies=(--basefile "$list" --return "$dir/part-{}-of-$of.ndjson")
seq -f %05g 0 $((shards - 1)) | while read -r index; do
  [ -e "$dir/part-$index-of-$of.ndjson" ] || echo "$index"
done | parallel --sshlogin "$hosts" --jobs 1 --retries 3 "${copies[@]}" --quote \
  sh -c "mkdir -p '$dir' && mailauth sweep '$list' --shard {}/$shards --out '$dir' --quiet" || true
mailauth sweep status "$dir"
