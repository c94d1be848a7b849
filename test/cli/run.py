#!/usr/bin/env python3
"""Tests of the command line:  run.py HEED [NAME ...]

Each test is a function whose name is a sentence about behaviour. It runs the program as a person would, in an empty
folder of its own, and looks at what comes out, what is said on standard error and the exit code.
"""
import inspect
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "test" / "cli"))
import schema  # noqa: E402

HEED = str(pathlib.Path(sys.argv[1]).resolve())
POLICIES = ROOT / "policies"
SMALL = """# A small policy
```heed
policy small version 3 in force 2026-01-01 review every 12 months
school "Small Primary" nation england
vocabulary schools-uk
silence means ask headteacher
```
1 Nobody posts insults. {#1}
```heed
1      anyone must not post-content when insulting
```
2 A teacher may take photos only with the parents' consent. {#2}
```heed
2      teacher may take-photo only with consent-of-parents
```
```heed test
teacher act=post-content insulting -> prohibited by 1
```
"""


class Run:
    def __init__(self, *args, stdin="", cwd=None, env=None, timeout=60):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("HEED_", "LC_")) and k not in ("NO_COLOR", "COLUMNS")}
        environment.update({"LC_ALL": "C.UTF-8"}, **(env or {}))
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run([HEED, *map(str, args)], input=data, capture_output=True, cwd=cwd or FOLDER, env=environment, timeout=timeout)
        self.code, self.raw, self.args = done.returncode, done.stdout, args
        self.out, self.err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def json(self):
        return [json.loads(line) for line in self.out.splitlines()]


def expect(truth, what, run=None):
    if not truth:
        detail = f"\n    ran: {' '.join(map(str, run.args))[:200]}\n    exit {run.code}\n    out: {run.out[:400]!r}\n    err: {run.err[:400]!r}" if run else ""
        raise AssertionError(what + detail)


def refused(run, code, *words):
    """One line that says what is wrong, the right exit code, no crash and nothing on standard output."""
    expect(run.code == code, f"wanted exit code {code}", run)
    expect(run.out == "", "wanted nothing on standard output", run)
    lines = run.err.splitlines()
    expect(lines, "wanted a reason on standard error", run)
    expect(len(lines[-1]) < 600 and lines[-1].endswith((".", "?", "`.")), "wanted one sentence as the last line", run)
    for word in words:
        expect(word in run.err, f"wanted {word!r} in the reason", run)


def write(name, text):
    path = pathlib.Path(FOLDER) / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def ask(*args, **more):
    return Run("ask", "--policy", write("small.policy.md", SMALL), *args, **more)


# ---- the contract of ask --json

def ask_json_gives_one_object_that_fits_the_schema():
    run = ask("--json", "--fact", "teacher", "--fact", "act=post-content", "--fact", "insulting")
    expect(run.code == 1, "a No exits 1", run)
    answer, = run.json()
    expect(answer["outcome"] == "prohibited" and answer["clauses"] == ["1"], "prohibited by 1", run)
    expect(answer["reading"] == [] and answer["policy"] == "small" and answer["version"] == 3, "facts only: nothing was read", run)
    fits(answer)


def fits(answer):
    rules = json.loads((ROOT / "docs" / "answer.schema.json").read_text())
    wrong = schema.faults(answer, rules, rules)
    expect(not wrong, f"the answer does not fit docs/answer.schema.json: {wrong[:5]}")


def schema_check_itself_finds_faults():
    rules = json.loads((ROOT / "docs" / "answer.schema.json").read_text())
    for broken in ({}, {"outcome": "no"}, {"outcome": "unclear", "error": 1, "clauses": [], "asks": []},
                   {"outcome": "unclear", "error": "x", "clauses": [], "asks": [], "more": 1}):
        expect(schema.faults(broken, rules, rules), f"{broken} should not fit the schema")


def every_golden_sentence_gives_an_answer_that_fits_the_schema():
    lines = (ROOT / "test/golden/situations.tsv").read_text().splitlines()[1:]
    stivichall = [l.split("\t")[2] for l in lines if l.split("\t")[1].startswith("Stivichall")][:60]
    run = Run("ask", "--policy", POLICIES / "stivichall.policy.md", "--json", "-", stdin="\n".join(stivichall) + "\n")
    expect(len(run.json()) == len(stivichall), "one answer a question", run)
    for answer in run.json():
        fits(answer)


