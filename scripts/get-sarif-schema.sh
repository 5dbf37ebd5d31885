#!/usr/bin/env bash
# get-sarif-schema.sh FILE: writes the official schema of SARIF 2.1.0 to FILE. The npm registry has it in a package of
# Microsoft's; nothing of that package is installed or run.
set -euo pipefail
file=${1:?usage: get-sarif-schema.sh FILE}
for tool in npm tar; do command -v "$tool" >/dev/null || { echo "get-sarif-schema: no $tool here" >&2; exit 3; }; done
mkdir -p "$(dirname "$file")"
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
npm pack --silent --pack-destination "$work" @microsoft/sarif-multitool-linux@5.7.0 >/dev/null
tar -xzf "$work"/*.tgz -C "$work" package/sarif-2.1.0.json
mv "$work/package/sarif-2.1.0.json" "$file"
