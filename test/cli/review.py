#!/usr/bin/env python3
"""Tests of lint, diff, compare, coverage and typical on the command line:  review.py HEED [NAME ...]"""
import json
import os
import re
import subprocess

import run
from run import HEED, POLICIES, ROOT, SMALL, Run, expect, refused, schema, write

FIVE = sorted(POLICIES.glob("*.policy.md"))
LINE = re.compile(r"^(?P<file>[^:]+):(?P<line>[0-9]+):(?P<column>[0-9]+): (?P<level>error|warning|note): (?P<words>.+) \[(?P<rule>[a-z0-9-]+)\]$")
QUARREL = SMALL.replace("anyone must not post-content when insulting", "staff must not post-content when insulting  [content]").replace("```heed test\n", """3 Staff may post insults. {#3}
```heed
3      staff may post-content when insulting  [content]
```
```heed test
""")


def fits(value):
    rules = json.loads((ROOT / "docs" / "analysis.schema.json").read_text())
    wrong = schema.faults(value, rules, rules)
    expect(not wrong, f"this does not fit docs/analysis.schema.json: {wrong[:5]}")


# ---- what is printed

def every_command_prints_json_that_fits_the_schema():
    for words in (["lint", *FIVE], ["diff", FIVE[0], FIVE[1]], ["diff", FIVE[2], FIVE[2]], ["compare", *FIVE], ["coverage", FIVE[3]],
                  ["typical", FIVE[4]], ["typical", FIVE[4], FIVE[0]]):
        done = Run(*words, "--json")
        expect(done.out.endswith("\n") and done.json(), "one object a line", done)
        for value in done.json():
            fits(value)
        same = Run(*words, "--format", "json")
        expect(same.out == done.out, "--format json is --json", same)


def the_schema_check_itself_finds_faults():
    rules = json.loads((ROOT / "docs" / "analysis.schema.json").read_text())
    good = {"file": "a", "findings": [{"rule": "gap", "level": "note", "message": "m", "file": "a", "line": 1, "column": 1, "clauses": [], "situation": "", "facts": [], "share": 0.5}]}
    expect(not schema.faults(good, rules, rules), "the good one fits")
    for name, wrong in (("level", "grave"), ("line", 0), ("share", "half"), ("rule", "Two Words")):
        broken = json.loads(json.dumps(good))
        broken["findings"][0][name] = wrong
        expect(schema.faults(broken, rules, rules), f"{name}={wrong} should not fit the schema")


def lint_prints_one_object_for_each_file_in_their_order():
    names = [FIVE[2], FIVE[0], FIVE[1]]
    done = Run("lint", *names, "--format", "json")
    expect([v["file"] for v in done.json()] == [str(n) for n in names], "in the order given", done)
    one = Run("lint", FIVE[0], "--format", "json")
    expect(len(one.json()) == 1 and one.json()[0]["findings"], "one object with findings for one file", one)


def lint_text_is_file_line_column_level_words_and_rule():
    done = Run("lint", *FIVE, "--quiet")
    found = [LINE.match(line) for line in done.out.splitlines()]
    expect(found and all(found), "every line has the form", done)
    for m in found:
        expect(Run("help", m["rule"]).code == 0 if m["rule"] not in KNOWN else True, f"{m['rule']} can be explained")
        KNOWN.add(m["rule"])
    told = [(m["file"], int(m["line"]), m["level"], m["rule"]) for m in found]
    as_json = [(f["file"], f["line"], f["level"], f["rule"]) for v in Run("lint", *FIVE, "--json").json() for f in v["findings"]]
    expect(told == as_json, "text and JSON say the same")
    loud = Run("lint", FIVE[0])
    expect(all(LINE.match(line) or line.startswith("    ") or "finding" in line for line in loud.out.splitlines()), "examples are set in, and a count comes last", loud)


KNOWN = set()


