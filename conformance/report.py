"""Runs every tier of ../shared/conformance, prints a figure for each, and writes docs/conformance.md.

    report.py SUITE WORK [--check]      SUITE: the folder of conformance.py; with --check the page must be as it is

Fails below the required share, where a group was refused, crashed or did not compile, where a valid value was altered, and
where a test disagrees that no cause in causes.json speaks of.
"""
import json, os, re, subprocess, sys, urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "docs", "conformance.md")
REQUIRED = {"core": 99.0, "formats": 97.0, "optional": 97.0, "identifiers": 79.0}
# The tests of the tier `identifiers` again, with references moved as JSON Schema would have them, and what they refer to in the document.
MOVED, REQUIRED_MOVED = "identifiers, whole", 95.0
HEAD = """# Conformance

What the crates that specsmith generates say of the official JSON-Schema-Test-Suite, through OpenAPI documents: every instance is decoded
into the generated type, validated, and encoded again. Written by `.ci/conformance`, and checked by it.

A column `agree` of 100 % means that validation says of every instance what the suite says; `came back equal` counts the valid instances that are the
same after decoding and encoding. The editions are OpenAPI 3.1 (JSON Schema 2020-12) and 3.0 (its own subset).

- View `as-is`: schemas as the suite writes them. `typed`: as people write them for an API, with `type` beside keywords that speak of one type, and only
  the instances of that type.
- Tier `core`: the required tests. `formats`: formats as assertions. `optional`: big numbers, patterns of ECMA-262, text beyond the BMP. `identifiers`: `$id`,
  `$anchor` and `$dynamicRef`. `identifiers, whole`: the same with references moved into the document as JSON Schema has it, and with the other documents
  of the suite that they lead to bundled.

| edition | view | tier | tests | agree | came back equal |
| --- | --- | --- | --- | --- | --- |
"""


def run(suite, work, dialect, view, tier):
    name = f"{dialect}-{view}-{tier}"
    report = os.path.join(work, name + ".json")
    done = subprocess.run([sys.executable, os.path.join(suite, "conformance.py"), "run", "--adapter", HERE, "--work", os.path.join(work, name),
                           "--dialect", dialect, "--view", view, "--tier", tier, "--report", report], capture_output=True, text=True)
    if not os.path.exists(report): sys.exit(done.stdout + done.stderr)
    with open(report, encoding="utf-8") as file: return json.load(file)


def moved(suite, work):
    """The tier `identifiers` with documents of our own: what starts from the document is moved with the schema, and nothing else.
    The suite's driver takes an anchor for a pointer, and moves what starts from an `$id`. Other documents of the suite that a schema refers to
    are bundled with it, as JSON Schema has it (core, section 9.3.1)."""
    sys.path.insert(0, suite)
    import suite as s

    def move(schema, in_document):
        if isinstance(schema, list): return [move(part, in_document) for part in schema]
        if not isinstance(schema, dict): return schema
        in_document &= not isinstance(schema.get("$id"), str)
        out = {}
        for key, value in schema.items():
            pointer = key in ("$ref", "$dynamicRef") and isinstance(value, str) and in_document and (value == "#" or value.startswith("#/"))
            out[key] = f"#/components/schemas/{s.SUBJECT}{value[1:]}" if pointer else value if key in ("const", "enum") else move(value, in_document)
        return out

    remotes = os.path.join(suite, "..", "json-schema-test-suite", "remotes")

    def reached(schema, base):
        """The other documents that a schema refers to, by their addresses; those of the suite's own server."""
        if isinstance(schema, list): return {uri for part in schema for uri in reached(part, base)}
        if not isinstance(schema, dict): return set()
        if isinstance(schema.get("$id"), str): base = urllib.parse.urljoin(base, schema["$id"])
        found = {urllib.parse.urljoin(base, schema[key]).partition("#")[0] for key in ("$ref", "$dynamicRef") if isinstance(schema.get(key), str)}
        return found.union(*(reached(part, base) for key, part in schema.items() if key not in ("const", "enum")))

    def bundled(schema):
        """Those documents as components that call themselves what they are called."""
        found, left = {}, reached(schema, "")
        while left:
            uri = left.pop()
            file = os.path.join(remotes, uri.removeprefix("http://localhost:1234/"))
            if uri in found or not uri.startswith("http://localhost:1234/") or not os.path.isfile(file): continue
            with open(file, encoding="utf-8") as f: found[uri] = s.parse(f.read())
            if isinstance(found[uri], dict): found[uri] = {"$id": uri, **found[uri]}
            left |= reached(found[uri], uri)
        return {f"Remote{n}": found[uri] for n, uri in enumerate(sorted(found))}

    work = os.path.join(work, "oas31-moved")
    os.makedirs(os.path.join(work, "documents"), exist_ok=True)
    chosen = {}
    with open(os.path.join(work, "groups.jsonl"), "w", encoding="utf-8") as out:
        for gid, group in s.groups(os.path.join(suite, "..", "json-schema-test-suite"), "oas31", "identifiers", "as-is"):
            file = f"documents/{re.sub('[^A-Za-z0-9]+', '_', gid)}.json"
            document = s.document("oas31", {})
            document["components"]["schemas"] = {s.SUBJECT: move(group["schema"], True), **bundled(group["schema"])}
            with open(os.path.join(work, file), "w", encoding="utf-8") as f: f.write(s.dump(document))
            tests = [{"test": f"{gid}/{i}", "instance": s.dump(t["data"])} for i, t in enumerate(group["tests"])]
            out.write(json.dumps({"group": gid, "document": file, "schema": s.SUBJECT, "tests": tests}) + "\n")
            chosen[gid] = group
    subprocess.run([sys.executable, os.path.join(HERE, "run.py"), work], check=True)
    with open(os.path.join(work, "verdicts.jsonl"), encoding="utf-8") as lines: said = [json.loads(line) for line in lines]
    verdicts = {v["test"]: v for v in said if "test" in v}
    counts = {"tests": 0, "agree": 0, "encoded": 0, "lossless": 0, **{v["outcome"]: 1 for v in said if "outcome" in v}}
    groups = {}
    for gid, group in chosen.items():
        tests = []
        for i, t in enumerate(group["tests"]):
            v = verdicts.get(f"{gid}/{i}", {})
            agree = v.get("verdict") == ("accept" if t["valid"] else "reject")
            tests.append({"test": f"{gid}/{i}", "description": t["description"], "verdict": v.get("verdict", "missing"), "agree": agree})
            counts["tests"] += 1; counts["agree"] += agree
            if agree and "encoded" in v:
                counts["encoded"] += 1
                counts["lossless"] += s.equal(t["data"], s.parse(v["encoded"]))
        groups[gid] = {"description": group["description"], "tests": tests}
    return {"counts": counts, "groups": groups}