def ask_stream_answers_every_line_in_order():
    lines = ['{"facts":["teacher","act=post-content","insulting"],"mood":"statement"}', "this is { not json", '{"facts":["no-such-fact"]}',
             '{"facts":["teacher","act=take-photo"],"mood":"may","as_of":"2026-03-01"}', "", '{"facts":', '{"fact":["teacher"]}', "{}"]
    run = ask("--json", "-", stdin="\n".join(lines))
    answers = run.json()
    expect(len(answers) == len(lines), "one object a line", run)
    expect(answers[0]["outcome"] == "prohibited", "first line", run)
    expect(answers[3]["outcome"] == "permission-needed" and answers[3]["as_of"] == "2026-03-01", "fourth line", run)
    for i in (2, 4, 5, 6, 7):
        expect(answers[i]["outcome"] == "unclear" and answers[i]["error"], f"line {i + 1} has an error", run)
    expect('"facts"' in answers[6]["error"], "did you mean facts", run)
    for answer in answers:
        fits(answer)
    expect(run.code == 1, "a line that could not be used shows in the exit code", run)


def ask_stream_answers_before_the_next_question_comes():
    program = subprocess.Popen([HEED, "ask", "--policy", write("small.policy.md", SMALL), "--json", "-"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(2):
        program.stdin.write(b'{"facts":["teacher","act=post-content","insulting"]}\n')
        program.stdin.flush()
        answer = json.loads(program.stdout.readline())
        expect(answer["outcome"] == "prohibited", "answered while the stream is open")
    program.stdin.close()
    expect(program.wait(10) == 0, "ends well when the stream ends")
    program.stdout.close()
    program.stderr.close()


def a_day_told_as_a_fact_is_the_day_asked_about():
    def overdue(day, *more):
        run = Run("ask", "-p", POLICIES / "st-thomas.policy.md", "--json", "--fact", "act=review-policy", "--fact", "mood=fact", "--fact", f"as-of={day}", *more)
        return run.json()[0]["outcome"]
    expect(overdue("2022-03-31") == "not-addressed", "not yet overdue on the day it is due")
    expect(overdue("2022-04-01") == "required", "overdue the day after")
    expect(overdue("2022-03-31", "--as-of", "2026-01-01") == "not-addressed", "the fact wins over the option")


def same_input_gives_the_same_bytes():
    args = ("--json", "--as-of", "2026-05-01", "May a teacher take a photo of a pupil?")
    expect(ask(*args).raw == ask(*args).raw, "same input, same bytes")


# ---- exit codes of answers

def exit_verdict_tells_the_outcome():
    wanted = [(("act=post-content", "insulting"), 12), (("teacher", "act=take-photo"), 10), (("teacher", "act=take-photo", "consent-of-parents"), 0),
              (("teacher", "act=knock-down-walls"), 2), (("teacher", "act=survey-parents"), 14)]
    for facts, code in wanted:
        run = ask("--exit-verdict", *[word for f in facts for word in ("--fact", f)])
        expect(run.code == code, f"{facts}: wanted exit code {code}", run)


def facts_from_the_terminal_read_well():
    run = ask("--fact", "teacher", "--fact", "act=take-photo", env={"COLUMNS": "60"})
    expect(run.out.startswith("Yes, if"), "the verdict comes first", run)
    expect(all(len(line) <= 60 or " " not in line.strip() for line in run.out.splitlines()), "wrapped at 60 columns", run)
    expect("\033" not in run.out, "no colour into a pipe", run)


def explain_shows_more_than_ask():
    args = ("--policy", write("small.policy.md", SMALL), "--fact", "teacher", "--fact", "act=post-content", "--fact", "insulting")
    run = Run("explain", *args)
    expect("must not post-content" in run.out and "because:" in run.out, "the rule and why it held", run)


def plain_gives_tab_separated_lines():
    run = ask("--plain", "--fact", "teacher", "--fact", "act=post-content", "--fact", "insulting")
    rows = dict(line.split("\t", 1) for line in run.out.splitlines())
    expect(rows["outcome"] == "prohibited" and rows["clauses"] == "1", "outcome and clauses", run)


# ---- manners

def misspelt_words_are_answered_with_the_nearest():
    refused(Run("aks", "x"), 2, "Did you mean `heed ask`")
    refused(Run("ask", "--polcy", "x"), 2, "Did you mean --policy")
    refused(Run("policy", "lst"), 2, "Did you mean `heed policy list`")
    refused(Run("completion", "bsh"), 2, "Did you mean bash")
    refused(Run("help", "tokes"), 2, "Did you mean `heed help tokens`")
    refused(ask("--fact", "teachr", "--fact", "act=post-content"), 2, "teacher")


def a_misspelt_policy_is_answered_with_the_nearest():
    refused(Run("ask", "-p", "derham", "May I?"), 4, "Did you mean dereham?")
    refused(Run("test", "stivishall"), 4, "Did you mean stivichall?")
    refused(Run("ask", "-p", "derham.policy.md", "May I?"), 4, "no such file")


def missing_words_are_asked_for():
    refused(Run("ask", "-p", "dereham", "  "), 2, "what is the question?")
    refused(Run("ask"), 2, "which policy")
    refused(Run("ask", "--policy", "dereham"), 2, "what is the question")
    refused(Run("ask", "--policy"), 2, "--policy FILE")
    refused(Run("policy"), 2, "something is missing")
    refused(Run("policy", "show"), 2, "name one FILE")
    refused(Run("serve", "now"), 2, "one word too many")
    refused(Run("ask", "--json=yes", "x"), 2, "takes no value")
    refused(ask("--as-of", "tomorrow", "x"), 2, "2026-09-01")
    refused(ask("--mood", "angry", "--fact", "teacher"), 2)


def no_command_shows_help_and_fails():
    run = Run()
    expect(run.code == 2 and "Commands" in run.out, "help", run)


def help_and_version_work_everywhere():
    for command in commands():
        for flag in ("-h", "--help"):
            run = Run(command, flag)
            expect(run.code == 0 and run.out.startswith(f"heed {command}: "), f"{command} {flag}", run)
        run = Run(command, "-V")
        expect(run.code == 0 and re.fullmatch(r"heed \d+\.\d+\.\d+\n", run.out), f"{command} -V", run)
    expect(Run("--version").out == Run("version").out, "two ways to the version")
    expect("version" in json.loads(Run("version", "--json").out), "version as JSON")
    for topic in ("tokens", "outcomes", "exit-codes"):
        expect(Run("help", topic).code == 0, topic)


def options_may_be_joined_and_come_anywhere():
    path = write("small.policy.md", SMALL)
    one = Run("ask", "-jp", path, "-fteacher", "-f", "act=take-photo")
    two = Run("ask", "--fact=teacher", "--fact=act=take-photo", "--json", f"--policy={path}")
    expect(one.code == two.code == 1 and one.out == two.out, "short and long forms say the same", one)
    three = Run("--json", "ask")
    refused(three, 2, "--json")


def environment_stands_in_for_options():
    run = Run("ask", "--fact", "teacher", "--fact", "act=take-photo", env={"HEED_POLICY": str(write("small.policy.md", SMALL))})
    expect(run.out.startswith("Yes, if"), "HEED_POLICY", run)


def help_is_shown_by_the_page_to_people_only():
    def shown(*args, **env):
        leader, follower = os.openpty()
        environment = {**os.environ, "PAGER": "sed s/^/PAGED:/", "TERM": "xterm", **env}
        program = subprocess.Popen([HEED, *args], stdin=follower, stdout=follower, stderr=follower, cwd=FOLDER, env=environment)
        os.close(follower)
        text = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:                             # the terminal has gone
                break
            if not part:
                break
            text += part
        os.close(leader)
        expect(program.wait(30) == 0, f"{args} ends well")
        return text.decode()
    expect("PAGED:Examples" in shown("ask", "--help") and "PAGED:" in shown("help", "language"), "help goes through the pager")
    expect("PAGED" not in shown("version"), "and nothing else does")
    expect("PAGED" not in shown("help", "--no-input") and "PAGED" not in shown("help", TERM="dumb"), "nor where nobody turns pages")
    expect("Commands" in shown("help", PAGER="") and "Commands" in shown("help", PAGER="cat"), "no pager is fine")
    expect("PAGED" not in Run("help", env={"PAGER": "sed s/^/PAGED:/"}).out, "nor into a pipe")


def colour_is_for_terminals_that_want_it():
    import pty
    def on_terminal(**env):
        master, slave = pty.openpty()
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm", **env}
        program = subprocess.Popen([HEED, "ask", "-p", str(write("small.policy.md", SMALL)), "-f", "act=post-content", "-f", "insulting"],
                                   stdout=slave, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        program.wait(20)
        os.close(slave)
        text = b""
        try:
            while chunk := os.read(master, 65536):
                text += chunk
        except OSError:
            pass
        os.close(master)
        return text
    expect(b"\033[" in on_terminal(), "colour on a terminal")
    expect(b"\033[" not in on_terminal(NO_COLOR="1"), "none with NO_COLOR")
    expect(b"\033[" not in on_terminal(TERM="dumb"), "none on a dumb terminal")


# ---- one table: help, manual and completion agree

def commands():
    text = Run("--help").out
    return re.findall(r"^  ([a-z]+)  +\S", text.split("\nCommands\n")[1].split("\n\n")[0], re.M)


def options_of(command):
    text = Run("help", command).out
    return set(re.findall(r"^ +(?:-\w, +)?--([a-z-]+)", text.split("\nOptions\n")[1], re.M))


def help_manual_and_completion_agree():
    expect(len(commands()) == 14, f"fourteen commands: {commands()}")
    bash, zsh, fish = (Run("completion", shell).out for shell in ("bash", "zsh", "fish"))
    for command in commands():
        want = options_of(command)
        expect({"help", "quiet", "no-color", "version"} <= want, f"{command} takes the common options")
        manual = Run("help", "--man", command).out.replace("\\-", "-")
        in_manual = set(re.findall(r"^\.B (?:-\w\\fR, \\fB)?--([a-z-]+)", manual, re.M))
        expect(in_manual == want, f"heed-{command}(1) has {in_manual ^ want} more or less")
        in_bash = set(re.search(rf'^    {command}\) words="([^"]*)"', bash, re.M)[1].replace("--", "").split())
        expect(in_bash == want, f"bash: {command}: {in_bash ^ want}")
        part = re.search(rf"^        {command}\) _arguments(.*?);;", zsh, re.M | re.S)[1]
        in_zsh = set(re.findall(r"'--([a-z-]+)\[", part))
        expect(in_zsh == want, f"zsh: {command}: {in_zsh ^ want}")
        in_fish = set(re.findall(rf"__fish_seen_subcommand_from {command}' -l ([a-z-]+)", fish))
        expect(in_fish == want, f"fish: {command}: {in_fish ^ want}")
        for name in want:                               # and the parser knows each one
            run = Run(command, f"--{name}", "--help", "--help")
            expect("there is no option" not in run.err, f"{command} --{name} is parsed", run)


def options_no_command_has_are_refused():
    every = set().union(*(options_of(c) for c in commands()))
    for command in commands():
        for name in every - options_of(command):
            refused(Run(command, f"--{name}"), 2, "there is no option")


def manual_pages_are_good_roff():
    if not shutil.which("mandoc"):
        return
    for command in ["", "language", *commands()]:
        page = Run("help", "--man", *([command] if command else [])).raw
        done = subprocess.run(["mandoc", "-Tlint", "-Werror"], input=page, capture_output=True)
        expect(done.returncode == 0, f"manual of {command or 'heed'}: {done.stdout.decode()[:300]}")


def the_language_has_a_manual_page():
    page, text = Run("help", "--man", "language").out, (ROOT / "docs" / "language.md").read_text()
    expect(page.startswith(".TH HEED.POLICY 5 "), f"section 5: {page[:60]}")
    for title in re.findall(r"^## (\d+\. .*)$", text, re.M):
        expect('.SH "' + title.replace("`", "").replace('"', "").replace("-", "\\-") + '"' in page, f"section {title}")
    for line in re.findall(r"^(?:teacher|volunteer) .*->.*$", text, re.M):
        expect(line.replace("\\", "\\e").replace("-", "\\-") in page, f"line {line}")
    expect(Run("help", "language").out == text, "help shows the page as it is")
    expect("heed.policy (5)" in Run("help", "--man", "fmt").out, "the manuals of commands name it")


def nobody_is_waited_for_who_may_not_type():
    for command in (["ask", "--policy", "dereham", "-"], ["fmt"]):
        code, _, err = on_a_terminal(command + ["--no-input"])
        expect(code == 2 and "--no-input" in err, f"{command}: {code} {err}")
        code, _, err = on_a_terminal(command)
        expect("Ctrl-D" in err, f"{command} says what to type: {err}")
        code, _, err = on_a_terminal(command + ["--quiet"])
        expect("Ctrl-D" not in err, f"{command} --quiet: {err}")
    expect(Run("ask", "--policy", "dereham", "--no-input", "-", stdin="May a teacher post?\n").code in (0, 1), "a pipe is no person")


def on_a_terminal(args):
    """Run with a terminal as standard input, on which somebody presses Ctrl-D at once."""
    leader, follower = os.openpty()
    os.write(leader, b"\x04")
    done = subprocess.run([HEED, *args], stdin=follower, capture_output=True, cwd=FOLDER, timeout=60)
    os.close(leader)
    os.close(follower)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def completion_scripts_are_good_shell():
    done = subprocess.run(["bash", "-n"], input=Run("completion", "bash").raw, capture_output=True)
    expect(done.returncode == 0, f"bash: {done.stderr.decode()[:300]}")
    script = Run("completion", "bash").out + '\nCOMP_WORDS=(heed ask --po); COMP_CWORD=2; _heed; printf "%s\\n" "${COMPREPLY[@]}"\n'
    done = subprocess.run(["bash"], input=script.encode(), capture_output=True)
    expect(done.stdout.decode().split() == ["--policy", "--policies"], f"bash completes --po: {done.stdout} {done.stderr}")
    for shell in ("zsh", "fish"):
        if shutil.which(shell):
            done = subprocess.run([shell, "-n", "/dev/stdin"], input=Run("completion", shell).raw, capture_output=True)
            expect(done.returncode == 0, f"{shell}: {done.stderr.decode()[:300]}")


def exit_codes_are_in_help_and_manual():
    text, manual = Run("help", "exit-codes").out, Run("help", "--man", "ask").out
    for code in (0, 1, 2, 3, 4, 5, 6, 7, 8, 70, 130):
        expect(re.search(rf"^  {code} ", text, re.M), f"{code} in help")
        expect(f".TP\n.B {code}\n" in manual, f"{code} in the manual")


# ---- bad input

def a_missing_policy_is_not_found():
    refused(Run("ask", "-p", "nowhere.policy.md", "hello"), 4, "no such file")
    refused(Run("ask", "-p", "nowhere/x.policy.md", "hello"), 4, "no such file")
    refused(Run("test", "nowhere.policy.md"), 4, "no such file")
    refused(Run("policy", "list", "--policies", "nowhere"), 4, "no such folder")


def a_folder_is_no_policy():
    refused(Run("ask", "-p", ".", "hello"), 3, "folder")


def an_empty_policy_is_refused():
    refused(Run("ask", "-p", write("empty.policy.md", ""), "hello"), 3, "empty")
    refused(Run("ask", "-p", write("blank.policy.md", "\n\n"), "hello"), 3)


def a_binary_policy_is_refused():
    refused(Run("ask", "-p", write("binary.policy.md", bytes(range(256)) * 64), "hello"), 3)
    refused(Run("ask", "-p", write("latin.policy.md", SMALL.encode().replace(b"insults", b"ins\xe9lts")), "hello"), 3)
    refused(Run("fmt", "--check", write("binary.md", os.urandom(4096))), 3)


def a_policy_of_fifty_megabytes_is_refused_quickly():
    path = write("huge.policy.md", b"x" * 50 * 1024 * 1024)
    started = time.monotonic()
    refused(Run("ask", "-p", path, "hello"), 3, "larger than 4 MB")
    expect(time.monotonic() - started < 2, "refused without reading it all")
    refused(Run("fmt", "-", stdin=b"x" * 6 * 1024 * 1024), 3, "larger than 4 MB")


def half_a_policy_is_refused_or_read_but_never_crashes():
    whole = (POLICIES / "stivichall.policy.md").read_bytes()
    for part in range(1, 40):
        run = Run("test", write("half.policy.md", whole[: len(whole) * part // 40]))
        expect(run.code in (0, 1, 3), f"{part}/40 of a policy", run)


def errors_of_a_policy_name_file_and_line():
    run = Run("ask", "-p", write("wrong.policy.md", SMALL.replace("must not post-content", "must not pots-content")), "hello")
    refused(run, 3)
    expect(re.search(r"^\S*wrong\.policy\.md:\d+:\d+: error: .*pots-content.*post-content", run.err, re.M), "file:line:col and the nearest word", run)


def a_confirmation_older_than_its_rule_is_a_warning():
    path = write("old.policy.md", SMALL.replace("when insulting", 'when insulting confirmed 00000000 by "Chair" on 2026-01-31'))
    run = Run("test", path)
    expect(run.code == 0 and re.search(r"old\.policy\.md:\d+:\d+: warning: .*confirmed [0-9a-f]{12}", run.err), "told, and taken", run)
    expect(Run("lint", path, "--fail-on", "warning").code == 1, "lint counts it")
    now = re.search(r"write: confirmed ([0-9a-f]+)", run.err).group(1)
    write("old.policy.md", pathlib.Path(path).read_text().replace("00000000", now))
    expect("warning" not in Run("test", path).err, "the hash it names is the right one")


def a_compiled_policy_answers_the_same():
    path, blob = write("small.policy.md", SMALL), pathlib.Path(FOLDER) / "small.heedpol"
    run = Run("policy", "compile", path, "-o", blob)
    expect(run.code == 0 and blob.stat().st_size > 100, "compiled", run)
    facts = ("--json", "--fact", "teacher", "--fact", "act=take-photo", "--as-of", "2026-02-02")
    expect(Run("ask", "-p", blob, *facts).out == Run("ask", "-p", path, *facts).out, "same answer from the compiled form")
    refused(Run("policy", "compile", blob, "-o", "again"), 3, "compiled already")


def a_damaged_or_foreign_compiled_policy_is_refused():
    blob = pathlib.Path(FOLDER) / "small.heedpol"
    Run("policy", "compile", write("small.policy.md", SMALL), "-o", blob)
    good = blob.read_bytes()
    refused(Run("ask", "-p", write("other.heedpol", b"heedpol9" + good[8:]), "hello"), 3, "other.heedpol: ", "version")
    refused(Run("ask", "-p", write("short.heedpol", good[: len(good) // 2]), "hello"), 3, "short.heedpol: ")
    refused(Run("ask", "-p", write("stub.heedpol", good[:9]), "hello"), 3)
    refused(Run("ask", "-p", write("noise.heedpol", good[:16] + os.urandom(len(good) - 16)), "hello"), 3)
    for at in range(8, len(good), max(1, len(good) // 97)):
        run = Run("ask", "-p", write("bent.heedpol", good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1:]), "--json", "--fact", "teacher", "--fact",
                  "act=post-content")
        refused(run, 3, "bent.heedpol: ", "ompile")


def a_question_too_long_or_broken_is_refused():
    refused(ask("q" * 3000), 2, "2,000")
    refused(ask(b"may a teacher \xff\xfe post".decode("utf-8", "surrogateescape")), 2)
    refused(ask("   "), 2)
    run = ask("--json", "-", stdin=b"a" * 1024 * 1024 + b"\nmay a teacher \xff\xfe post\n" + b"{" * 100000 + b"\n"
              + b'{"facts":["teacher","act=take-photo"]}\n')
    answers = run.json()
    expect(len(answers) == 4 and all("error" in a for a in answers[:3]), "three errors", run)
    expect(answers[3]["outcome"] == "permission-needed", "and the stream goes on", run)


def contradictory_facts_are_named():
    refused(ask("--fact", "act=post-content", "--fact", "own-child", "--fact", "!relative"), 2, "own-child", "relative")
    refused(ask("--fact", "act=post-content", "--fact", "pupil-here", "--fact", "party-age=18-plus"), 2, "pupil-here")


def a_port_in_use_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(Run("serve", "--port", port), 6, str(port))
    refused(Run("serve", "--port", "http"), 2, "--port")
    refused(Run("serve", "--port", "70000"), 2, "--port")
    refused(Run("serve", "--data", "nowhere"), 4, "no such folder")
    os.mkdir(os.path.join(FOLDER, "none"))
    refused(Run("serve", "--policies", "none"), 4, "no policy")


def serve_serves_and_stops():
    program = subprocess.Popen([HEED, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        address = program.stdout.readline().strip()
        expect(re.fullmatch(r"http://localhost:\d+", address), f"says where: {address!r}")
        with urllib.request.urlopen(address, timeout=10) as page:
            expect(page.status == 200 and b"<h1" in page.read(), "a page")
    finally:
        program.terminate()
        program.communicate(timeout=10)
    expect(program.returncode == 0, f"stops well, not with {program.returncode}")


def served(folder):
    """Serve a folder for a moment: its list of policies, and what was said."""
    program = subprocess.Popen([HEED, "serve", "--port", "0", "--policies", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        address = program.stdout.readline().strip()
        with urllib.request.urlopen(address + "/policies", timeout=10) as page:
            text = page.read().decode()
    finally:
        program.terminate()
        said = program.communicate(timeout=10)[1]
    return text, said


def one_broken_policy_does_not_stop_the_others_being_served():
    folder = pathlib.Path(FOLDER) / "mixed"
    folder.mkdir()
    (folder / "broken.policy.md").write_text(SMALL.replace("post-content when", "post-contnt when"))
    refused(Run("serve", "--port", "0", "--policies", folder), 3, "broken.policy.md", "post-content", "no policy is left")
    (folder / "good.policy.md").write_text(SMALL)
    page, said = served(folder)
    expect("/policies/good" in page and "broken" not in page, "the good one is served")
    expect("broken.policy.md is left out" in said and "post-content" in said, f"which, and why: {said}")


def two_policies_of_one_name_are_told_and_both_served():
    folder = pathlib.Path(FOLDER) / "twins"
    folder.mkdir()
    (folder / "new.policy.md").write_text(SMALL)
    (folder / "My Old.policy.md").write_text(SMALL)
    (folder / "my-old.policy.md").write_text(SMALL.replace("policy small", "policy older"))
    page, said = served(folder)
    for slug in ("new", "my-old", "my-old-2"):
        expect(f'"/policies/{slug}"' in page and f"Small Primary ({slug})" in page, f"{slug} has its own address and name")
    expect("My Old.policy.md and new.policy.md both hold a policy named \"small\"" in said and said.count("both hold") == 1, said)


def what_a_killed_run_left_behind_is_cleared_away():
    target = write("tidy.policy.md", SMALL.replace("1      anyone", "1 anyone"))
    ours, young = write("tidy.policy.md.heed-aB3xYz", "half"), write("tidy.policy.md.heed-aB3xYy", "half")
    others = [write(name, "mine") for name in ("tidy.policy.md.heed-notes", "tidy.policy.md.bak", "other.policy.md.heed-aB3xYz")]
    for path in (ours, *others):
        os.utime(path, (time.time() - 3600,) * 2)
    expect(Run("fmt", target).code == 0 and "1      anyone" in target.read_text(), "the file is laid out")
    expect(not ours.exists(), "an old one of ours is gone")
    expect(young.exists() and all(path.exists() for path in others), "one that may still be written, and all others, stay")


def a_wrong_value_of_a_field_is_told_with_the_right_ones():
    refused(ask("--fact", "party-age=adult", "--fact", "act=take-photo"), 2, "party-age", "under-13", " or ")


def words_that_speak_against_each_other_are_named():
    for question, one, other in (("Can I message my son who is in Year 3 here and is an adult?", "Year 3", "adult"),
                                 ("I am a teacher and a pupil. May I send a friend request to a parent?", "teacher", "pupil")):
        done = Run("ask", "-p", "dereham", question)
        said = re.search(r'You say both "([^"]+)"\s+and\s+"([^"]+)"', re.sub(r"\s+", " ", done.out))
        expect(said and one in said[1] and other in said[2], "both are quoted as they were written", done)


def a_full_disk_is_told():
    facts = ("-p", write("small.policy.md", SMALL), "--fact", "teacher", "--fact", "act=take-photo")
    run = Run("ask", *facts, "-o", "/dev/full")
    refused(run, 7, "full")
    for command in (["ask", *map(str, facts), "--json"], ["version"], ["help"], ["policy", "list"], ["completion", "bash"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run([HEED, *command], stdout=full, stderr=subprocess.PIPE, cwd=FOLDER)
        expect(done.returncode == 7 and done.stderr, f"{command[0]} into a full disk: {done.returncode} {done.stderr}")


def where_nothing_can_be_written_is_said_in_our_words():
    write("file", "x")
    refused(Run("policy", "list", "-o", "nowhere/list"), 7, "nowhere/list", "no such folder")
    refused(Run("policy", "list", "-o", "file/list"), 7, "is a file, not a folder")
    refused(Run("policy", "list", "-o", FOLDER), 2, "this is a folder")
    refused(Run("policy", "list", "-o", "a" * 300), 2, "name is too long")
    for run in (Run("policy", "list", "-o", "nowhere/list"), Run("policy", "list", "-o", "file/list")):
        expect("No such" not in run.err and "Not a" not in run.err, "not the system's words", run)


def nothing_is_written_by_halves():
    target = pathlib.Path(FOLDER) / "answer.json"
    target.write_text("old\n")
    refused(Run("ask", "-p", write("small.policy.md", SMALL), "--fact", "no-such-fact", "--json", "-o", target), 2)
    expect(target.read_text() == "old\n", "the old file stands when there is no answer")
    run = Run("ask", "-p", write("small.policy.md", SMALL), "--fact", "teacher", "--fact", "act=take-photo", "--json", "-o", target)
    expect(run.out == "" and json.loads(target.read_text())["outcome"] == "permission-needed", "the new file is whole", run)
    expect(not [n for n in os.listdir(FOLDER) if n.startswith("answer.json.")], "no half file is left")
    refused(Run("version", "-o", "x"), 2)
    refused(Run("policy", "list", "-o", "nowhere/list"), 7, "cannot be written")


# ---- what the read-me shows

def the_policy_of_the_read_me_works():
    text = (ROOT / "README.md").read_text()
    policy = write("our.policy.md", re.search(r"````markdown\n(.*?)````", text, re.S)[1])
    expect(Run("test", policy).code == 0, "its test passes", Run("test", policy))
    write("new.policy.md", policy.read_text().replace("when relative  ", "when relative or family-friend  "))
    for line in re.findall(r"^\$ (?:echo '(.*)' \| )?build/heed (.*)$", text, re.M):
        if line[1].startswith("serve"):
            continue
        words = re.findall(r'"([^"]*)"|(\S+)', line[1])
        run = Run(*[a or b for a, b in words], stdin=line[0])
        expect(run.code in (0, 1) and run.out and '"error"' not in run.out, "every command of the read-me answers", run)
    nephew = Run("ask", "-p", policy, "May a member of staff message her nephew, a pupil here, on Instagram?", "--json")
    expect(nephew.json()[0]["clauses"] == ["3.2"], "the nephew is family", nephew)


# ---- fmt, test, policy

def the_read_me_shows_what_is_so():
    text = (ROOT / "README.md").read_text()
    for command in commands():
        expect(f"| `heed {command}` |" in text, f"the table of the read-me has heed {command}")
    shown = re.findall(r"\$ build/heed (ask|explain) --policy (\S+) \"([^\"]*)\"\n```\n\n```\n(.*?)```", text, re.S)
    expect(len(shown) == 2, f"two answers are shown: {len(shown)}")
    flat = lambda t: re.sub(r"(\.policy\.md):\d+", r"\1", t)  # noqa: E731
    for command, policy, question, answer in shown:
        real = flat(Run(command, "--policy", policy, question).out)
        at = 0
        for line in flat(answer).splitlines():
            at = real.find(line.strip(), at)
            expect(at >= 0, f"heed {command} prints, in this order: {line}")
    policy = write("our.policy.md", re.search(r"````markdown\n(.*?)````", text, re.S)[1])
    write("new.policy.md", policy.read_text().replace("when relative  ", "when relative or family-friend  "))
    reviews = re.findall(r"\$ build/heed ((?:lint|diff|compare|coverage|typical) [^\n]*)\n```\n\n```\n(.*?)```", text, re.S)
    expect(len(reviews) == 5, f"one output each of five ways to look a policy through: {len(reviews)}")
    for command, output in reviews:
        expect(flat(output) in flat(Run(*command.split()).out), f"heed {command} prints: {output}")
    explained = shown[1][3]
    expect("Gave way" in explained and "stopped by" in explained, "a rule that gave way, and what stopped an exception")
    for picture in re.findall(r"docs/pictures/[a-z0-9-]+\.png", text):
        expect((ROOT / picture).is_file(), f"{picture} is there")
    listed = (ROOT / "docs" / "PICTURES.md").read_text()
    for picture in (ROOT / "docs" / "pictures").iterdir():
        expect(picture.name in listed, f"{picture.name} is listed in docs/PICTURES.md")
    for picture in re.findall(r"pictures/[a-z0-9-]+\.png", listed):
        expect((ROOT / "docs" / picture).is_file(), f"{picture} is there")


def fmt_lays_out_and_changes_nothing_else():
    path = write("loose.policy.md", SMALL.replace("1      anyone must not", "1 anyone   must   not"))
    expect(Run("fmt", "--check", path).code == 1, "--check finds it")
    os.chmod(path, 0o640)
    expect(Run("fmt", path).code == 0, "laid out")
    expect(path.stat().st_mode & 0o777 == 0o640, "the mode is kept")
    once = path.read_bytes()
    expect(Run("fmt", "--check", path).code == 0 and Run("fmt", path).code == 0 and path.read_bytes() == once, "twice is once")
    link = path.with_name("link.policy.md")
    link.symlink_to(path.name)
    path.write_bytes(once.replace(b"anyone must", b"anyone  must"))
    expect(Run("fmt", link).code == 0 and link.is_symlink() and path.read_bytes() == once, "what a link leads to is laid out, and the link stays")
    expect(Run("fmt", "-", stdin=once).raw == once and Run("fmt", stdin=once).raw == once, "from standard input")
    expect(b"1 Nobody posts insults." in once, "prose is untouched")
    wrong = write("wrong.policy.md", "# x\n```heed\n1 anyone must fly when\n```\n")
    before = wrong.read_bytes()
    run = Run("fmt", wrong)
    expect(run.code in (0, 3) and (run.code == 0 or wrong.read_bytes() == before), "a policy that will not parse is left alone", run)


def tests_in_a_policy_are_run():
    run = Run("test", write("small.policy.md", SMALL))
    expect(run.code == 0 and "1 passed, 0 failed" in run.out, "passes", run)
    run = Run("test", write("fails.policy.md", SMALL.replace("-> prohibited by 1", "-> permitted by 1")))
    expect(run.code == 1 and "0 passed, 1 failed" in run.out and re.search(r"fails\.policy\.md:\d+:\d+: ", run.out), "fails, with its place", run)
    run = Run("test", "--json", write("small.policy.md", SMALL))
    expect(run.json()[0]["passed"] == 1, "as JSON", run)


def policies_can_be_looked_at():
    run = Run("policy", "list")
    expect(run.code == 0 and len(run.out.splitlines()) >= 5, "five policies are built in", run)
    for policy in Run("policy", "list", "--json").json():
        expect(re.fullmatch("[0-9a-f]{64}", policy["hash"]) and policy["clauses"] > 10, f"{policy['file']} is whole")
    expect("Nobody posts insults" in Run("policy", "show", write("small.policy.md", SMALL)).out, "show")
    run = Run("policy", "dump", write("small.policy.md", SMALL))
    expect("must not\tpost-content" in run.out, "dump", run)


def built_in_policies_need_no_file():
    run = Run("ask", "-p", "dereham", "--json", "--fact", "teacher", "--fact", "act=post-content")
    expect(run.code in (0, 1) and json.loads(run.out)["policy"], "answers without a file", run)
    beside = Run("ask", "-p", POLICIES / "dereham.policy.md", "--json", "--fact", "teacher", "--fact", "act=post-content")
    expect(run.out == beside.out, "built in and beside are the same")


# ----

def main(names):
    """Run the tests of a module: its functions without parameters, each in a folder of its own."""
    global FOLDER
    tests = [f for f in names.values() if inspect.isfunction(f) and f.__module__ == "__main__" and not inspect.signature(f).parameters and f.__name__ != "commands"]
    wanted = sys.argv[2:]
    passed = failed = 0
    for test in tests:
        if wanted and test.__name__ not in wanted:
            continue
        FOLDER = tempfile.mkdtemp(prefix="heed-cli-")
        try:
            test()
            passed += 1
        except Exception as why:                            # one failure must not hide the others
            failed += 1
            print(f"FAILED {test.__name__.replace('_', ' ')}\n    {type(why).__name__}: {why}")
        finally:
            shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main(dict(globals()))
