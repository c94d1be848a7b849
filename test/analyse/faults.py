#!/usr/bin/env python3
"""What the checks find, and what they leave alone.

    faults.py HEED [POLICIES_DIR]

faults   the faults people found by reading the five reference policies, and three short ones in other styles (faults.tsv):
         how many do the checks find?
clean    a good policy (clean.policy.md): every finding on it is a false one
planted  one fault at a time put into the good policy (planted.tsv): the check for it has to speak, and no other but those named

The last line reads "N passed, N failed".
"""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
AS_OF = "2026-11-20"
BAR = 166      # how many faults have to be found; raised with the checks


def lint(heed, path):
    run = subprocess.run([heed, "lint", str(path), "--format", "json", "--as-of", AS_OF], capture_output=True, text=True)
    try:
        return json.loads(run.stdout)["findings"]
    except (ValueError, KeyError):
        sys.exit(f"{path}: the checks gave no list of findings.\n{run.stdout[:500]}{run.stderr[:500]}")


def lines(name):
    with open(HERE / name, encoding="utf-8") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row and not row[0].startswith("#")]


class Wanted:
    """What a finding has to be: one of some checks, one clause of each side, words in the message."""

    def __init__(self, rules, where):
        self.rules = rules.split("|")
        where, _, self.seen = where.partition(" @")
        clauses, _, self.words = where.partition("~")
        self.sides = [set(side.split()) for side in clauses.replace(" x ", "\0").split("\0")]
        self.sides = [side - {"-"} for side in self.sides]

    def met_by(self, finding):
        named = set(finding["clauses"])
        return (finding["rule"] in self.rules and self.words in finding["message"]
                and self.seen in (finding["situation"] or "")
                and all(not side or side & named for side in self.sides))


def faults(heed, policies):
    found, all_of, missing, beyond = {}, {}, [], 0
    findings, faulty = {}, {}
    for fault, _, policy, rules, where, what in lines("faults.tsv"):
        if rules == "-":
            beyond += 1
            continue
        if policy not in findings:
            findings[policy] = lint(heed, (HERE if "/" in policy else policies) / f"{policy}.policy.md")
        met = any(Wanted(rules, where).met_by(finding) for finding in findings[policy])
        faulty.setdefault(policy, {}).setdefault(fault, True)
        faulty[policy][fault] &= met
        if not met:
            missing.append(f"    {policy}: {rules} at {where}: {what}")
    for policy, told in faulty.items():
        found[policy], all_of[policy] = sum(told.values()), len(told)
        print(f"faults {policy}: {found[policy]} of {all_of[policy]} found, in {len(findings[policy])} findings")
    good, whole = sum(found.values()), sum(all_of.values())
    print(f"faults in all: {good} of {whole} found; {beyond} more no check could see")
    if missing:
        print("Not found:\n" + "\n".join(missing))
    if good < BAR:
        print(f"Fewer faults are found than before: {good}, and {BAR} is the bar.")
    return good, max(0, BAR - good)


def told(finding):
    return f"{finding['rule']} [{' '.join(finding['clauses'])}] {finding['message']}"


def clean(heed):
    false = lint(heed, HERE / "clean.policy.md")
    print(f"clean: {len(false)} findings on a policy that should have none")
    for finding in false:
        print(f"    {finding['line']}: {told(finding)}")
    return (0, len(false)) if false else (1, 0)


def planted(heed):
    """Each line: what is replaced, by what, check, clauses, and other checks that follow from the fault. Parts go by " / "."""
    text = (HERE / "clean.policy.md").read_text(encoding="utf-8")
    good, bad = 0, []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "clean.policy.md"
        for old, new, rule, where, also in lines("planted.tsv"):
            now, slip = text, ""
            for before, after in zip(old.split(" / "), new.split(" / "), strict=True):
                before, after = before.replace("\\n", "\n"), "" if after == "-" else after.replace("\\n", "\n")
                if now.count(before) != 1:
                    slip = f"{before!r} stands {now.count(before)} times in the clean policy"
                now = now.replace(before, after)
            path.write_text(now, encoding="utf-8")
            findings = lint(heed, path) if not slip else []
            wanted = Wanted(rule, where)
            others = [f for f in findings if not wanted.met_by(f) and f["rule"] not in also.split()]
            if slip:
                bad.append(f"{rule} at {where}: {slip}")
            elif not any(wanted.met_by(f) for f in findings):
                bad.append(f"{rule} at {where}: not found. Instead: {'; '.join(map(told, findings)) or 'nothing'}")
            elif others:
                bad.append(f"{rule} at {where}: found, and besides: {'; '.join(map(told, others))}")
            else:
                good += 1
    print(f"planted: {good} of {good + len(bad)} found as they should be")
    for slip in bad:
        print("    " + slip)
    return good, len(bad)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    heed = sys.argv[1]
    policies = pathlib.Path(sys.argv[2] if len(sys.argv) == 3 else HERE.parent.parent / "policies")
    passed = failed = 0
    for good, bad in (faults(heed, policies), clean(heed), planted(heed)):
        passed, failed = passed + good, failed + bad
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
