#!/usr/bin/env python3
"""Score the program against the table of situations, and hold the scores to their bars.

    score.py HEED POLICIES_DIR [--table FILE] [--misses N]

Three measures, taken apart so that one can see which part is at fault:

engine   facts and mood are given; only the rules are judged            at least 99 % right
words    the sentence alone is given                                    at least 85 % right, at most 2 % wrong, 1 % on the loose side
asked    a sentence answered "unclear" gets its first question answered at least 95 % right

An answer is right when its outcome is the expected one and, where clauses are expected, one of them is cited.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys

SCHOOLS = (("Dereham", "dereham"), ("Bledington", "bledington"), ("Stivichall", "stivichall"),
           ("St Thomas", "st-thomas"), ("Ewloe", "ewloe-green"))
# How much an outcome binds; a wrong answer is loose when it binds less than the right one.
BINDS = {"prohibited": 4, "required": 4, "permission-needed": 3, "advised-against": 2, "advised": 1}
BARS = {"engine": (99, 100, 100), "words": (85, 2, 1), "asked": (95, 100, 100)}


class Situation:
    def __init__(self, row):
        self.id, self.sentence, self.mood = row["id"], row["situation"], row["mood"]
        self.policy = next(name for school, name in SCHOOLS if row["school"].startswith(school))
        self.outcome = row["expected outcome"]
        named = (c for c in row["deciding clause ids"].split() if "-" in c and len(c) > 4)
        self.clauses = {c.split("-", 1)[1] for c in named}
        self.facts = [t for column in ("facts", "assumes") for t in (row[column] or "").split() if t != "-"]

    def verdict(self, answer):
        got = answer.get("outcome")
        if got == "unclear":
            return "unclear"
        if got != self.outcome:
            return "wrong"
        return "right" if not self.clauses or self.clauses & set(answer["clauses"]) else "uncited"

    def reply_to(self, fact, implied):
        """The token that answers a question, as somebody who knows the situation would: a teacher works for the school."""
        known = list(self.facts)
        for token in known:
            known.extend(more for more in implied.get(token, ()) if more not in known)
        for token in known:
            if token.lstrip("!").partition("=")[0] == fact:
                return token
        return "!" + fact


def read_implied(policies):
    """What the vocabulary says follows from one fact alone: "teacher implies staff"."""
    implied = {}
    for line in pathlib.Path(policies, "schools-uk.vocabulary").read_text(encoding="utf-8").splitlines():
        left, verb, right = line.partition("#")[0].partition(" implies ")
        if verb and " " not in left.strip():
            implied.setdefault(left.strip(), []).append(right.strip().replace("not ", "!"))
    return implied


def read_table(path):
    with open(path, encoding="utf-8", newline="") as f:
        return [Situation(row) for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)]


def ask(heed, folder, pairs):
    """One program a policy, one request a line; answers come back in the order of `pairs`."""
    answers = {}
    for _, policy in SCHOOLS:
        mine = [(i, request) for i, (s, request) in enumerate(pairs) if s.policy == policy]
        if not mine:
            continue
        done = subprocess.run([heed, "ask", "--policy", f"{folder}/{policy}.policy.md", "--json", "-"],
                              input="".join(json.dumps(r) + "\n" for _, r in mine), capture_output=True, text=True, timeout=120)
        lines = done.stdout.splitlines()
        if len(lines) != len(mine):
            sys.exit(f"{policy}: {len(lines)} answers to {len(mine)} requests: {done.stderr.strip()[-400:]}")
        answers.update((i, json.loads(line)) for (i, _), line in zip(mine, lines))
    return [answers[i] for i in range(len(pairs))]


def judge(name, situations, answers, misses):
    kinds = {"right": 0, "uncited": 0, "unclear": 0, "wrong": 0}
    loose, shown = 0, 0
    for s, a in zip(situations, answers):
        kind = s.verdict(a)
        kinds[kind] += 1
        loose += kind == "wrong" and BINDS.get(a["outcome"], 0) < BINDS.get(s.outcome, 0)
        if kind != "right" and shown < misses:
            shown += 1
            print(f"  {kind} {s.id}: {s.sentence} | want {s.outcome} {' '.join(sorted(s.clauses))}"
                  f" | got {a['outcome']} {' '.join(a['clauses'])} {a.get('error', '')}")
    share = {k: 100 * n / len(situations) for k, n in kinds.items()}
    loose = 100 * loose / len(situations)
    print(f"{name}: {len(situations)} situations, " + ", ".join(f"{v:.1f} % {k}" for k, v in share.items()) + f", {loose:.1f} % loose")
    right, wrong, loosest = BARS[name]
    return share["right"] >= right and share["wrong"] <= wrong and loose <= loosest


def main():
    options = argparse.ArgumentParser(description="Score the program against the table of situations.")
    options.add_argument("heed")
    options.add_argument("policies")
    options.add_argument("--table", default=pathlib.Path(__file__).with_name("situations.tsv"))
    options.add_argument("--misses", type=int, default=5, help="how many misses of each measure to show")
    args = options.parse_args()
    situations, implied = read_table(args.table), read_implied(args.policies)
    met = []

    engine = ask(args.heed, args.policies, [(s, {"facts": s.facts, "mood": s.mood}) for s in situations])
    met.append(judge("engine", situations, engine, args.misses))
    words = ask(args.heed, args.policies, [(s, {"question": s.sentence}) for s in situations])
    met.append(judge("words", situations, words, args.misses))

    open_ones = [i for i, a in enumerate(words) if a["outcome"] == "unclear" and a.get("asks")]
    told = [(situations[i], {"question": situations[i].sentence, "facts": [situations[i].reply_to(words[i]["asks"][0]["fact"], implied)]})
            for i in open_ones]
    asked = list(words)
    for i, answer in zip(open_ones, ask(args.heed, args.policies, told)):
        asked[i] = answer
    met.append(judge("asked", situations, asked, args.misses))

    print(f"{sum(met)} passed, {len(met) - sum(met)} failed")
    sys.exit(0 if all(met) else 1)


main()
