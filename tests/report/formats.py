"""formats.py [--schema FILE] FOLDER...: checks the reports in each FOLDER, named after their formats, as consumers do.

Those of a folder were made of the same domains, so that they are also compared with each other: none loses a finding.
FILE is the official schema of SARIF.
"""
import csv
import io
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema

arguments = sys.argv[1:]
official_schema = Path(arguments[1]) if arguments[0] == "--schema" else None
folders = [Path(argument) for argument in arguments[2 if official_schema else 0:]]
folder = folders[0]
here = Path(__file__).parent
problems = []


def expect(condition, what):
    if not condition:
        problems.append(f"{folder.name}: {what}")


def read(name):
    """The bytes of the report, which must be UTF-8 without anything that a reader cannot see."""
    text = (folder / name).read_bytes().decode("utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        seen = line.rstrip("\r") if name == "csv" else line
        hidden = [c for c in seen if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Cn")]
        expect(not hidden, f"{name}:{number}: unseen characters {hidden!r}")
    return text


def keeps_to(document, schema, what):
    for error in jsonschema.Draft202012Validator(json.loads(schema.read_text())).iter_errors(document):
        expect(False, f"{what}: {error.json_path}: {error.message}"[:400])


def runner_commands(text):
    """What the runner of GitHub Actions takes for commands in a log."""
    return [line for line in text.split("\n") if line.lstrip().startswith("::") or "##[" in line]


def check_sarif(findings):
    document = json.loads(read("sarif"))
    keeps_to(document, here / "sarif.schema.json", "sarif")
    if official_schema:
        keeps_to(document, official_schema, "sarif (official schema)")
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    expect(len(run["results"]) == len(findings), "sarif: another number of findings")
    expect(len({rule["id"] for rule in rules}) == len(rules), "sarif: a rule twice")
    for result in run["results"]:
        expect(rules[result["ruleIndex"]]["id"] == result["ruleId"], f"sarif: ruleIndex of {result['ruleId']}")
        expect("](" not in result["message"]["text"], "sarif: a link in a message")


def check_gitlab(findings):
    issues = json.loads(read("gitlab"))
    keeps_to(issues, here / "gitlab.schema.json", "gitlab")
    expect(len(issues) == len(findings), "gitlab: another number of findings")


def count(suite, tag):
    return sum(1 for case in suite if case.find(tag) is not None)


def check_junit(domains):
    root = ElementTree.fromstring(read("junit"))
    expect(root.tag == "testsuites" and len(root) == len(domains), "junit: not a suite for each domain")
    for suite in root:
        expect(suite.tag == "testsuite" and suite.get("name"), "junit: a suite without a name")
        expect(int(suite.get("tests")) == len(suite), "junit: tests=")
        for total, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            expect(int(suite.get(total)) == count(suite, tag), f"junit: {total}= of {suite.get('name')}")
        names = [(case.get("classname"), case.get("name")) for case in suite]
        expect(all(all(name) for name in names) and len(set(names)) == len(names), "junit: names of test cases")
        for case in suite:
            expect({child.tag for child in case} <= {"failure", "error", "skipped", "system-out"}, "junit: an element")
    for total in ("tests", "failures", "errors", "skipped"):
        expect(int(root.get(total)) == sum(int(suite.get(total)) for suite in root), f"junit: the sum of {total}=")


def check_csv(findings):
    rows = list(csv.reader(io.StringIO(read("csv"), newline=""), strict=True))
    expect(all(len(row) == len(rows[0]) for row in rows), "csv: rows of different length")
    expect(len(rows) == 1 + len(findings), "csv: another number of findings")
    for row in rows:
        expect(not any(cell[:1] in tuple("=+-@＝＋－＠") and cell for cell in row), f"csv: a formula in {row}")
    for finding, row in zip(findings, rows[1:]):
        expect(row[3] == finding["rule"], "csv: another rule")


def check_github(findings):
    annotation = re.compile(r"::(error|warning|notice) (file=[^:,]*,line=\d+,endLine=\d+(,col=\d+(,endColumn=\d+)?)?,)?title=[^:,]*::.+")
    lines = read("github").splitlines()
    for line in lines:
        expect(annotation.fullmatch(line), f"github: {line[:200]}")
    for kind in ("error", "warning", "notice"):
        expect(sum(line.startswith("::" + kind) for line in lines) <= 10, f"github: more than 10 of {kind}")
    expect(len(findings) == 0 or lines, "github: no annotation")


def cells(row):
    return re.sub(r"\\.", "", row).count("|") - 1


def check_markdown(findings):
    text = read("markdown")
    expect(len(text.encode()) < 1024 * 1024, "markdown: more than GitHub takes")
    rows = [line for line in text.split("\n") if line.startswith("|")]
    expect(all(cells(row) == 5 for row in rows), "markdown: rows of different length")
    expect("left out" in text or sum(row.count("| --- |") == 0 for row in rows) >= len(findings), "markdown: findings")
    plain = re.sub(r"\\.", "", text)
    tags = set(re.findall(r"<[^>]*>?", plain))
    expect(tags <= {"<details>", "</details>", "<summary>", "</summary>"}, f"markdown: {tags}")
    expect("`" not in plain and "](" not in plain, "markdown: code or a link")
    expect(not re.search(r"(^|[^A-Za-z0-9\\])\\?@[A-Za-z]", text), "markdown: a mention")


def check_ndjson(domains):
    lines = [json.loads(line) for line in read("ndjson").splitlines()]
    name = "file" if domains and "file" in domains[0] else "domain"
    expect([line[name] for line in lines[:-1]] == [domain[name] for domain in domains], "ndjson: domains")
    expect(lines[-1]["type"] == "summary" and lines[-1]["domains"] == len(domains), "ndjson: the summary")


def check_folder():
    document = json.loads(read("json"))
    domains = document.get("domains", document.get("messages", [document]))
    findings = [finding for domain in domains for finding in domain["findings"]]
    check_sarif(findings)
    check_gitlab(findings)
    check_junit(domains)
    check_csv(findings)
    check_github(findings)
    check_markdown(findings)
    check_ndjson(domains)
    for name in ("text", "json", "ndjson", "sarif", "junit", "gitlab", "markdown", "csv"):
        commands = runner_commands(read(name))
        expect(not commands, f"{name}: commands to the runner: {commands[:3]}")


for folder in folders:
    check_folder()
print("\n".join(problems[:40]))
sys.exit(1 if problems else 0)
