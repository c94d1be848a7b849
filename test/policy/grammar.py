#!/usr/bin/env python3
"""The grammar of docs/language.md makes statements, and the program takes every one of them.

    grammar.py HEED LANGUAGE.md

Statements are made at random, always the same ones, and given to `heed fmt`, which reads them without looking names up.
What the page says in words, the grammar does not: a baseline and "only with" belong to "may". Alternatives within one
repetition are taken once each, since each kind of tail stands once.
"""
import random
import re
import subprocess
import sys

HOW_MANY = 12000
MARKS = re.compile(r'\(\*.*?\*\)|"[^"]*"|[A-Za-z-]+|[{}\[\]()|;=,]', re.S)


class Grammar:
    """EBNF as nested lists: ("any", [...]), ("all", [...]), ("repeat", x), ("maybe", x), ("word", text), ("name", rule)."""

    def __init__(self, text):
        words = [w for w in MARKS.findall(text) if not w.startswith("(*")]
        self.rules, at = {}, 0
        while at < len(words):
            end = words.index(";", at)
            self.rules[words[at]], stop = self.any(words[at + 2:end], 0)
            assert stop == end - at - 2, words[at]
            at = end + 1

    def any(self, w, at):
        parts = []
        while True:
            part, at = self.all(w, at)
            parts.append(part)
            if at == len(w) or w[at] != "|":
                return (("any", parts) if len(parts) > 1 else part), at
            at += 1

    def all(self, w, at):
        parts = []
        while at < len(w) and w[at] not in "|}])":
            if w[at] in "{[(":
                kind = {"{": "repeat", "[": "maybe", "(": "all"}[w[at]]
                inner, at = self.any(w, at + 1)
                parts.append((kind, [inner] if kind == "all" else inner))
            else:
                parts.append(("word", w[at][1:-1]) if w[at][0] == '"' else ("name", w[at]))
            at += 1
        return ("all", parts), at


class Speaker:
    def __init__(self, grammar, dice):
        self.grammar, self.dice, self.count = grammar, dice, 0

    def own(self, name):
        """What is no rule of the grammar, or is better said with care."""
        self.count += 1
        return {"NAME": f"name-{self.count}", "NUMBER": str(self.dice.randint(1, 9)), "STRING": f'"Words {self.count}"',
                "HASH": f"{self.count:08x}", "date": self.dice.choice(["2026-09-01", "2026-09"]), "id": f"c.{self.count}"}.get(name)

    def say(self, node):
        kind, inside = node
        if kind == "word":
            return [inside]
        if kind == "name":
            own = self.own(inside)
            return [own] if own else self.say(self.grammar.rules[inside])
        if kind == "all":
            return [w for part in inside for w in self.say(part)]
        if kind == "any":
            return self.say(self.dice.choice(inside))
        if kind == "maybe":
            return self.say(inside) if self.dice.random() < 0.4 else []
        if inside[0] == "any":
            chosen = [p for p in inside[1] if self.dice.random() < 0.4]
            return [w for part in self.dice.sample(chosen, len(chosen)) for w in self.say(part)]
        return [w for _ in range(self.dice.choice([0, 0, 1, 2])) for w in self.say(inside)]

    def statement(self, rule):
        line = " ".join(self.say(("name", rule)))
        return re.sub(r" ([,:\]])", r"\1", re.sub(r"(\[|\bevent\.) ", r"\1", line)).replace(" = ", "=" if rule != "group" else " = ")


def is_meant(line):
    return " may " in line or not ("baseline" in line or "only with" in line)


def main(heed, page):
    text = open(page, encoding="utf-8").read()
    fences = re.findall(r"^```ebnf\n(.*?)^```$", text, re.S | re.M)
    grammar = Grammar(fences[0])
    speaker = Speaker(grammar, random.Random(20261120))
    lines = [s for s in (speaker.statement(rule) for rule in ("ruling", "ruling", "ruling", "group", "conflict", "kept")
                         for _ in range(HOW_MANY // 6)) if is_meant(s)]
    head = " ".join(speaker.say(("name", "header"))) + "\n" + " ".join(speaker.say(("name", "school"))) + "\n"
    policy = "# Made by the grammar\n\n```heed\n" + head + "\n".join(lines) + "\n```\n"
    ran = subprocess.run([heed, "fmt", "-"], input=policy, capture_output=True, text=True, check=False)
    wrong = [m for m in re.findall(r"^\S*?:(\d+):\d+: error: (.*)$", ran.stderr, re.M)]
    for number, message in wrong[:10]:
        print(f"{policy.splitlines()[int(number) - 1]}\n    {message}")
    print(f"{len(lines)} statements made by the grammar of {page}, {len(wrong)} refused")
    return 0 if ran.returncode == 0 and not wrong else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