def the_level_of_fail_on_decides_the_exit_code():
    quarrel, clean = write("quarrel.policy.md", QUARREL), write("small.policy.md", SMALL)
    levels = [f["level"] for f in Run("lint", quarrel, "--json").json()[0]["findings"]]
    expect("error" in levels, "the quarrel is an error")
    calm = {f["level"] for f in Run("lint", clean, "--json", "--as-of", "2026-06-01").json()[0]["findings"]}
    for level in ("error", "warning", "note", "never"):
        rank = ["error", "warning", "note", "never"].index(level)
        expect(Run("lint", quarrel, "--fail-on", level).code == (0 if level == "never" else 1), f"quarrel, {level}")
        bad = any(["error", "warning", "note"].index(l) <= rank for l in calm) and level != "never"
        expect(Run("lint", clean, "--as-of", "2026-06-01", "--fail-on", level).code == int(bad), f"small, {level}")
    expect(Run("lint", quarrel).code == 1, "errors fail unless something else is said")
    refused(Run("lint", clean, "--fail-on", "grave"), 2, "grave", "error, warning, note or never")
    refused(Run("lint", clean, "--format", "xml"), 2, "xml")


# ---- bad input

def a_policy_that_cannot_be_read_does_not_stop_the_rest():
    wrong, good = write("wrong.policy.md", SMALL.replace("post-content when", "post-contnt when")), write("quarrel.policy.md", QUARREL)
    done = Run("lint", wrong, "no-such.policy.md", good, "--quiet")
    expect(done.code in (3, 4) and "[contradiction]" in done.out, "the last is looked through", done)
    expect("wrong.policy.md:" in done.err and "post-content" in done.err and "no-such.policy.md" in done.err, "the others are reported", done)
    values = Run("lint", wrong, good, "--json").json()
    expect([("error" in v, bool(v["findings"])) for v in values] == [(True, False), (False, True)], "each file has its line of JSON")
    for value in values:
        fits(value)
    done = Run("compare", FIVE[0], wrong, FIVE[1])
    expect(done.code == 3 and "dereham" in done.out and "bledington" in done.out, "two are compared, the third is reported", done)
    refused(Run("compare", FIVE[0], wrong), 3, "fewer than two")
    refused(Run("compare", FIVE[0]), 2, "two policies or more")
    for words in (["diff", wrong, good], ["diff", good, wrong], ["coverage", wrong], ["typical", good, wrong]):
        refused(Run(*words), 3, "wrong.policy.md")


def a_policy_built_to_blow_up_meets_the_limit():
    n = 24
    facts = "".join(f'field {side}{i} one "{side}{i}" asks "{side}{i}?" presumed none\nvalue yes "yes"\n' for side in "ab" for i in range(n))
    write("tangle.vocabulary", VOCABULARY + facts + 'act post-content "post something"\n')
    rules = "".join(f"{i + 1} Rule. {{#{i + 1}}}\n```heed\n{i + 1}      anyone must not post-content when a{i}=yes and b{i}=yes\n```\n" for i in range(n))
    path = write("tangle.policy.md", HEAD.replace("NAME", "tangle") + rules)
    done = Run("lint", path, "--json", timeout=30)
    found = [f for f in done.json()[0]["findings"] if f["rule"] == "too-tangled"]
    expect(len(found) == 1 and "post" in found[0]["message"] and found[0]["line"] > 1, "a finding, with its line", done)
    expect(Run("coverage", path, "--json", timeout=30).json()[0]["too_tangled"] == ["post-content"], "coverage says so")
    other = write("other.policy.md", HEAD.replace("NAME", "other") + rules.replace("must not", "should not"))
    expect(Run("diff", path, other, "--json", timeout=30).json()[0]["too_tangled"], "diff says so")
    expect("too tangled" in Run("diff", path, other, timeout=30).out.lower(), "in words, too")