def disagreements(report):
    """Test and what it says, for each that disagrees or came back altered."""
    for group in report["groups"].values():
        for t in group["tests"]:
            altered = t.get("lossless") is False
            if not t["agree"] or altered:
                yield t["test"], f"{group['description']}: {t['description']}", "is altered" if altered else f"is {t['verdict']}ed"


def cause(causes, test):
    return next((text for pattern, text in causes.items() if re.fullmatch(pattern, test)), None)


def main():
    suite, work = sys.argv[1], os.path.abspath(sys.argv[2])
    os.makedirs(work, exist_ok=True)
    with open(os.path.join(HERE, "causes.json"), encoding="utf-8") as file: causes = json.load(file)
    page, listed, problems = HEAD, {}, []
    runs = [(dialect, view, tier, REQUIRED[tier]) for dialect in ["oas31", "oas30"] for tier in REQUIRED for view in ["as-is", "typed"]]
    runs.insert(8, ("oas31", "as-is", MOVED, REQUIRED_MOVED))
    for dialect, view, tier, required in runs:
        report = moved(suite, work) if tier == MOVED else run(suite, work, dialect, view, tier)
        c = report["counts"]
        if not c.get("tests"): continue
        share = 100 * c.get("agree", 0) / c["tests"]
        lost = [f"{c[word]} groups {word}" for word in ("refused", "crashed", "uncompilable") if c.get(word)]
        lossless = f"{c.get('lossless', 0)} of {c.get('encoded', 0)}"
        print(f"{dialect} {view} {tier}: {c['agree']} of {c['tests']} ({share:.1f} %), lossless {lossless}", *lost, flush=True)
        page += f"| {dialect} | {view} | {tier} | {c['tests']} | {share:.1f} % | {lossless} |\n"
        if share < required or lost: problems.append(f"{dialect} {view} {tier}: {share:.1f} %, required {required} %; {lost}")
        if tier == "core" and c["lossless"] != c["encoded"]: problems.append(f"{dialect} {view} {tier}: lossless {lossless}")
        for test, text, what in disagreements(report):
            why = cause(causes[tier], test)
            if why is None: problems.append(f"{dialect} {view} {tier}: {test} ({text}) {what}, and causes.json does not say why")
            listed.setdefault((tier, why), {}).setdefault((test, text, what), []).append(f"{dialect} {view}")
    page += "\n## What disagrees, and why\n"
    for (tier, why), tests in sorted(listed.items(), key=str):
        page += f"\n### {tier}: {why}\n\n"
        for (test, text, what), where in sorted(tests.items()): page += f"- `{test}` {text}: {what} ({', '.join(where)})\n"
    page = page.replace("<", "&lt;")
    if "--check" in sys.argv:
        with open(PAGE, encoding="utf-8") as file:
            if file.read() != page: problems.append("docs/conformance.md is not what this run says: run `.ci/conformance --write`")
    else:
        with open(PAGE, "w", encoding="utf-8") as file: file.write(page)
    sys.exit("\n".join(problems) if problems else 0)


main()
