#!/usr/bin/env python3
"""The template compiler refuses what must not be in a page, and says where and what to do.

usage: tmplc.py TMPLC
"""
import os
import subprocess
import sys
import tempfile

HEAD = "{{! A test.\n    in: name text, inner html, count number, on flag, rows row[]\n    row: label text }}\n"
# body, what must be said (None: compiles), line
CASES = [
    ("<h1>{{name}}</h1>", None, 0),
    ('<a href="{{url one name q=name}}#c-{{name}}" title="{{t "See {name}"}}">{{t "See"}}</a>', None, 0),
    ('<input type="text"{{#on}} checked{{/on}} value="{{name}}">', None, 0),
    ('<a href="#main">{{t "Skip"}}</a>', None, 0),
    ("<p>&nbsp;{{count}}%</p>", None, 0),
    ("<p>{{nmae}}</p>", "no field nmae", 4),
    ("<p>Hello</p>", 'words stand outside {{t}}: write {{t "Hello"}}', 4),
    ("<p>\n\n{{name}} and</p>", "words stand outside {{t}}", 6),
    ('<img alt="A picture" src="{{url one name}}">', "in an attribute that is read out", 4),
    ('<p title="Words">{{name}}</p>', "in an attribute that is read out", 4),
    ('<a href="/ask">{{name}}</a>', "an address is written out", 4),
    ('<a href="https://example.org/">{{name}}</a>', "an address is written out", 4),
    ('<a href="javascript:x">{{name}}</a>', "an address is written out", 4),
    ('<a href="{{name}}">{{name}}</a>', "an address from a field", 4),
    ('<a href="">{{name}}</a>', "an address is empty", 4),
    ('<form action="/x"></form>', "an address is written out", 4),
    ('<a href="{{url nowhere}}">{{name}}</a>', "no route nowhere", 4),
    ('<a href="{{url one}}">{{name}}</a>', "needs a field for :slug", 4),
    ('<a href="{{url one name name}}">{{name}}</a>', "one field too many", 4),
    ('<a href="{{url one count}}">{{name}}</a>', "an address takes text", 4),
    ("<a href={{url one name}}>{{name}}</a>", "in double quotes", 4),
    ("<p class='x'>{{name}}</p>", "in double quotes", 4),
    ("<p class=x>{{name}}</p>", "in double quotes", 4),
    ('<p onclick="x">{{name}}</p>', "the attribute onclick is not allowed", 4),
    ('<p style="x">{{name}}</p>', "the attribute style is not allowed", 4),
    ("<script>{{name}}</script>", "<script> is not allowed", 4),
    ("<style>{{name}}</style>", "<style> is not allowed", 4),
    ("<iframe></iframe>", "<iframe> is not allowed", 4),
    ("<!-- {{name}} -->", "starts no element", 4),
    ("<p {{name}}></p>", "a field stands inside a tag", 4),
    ('<p class="{{inner}}"></p>', "it may not stand in an attribute", 4),
    ("<p>{{rows}}</p>", "is a list: open it with {{#rows}}", 4),
    ("<p>{{on}}</p>", "is flag", 4),
    ("{{#rows}}<p>{{label}}{{/rows}}", "holds half an element", 4),
    ("{{#rows}}<p>{{label}}</p>", "{{#rows}} is never closed", 4),
    ("{{#rows}}{{/name}}{{/rows}}", "{{/name}} closes nothing", 4),
    ("<p>{{label}}</p>", "no field label", 4),
    ("<p><b>{{name}}</p></b>", "closes nothing", 4),
    ("<p>{{name}}", "the page ends inside <p>", 4),
    ("<p>{{name</p>", "never closed", 4),
    ("<p>a & b</p>", "words stand outside", 4),
    ("<p>1 & 2</p>", "write &amp;", 4),
    ("{{>nothing}}", "no partial nothing.html", 4),
    ("{{>self}}", "holds itself", 0),
    ("{{t Hello}}", "write the sentence in double quotes", 4),
    ("{{url one name}}", "stands at the start of an address", 4),
]
HEADERS = [
    ("<p></p>", "begin the file with {{!", 1),
    ("{{! in: name words }}<p></p>", "words is no type", 1),
    ("{{! in: name text, name text }}<p></p>", "named twice", 1),
    ("{{! in: rows row[] }}<p></p>", "no shape row", 1),
    ("{{! in: Name text }}<p></p>", "a field is a name and a type", 1),
]


def run(tmplc, folder, source):
    path = os.path.join(folder, "page.html")
    with open(path, "w", encoding="utf-8") as f:
        f.write(source)
    done = subprocess.run(
        [tmplc, "--name", "page_x", "--routes", os.path.join(folder, "routes.h"), "--dir", folder, path, path + ".c", path + ".h"],
        capture_output=True, text=True, timeout=20)
    return path, done


def main():
    tmplc = sys.argv[1]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "routes.h"), "w", encoding="utf-8") as f:
            f.write('#define X(R) \\\n    R(GET, "/one/:slug", one, read, none, one, "One")\n')
        with open(os.path.join(folder, "self.html"), "w", encoding="utf-8") as f:
            f.write("{{! in: name text }}\n{{>self}}\n")
        for body, said, line in [(HEAD + b, s, n) for b, s, n in CASES] + HEADERS:
            path, done = run(tmplc, folder, body)
            good = done.returncode == 0 and not done.stderr if said is None else done.returncode == 1 and said in done.stderr
            if said and line:
                good = good and any(said in t and t.startswith(f"{path}:{line}: ") for t in done.stderr.splitlines())
            passed += good
            failed += not good
            if not good:
                print(f"not so: {body!r}\n  wanted: {said}\n  said: {done.returncode} {done.stderr}")
        done = subprocess.run([tmplc], capture_output=True, text=True, timeout=20)
        passed += done.returncode == 2 and "usage:" in done.stderr
        failed += not (done.returncode == 2 and "usage:" in done.stderr)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
