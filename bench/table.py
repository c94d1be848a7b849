#!/usr/bin/env python3
"""Put the measurements of script/bench into one table and one file:  table.py FOLDER [--readme]"""
import datetime
import json
import os
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
engine, peers, analysis, pages = (json.loads((folder / f"{name}.json").read_text()) for name in ("engine", "peers", "analysis", "pages"))
solver = re.search(r"(\d+) queries, (\d+) failed; diagrams (\d+) ms, CaDiCaL (\d+) ms", (folder / "solver.txt").read_text())


def time_of(ns):
    return f"{ns:.0f} ns" if ns < 1000 else f"{ns / 1000:.1f} µs" if ns < 1e6 else f"{ns / 1e6:.1f} ms"


def machine():
    cpu = pathlib.Path("/proc/cpuinfo").read_text()
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 1e6
    arch = "x86-64" if "GenuineIntel" in cpu or "AuthenticAMD" in cpu else os.uname().machine
    return f"a shared {arch} virtual machine with {os.cpu_count()} processors and {memory:.0f} GB"


def rows():
    yield "| what | p50 | p99 |", "|---|---|---|"
    for key, words in (("decide", "decide: verdict, deciding rules, duties"), ("decide_json", "the same, written as JSON"),
                       ("from_tokens", "from fact names to a verdict"), ("explained_json", "the whole answer with reasons and what would change it, as JSON"),
                       ("words_json", "from a question in words to the whole answer, as JSON")):
        yield (f"| {words} | {time_of(engine[key]['p50_ns'])} | {time_of(engine[key]['p99_ns'])} |",)
    for many in engine["many"]:
        yield (f"| decide, one of {many['schools']:,} schools (opened in {many['open_ms']:.0f} ms, {many['mapped_mb']:,.0f} MB mapped) | "
               f"{time_of(many['p50_ns'])} | {time_of(many['p99_ns'])} |",)


def peer_rows():
    base = peers["heed"]["decide"]["p50_ns"]
    yield f"| engine | agrees | p50 | p99 | p50 beside Heed |", "|---|---|---|---|---|"
    yield (f"| Heed | {peers['situations']} of {peers['situations']} | {time_of(base)} | {time_of(peers['heed']['decide']['p99_ns'])} | 1 |",)
    for p in sorted((p for p in peers["peers"] if not p.get("failed")), key=lambda p: p["p50_ns"]):
        yield (f"| {p['name']} | {p['agree']} of {p['checked']} | {time_of(p['p50_ns'])} | {time_of(p['p99_ns'])} | {p['p50_ns'] / base:,.0f} × |",)
    for p in peers["peers"]:
        if p.get("failed"):
            yield (f"| {p['name']} | failed: {p['failed']} | | | |",)


def analysis_rows():
    yield ("Looking a policy through, in processor time; every situation is covered, none is sampled:", "")
    yield "| what | the middle one of five policies | the slowest |", "|---|---|---|"
    for key, words in (("lint", "all checks of one policy"), ("diff", "a new version with four changed rules"), ("diff_of_strangers", "two texts that have nothing in common"),
                       ("compare", "five policies side by side"), ("coverage", "who may do what, and what the tests try"), ("typical", "typical answers, beside those of another version")):
        yield (f"| {words} | {analysis[key]['middle_ms']:.0f} ms | {analysis[key]['slowest_ms']:.0f} ms |",)
    yield ("", f"{int(solver[1]):,} questions about conflicts, dead rules and rules within rules of the five policies: our diagrams {solver[3]} ms, the solver CaDiCaL "
           f"{solver[4]} ms. They gave the same answer to {'all' if solver[2] == '0' else 'not all'} of them.")


def page_rows():
    yield ("A page that is the same for everybody is kept ready by the door, while the empty handler runs each time; so such a page may be "
           "ahead of it.", "")
    yield "| page | a second | beside an empty handler | p99 | kB with style sheet, gzip |", "|---|---|---|---|---|"
    for name, p in pages.items():
        yield (f"| {name} | {p['per_second']:,} | {p.get('share_of_empty', 1)} | {p['p99']} | {p.get('kb_gzip_with_sheet', '')} |",)


def table():
    text = [f"Measured on {datetime.date.today():%-d %B %Y} on {machine()}, by `script/bench`, over {engine['situations']} situations.", ""]
    for part in (rows, peer_rows, analysis_rows, page_rows):
        text += [line for lines in part() for line in lines] + [""]
        if part is rows:
            text += [f"Other engines got the same {peers['rules']} rules of one policy and {peers['situations']:,} situations in which every fact is known; "
                     "each was checked against Heed's answers first. Unknown facts, duties, presumptions and questions back are left out, because "
                     "none of them has these.", ""]
    return "\n".join(text).rstrip() + "\n"


shown = table()
(folder / "results.json").write_text(json.dumps({"date": str(datetime.date.today()), "machine": machine(), "engine": engine, "peers": peers, "analysis": analysis,
                                                 "pages": pages}, indent=2) + "\n")
print(shown)
if "--readme" in sys.argv:
    readme = pathlib.Path("README.md")
    readme.write_text(re.sub(r"<!-- bench -->.*?<!-- end of bench -->", lambda _: f"<!-- bench -->\n{shown}<!-- end of bench -->",
                             readme.read_text(), flags=re.S))