def many_tangled_acts_take_the_memory_of_one():
    things = re.findall(r"^value ([a-z-]+)", re.search(r"^field topic many.*?(?=^field )", (POLICIES / "schools-uk.vocabulary").read_text(), re.M | re.S)[0]
                        + re.search(r"^field circumstance many.*?(?=^field )", (POLICIES / "schools-uk.vocabulary").read_text(), re.M | re.S)[0], re.M)
    n, step = len(things), 37
    rules = "".join(f"{i + 1} anyone {'may' if i % 3 else 'must not'} post-content when {things[i * step % n]} or not {things[(i * step + 11) % n]}"
                    f" and {things[(i * step + 29) % n]} or {things[(i * step + 53) % n]} and not {things[(i * step + 71) % n]} or {things[(i * step + 97) % n]} [x]\n"
                    for i in range(60))
    path = write("blown.policy.md", HEAD.replace("NAME", "blown").replace("vocabulary tangle", "vocabulary schools-uk") + "```heed\n" + rules + "```\n")
    done = subprocess.run(["/bin/sh", "-c", f"ulimit -v 400000; exec {run.HEED} lint --json {path}"], capture_output=True, text=True, timeout=60)
    expect(done.returncode == 0, f"looked through: {done.stderr[:200]}")
    expect(sum(f["rule"] == "too-tangled" for f in json.loads(done.stdout)["findings"]) > 5, "several acts are too tangled, and it says so")


VOCABULARY = """vocabulary tangle version 1
field mood one "mood" asks "Mood?" presumed statement
value statement "a"
value may "b"
value must "c"
value fact "d"
field done one "done" asks "Done?" presumed done
value done "done"
value omitted "left"
field role many "who" asks "Who?" presumed described
value headteacher "the head" asks "Are you the head?" office
"""
HEAD = """# A tangle
```heed
policy NAME version 1 in force 2026-01-01 review every 12 months
school "Tangle School" nation england
vocabulary tangle
silence means ask headteacher
```
"""


def an_unknown_role_is_answered_with_the_nearest():
    refused(Run("diff", FIVE[0], FIVE[1], "--for", "techer"), 2, "techer", 'Did you mean "teacher"')


def a_bad_line_in_a_file_beside_the_policy_is_named():
    path = write("small.policy.md", SMALL)
    files = {"schools-uk.vocabulary": None, "schools-uk.checklist": 'decide x may: "Q?"\n  nobody-at-all, act=post-content\n',
             "schools-uk.laws": "law this is no law\n", "our.pack": "pack our version 1\nrule nonsense here\n"}
    for name, bad in files.items():
        if bad is None:
            continue
        source = POLICIES / name
        text = (source.read_text() + "\n" if source.is_file() else "") + bad
        write(name, text)
        done = Run("lint", path)
        (run.pathlib.Path(run.FOLDER) / name).unlink()
        where = re.search(re.escape(name) + r":([0-9]+):", done.err)
        expect(done.code == 3 and where, f"{name} is named with its line", done)
        expect(0 < int(where[1]) <= text.count("\n"), f"a line of {name}", done)


def a_role_that_was_chosen_is_not_told_by_all_it_is_not():
    for role in ("teacher", "pupil", "parent-carer"):
        done = Run("diff", FIVE[2], FIVE[0], "--for", role)
        expect("\n    for Not a" not in done.out and "caretaker" not in done.out, f"{role}: other roles are left out", done)
        value = Run("diff", FIVE[2], FIVE[0], "--for", role, "--json").json()[0]
        fits(value)
        expect(value["changes"] and not any("!caretaker" in c["facts"] for c in value["changes"]), f"{role}: and of the tokens")


