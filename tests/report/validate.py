"""validate.py SCHEMA FILE: checks every line of FILE, a JSON document, against SCHEMA.

Members that the schema does not mention are refused here, so that none stays undocumented; the published
schema allows them, so that a newer mailauth does not break older users.
"""
import json
import sys

import jsonschema


def close(node):
    if isinstance(node, dict):
        if node.get("type") == "object" and "properties" in node:
            node["additionalProperties"] = False
        for child in list(node.values()):
            close(child)
    elif isinstance(node, list):
        for child in node:
            close(child)


schema = json.load(open(sys.argv[1], encoding="utf-8"))
close(schema)
validator = jsonschema.Draft202012Validator(schema)
failed = 0
for number, line in enumerate(open(sys.argv[2], encoding="utf-8"), 1):
    for error in validator.iter_errors(json.loads(line)):
        print(f"document {number}: {error.json_path}: {error.message}"[:500])
        failed += 1
sys.exit(1 if failed else 0)
