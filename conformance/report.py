"""Runs every tier of ../shared/conformance, prints a figure for each, and writes docs/conformance.md.

    report.py SUITE WORK [--check]      SUITE: the folder of conformance.py; with --check the page must be as it is

Fails below the required share, where a group was refused, crashed or did not compile, where a valid value was altered, and
where a test disagrees that no cause in causes.json speaks of.
"""
import json, os, re, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "docs", "conformance.md")
REQUIRED = {"core": 99.0, "formats": 97.0, "optional": 97.0, "identifiers": 55.0}
HEAD = """# Conformance

What the crates that specsmith generates say of the official JSON-Schema-Test-Suite, through OpenAPI documents: every instance is decoded
into the generated type, validated, and encoded again. Written by `.ci/conformance`, and checked by it.

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
    for dialect in ["oas31", "oas30"]:
        for tier in REQUIRED:
            for view in ["as-is", "typed"]:
                report = run(suite, work, dialect, view, tier)
                c = report["counts"]
                if not c.get("tests"): continue
                share = 100 * c.get("agree", 0) / c["tests"]
                lost = [f"{c[word]} groups {word}" for word in ("refused", "crashed", "uncompilable") if c.get(word)]
                lossless = f"{c.get('lossless', 0)} of {c.get('encoded', 0)}"
                print(f"{dialect} {view} {tier}: {c['agree']} of {c['tests']} ({share:.1f} %), lossless {lossless}", *lost, flush=True)
                page += f"| {dialect} | {view} | {tier} | {c['tests']} | {share:.1f} % | {lossless} |\n"
                if share < REQUIRED[tier] or lost: problems.append(f"{dialect} {view} {tier}: {share:.1f} %, required {REQUIRED[tier]} %; {lost}")
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