def two_policies_of_one_name_are_compared_by_their_files():
    one, other = write("one.policy.md", SMALL), write("other.policy.md", QUARREL)
    done = Run("compare", one, other)
    expect("one.policy.md" in done.out and "other.policy.md" in done.out, "files tell them apart", done)
    value = Run("compare", one, other, "--json").json()[0]
    fits(value)
    one, other = str(one), str(other)
    expect([p["file"] for p in value["policies"]] == [one, other] == [a["file"] for a in value["rows"][0]["answers"]], "JSON has the files")
    named = {name for act in value["acts"] for group in act["equal"] for name in group}
    expect(named == {one, other}, f"groups by file: {named}")
    plain = Run("compare", FIVE[0], FIVE[1])
    expect(".policy.md" not in plain.out, "names are enough where they differ", plain)


def two_vocabularies_cannot_be_compared():
    write("tangle.vocabulary", VOCABULARY + 'act post-content "post something"\n')
    path = write("tangle.policy.md", HEAD.replace("NAME", "tangle") + "1 Rule. {#1}\n```heed\n1 headteacher may post-content\n```\n")
    for words in (["diff", path, FIVE[0]], ["compare", path, FIVE[0]], ["typical", FIVE[0], path]):
        refused(Run(*words), 2, "different vocabularies")
    expect(Run("lint", path).code == 0 and Run("coverage", path).code == 0, "alone it is looked through")
    refused(Run("typical", path), 4, "tangle.checklist")


def the_same_vocabulary_in_two_places_is_one():
    done = Run("diff", "dereham", POLICIES / "dereham.policy.md")
    expect(done.code == 0 and "The rules are the same" in done.out, "built in and beside", done)


def rules_are_called_the_same_only_when_they_are():
    text = (POLICIES / "dereham.policy.md").read_text()
    rule = re.search(r"^6\.04a +except 1\.05: bound must not", text, re.M).group()
    weaker = write("weaker.policy.md", text.replace(rule, rule.replace("must not", "advised not to")))
    done = Run("diff", "dereham", weaker)
    expect("6.04a" in done.out and "Rules have changed, and every answer stays" in done.out and "rules are the same" not in done.out, "another clause still bans it", done)
    old = write("old.policy.md", HEAD.replace("NAME", "old").replace("vocabulary tangle", "vocabulary schools-uk") + "1 Rule. {#1}\n```heed\n1 staff must not post-content\n```\n")
    new = write("new.policy.md", HEAD.replace("NAME", "old").replace("vocabulary tangle", "vocabulary schools-uk") + "1 Rule. {#1}\n```heed\n1 teacher must not post-content\n```\n")
    for role, words in (("parent-carer", "nothing changes for the people you chose"), ("office-staff", "Answers that change")):
        done = Run("diff", old, new, "--for", role)
        expect(words in " ".join(done.out.split()) and "rules are the same" not in done.out, role, done)


def empty_and_huge_files_are_refused_at_once():
    empty, huge = write("empty.policy.md", ""), write("huge.policy.md", b"a" * (50 << 20))
    for path, words in ((empty, "empty"), (huge, "larger than")):
        for command in (["lint", path], ["diff", path, FIVE[0]], ["diff", FIVE[0], path], ["coverage", path], ["typical", path]):
            refused(Run(*command, timeout=20), 3, words)
    refused(Run("compare", empty, huge, timeout=20), 3, "empty", "larger than")


# ---- what is so

def a_role_has_what_comes_with_it():
    cells = {(c["role"], c["act"]): c for c in Run("coverage", POLICIES / "stivichall.policy.md", "--json").json()[0]["cells"]}
    teacher, staff = cells["teacher", "accept-contact-request"], cells["staff", "accept-contact-request"]
    expect(teacher["outcomes"] == staff["outcomes"] and "prohibited" in teacher["outcomes"], f"rules for staff bind teachers: {teacher}")


def a_change_for_staff_is_none_for_parents():
    old = write("old.policy.md", SMALL)
    new = write("new.policy.md", SMALL.replace("teacher may take-photo only", "teacher must not take-photo").replace(" with consent-of-parents", ""))
    everybody, parents = Run("diff", old, new, "--json").json()[0], Run("diff", old, new, "--for", "parent-carer", "--json").json()[0]
    expect(everybody["changes"] and not parents["changes"], f"{parents['changes'][:1]}")


def the_words_of_a_group_name_all_its_facts():
    base = SMALL.replace("teacher may take-photo only with consent-of-parents", "staff may accept-contact-request pupil-here when relative")
    old, new = write("old.policy.md", base), write("new.policy.md", base.replace("when relative", "when relative or family-friend"))
    change = next(c for c in Run("diff", old, new, "--json").json()[0]["changes"] if c["act"] == "accept-contact-request")
    expect({"staff", "pupil-here", "family-friend"} <= set(change["facts"]), f"{change['facts']}")
    for words in (change["group"], change["example"]):
        expect("works for the school" in words and "pupil" in words and "families are friends" in words, words)


def generated_tests_try_every_rule_exception_and_border():
    for policy in (FIVE[0], FIVE[2]):
        lines = Run("test", "--generate", policy).out
        path = write("grown.policy.md", policy.read_text() + "\n```heed test\n" + lines + "```\n")
        done = Run("test", path, "--quiet")
        expect(done.code == 0, "all of them pass", done)
        tests = Run("coverage", path, "--json").json()[0]["tests"]
        expect(tests["unmet"] == [] and all(tests[k]["met"] == tests[k]["all"] for k in ("rules", "exceptions", "borders")), f"nothing is left: {tests}")


def a_misspelt_role_is_offered_roles_and_groups_only():
    refused(Run("diff", FIVE[0], FIVE[1], "--for", "teachr"), 2, 'Did you mean "teacher"?')
    done = Run("diff", FIVE[0], FIVE[1], "--for", "nope")
    refused(done, 2, "no role or group")
    expect("done" not in done.err, "a word that is no role is not offered", done)


def generated_tests_pass():
    path = write("small.policy.md", SMALL)
    lines = Run("test", "--generate", path).out
    expect(lines.count("->") >= 4, f"a few lines: {lines}")
    done = Run("test", write("more.policy.md", SMALL.replace("```heed test\n", "```heed test\n" + lines)))
    expect(done.code == 0 and f"{lines.count('->') + 1} passed, 0 failed" in done.out, "all pass", done)


# ---- help

def every_rule_of_lint_is_explained_in_plain_words():
    listed = re.findall(r"^  ([a-z0-9-]+) +(?:error|warning|note): ", Run("help", "lint-rules").out, re.M) + \
        re.findall(r"^  ([a-z0-9-]{24,})$", Run("help", "lint-rules").out, re.M)
    expect(len(listed) > 30, f"{len(listed)} rules are listed")
    names = set(re.findall(r"^(?:value|act|field) ([a-z0-9]+(?:-[a-z0-9]+)+)", (POLICIES / "schools-uk.vocabulary").read_text(), re.M))
    plain = {"follow-up", "part-time", "full-time"}
    manual = Run("help", "--man", "lint").out.replace("\\-", "-")
    for rule in listed:
        done = Run("help", rule)
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", done.out).strip()
        parts = re.fullmatch(r"(\S+) \((error|warning|note)\): (.+)\.\n\n(.+)\n\nFor example: (.+)\n\nHow to mend it: (.+)", text)
        expect(done.code == 0 and parts and parts[1] == rule, "title, why, example and how to mend it", done)
        for words in parts.groups()[2:]:
            odd = (set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", words)) & names) - plain
            expect(not odd, f"{rule} speaks of {odd}, which are names in the program")
            expect(max(len(s.split()) for s in re.split(r"[.:;?!] ", words)) <= 40, f"{rule} has a long sentence: {words}")
        expect(f".SS {rule}\n" in manual and parts[3][:20] in manual, f"{rule} is in the manual")
    refused(Run("help", "contradicton"), 2, "Did you mean `heed help contradiction`")


if __name__ == "__main__":
    run.main(dict(globals()))
