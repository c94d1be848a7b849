#!/usr/bin/env python3
"""Rules of the house that no compiler checks. Run from the project's root.

Rooms may include only what docs/ARCHITECTURE.md lets them; headers compile alone; sources keep to what STYLE asks.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# room -> rooms whose headers it may include (its own always). A room's public face, include/heed/ROOM.h, counts as the room.
MAY_USE = {
    "base": set(),
    "policy": {"base"},
    "decide": {"base", "policy"},
    "question": {"base", "policy", "decide"},
    "analyse": {"base", "policy", "decide"},
    "web": {"base", "policy", "decide", "question", "analyse"},
    "app/ask": {"base", "policy", "decide", "question", "analyse", "web", "app"},
    "app": {"base", "policy", "decide", "question", "analyse", "web", "app/ask"},
    "cli": {"base", "policy", "decide", "question", "analyse", "web", "app", "app/ask"},
}
PUBLIC = {"base", "policy", "decide", "question", "analyse"}
# The library reads no file, no clock and no locale, and has no threads.
NOT_IN_LIBRARY = {"unistd.h", "fcntl.h", "time.h", "locale.h", "pthread.h", "sys/stat.h", "sys/mman.h", "dirent.h", "threads.h", "sys/socket.h"}
BANNED_CALLS = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|goto)\b(?=\s*[\(\w])")
results = []


def check(name, faults):
    results.append(not faults)
    if faults:
        print(f"FAILED {name}")
        for fault in faults:
            print(f"  {fault}")


def room_of(path):
    parts = path.relative_to(ROOT / "src").parts
    if parts[0] == "app":
        return "app/ask" if len(parts) > 2 and parts[1] == "ask" and not re.search(r"page", parts[2]) else "app"
    return parts[0]


def included_room(name, path):
    """Which room a quoted or <heed/...> include belongs to; None for the room itself and for what is generated."""
    if name.startswith("heed/"):
        return name[5:-2]
    if "/" not in name:
        return None
    parts = name.split("/")
    if parts[0] == "app":
        return "app/ask" if parts[1] == "ask" and "page" not in parts[2] else "app"
    return parts[0] if (ROOT / "src" / parts[0]).is_dir() else None


def sources():
    return sorted(p for p in (ROOT / "src").rglob("*.[ch]"))


def include_direction():
    faults = []
    for path in sources():
        room = room_of(path)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+(?:"([^"]+)"|<(heed/[^>]+)>|<([^>]+)>)', line)
            if not found:
                continue
            name = found[1] or found[2]
            where = f"{path.relative_to(ROOT)}:{number}"
            if found[3]:
                if room in PUBLIC and found[3] in NOT_IN_LIBRARY:
                    faults.append(f"{where}: the library must not use <{found[3]}>")
                continue
            used = included_room(name, path)
            if used and used != room and used not in MAY_USE[room]:
                faults.append(f"{where}: {room} must not include {name}")
    return faults


def headers_stand_alone():
    faults = []
    for path in sorted((ROOT / "include" / "heed").glob("*.h")):
        done = subprocess.run(["gcc", "-std=c11", "-pedantic", "-Wall", "-Wextra", "-Werror", f"-I{ROOT}/include", "-x", "c",
                               "-fsyntax-only", str(path)], capture_output=True, text=True)
        if done.returncode:
            faults.append(f"{path.name}: {done.stderr.splitlines()[0] if done.stderr else 'does not compile'}")
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r'#include\s+["<]([^">]+)', text):
            if not name.startswith(("heed/", "std")):
                faults.append(f"{path.name}: includes {name}, which is not part of the library's face")
    return faults


def plain_c():
    faults = []
    for path in sources():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            code = re.sub(r'"(\\.|[^"\\])*"', '""', line.split("//")[0])
            where = f"{path.relative_to(ROOT)}:{number}"
            if not re.match(r"\s*(/?\*|/\*)", code):
                for call in BANNED_CALLS.findall(re.sub(r"/\*.*?\*/", "", code)):
                    faults.append(f"{where}: {call} is not used here")
    return faults


def no_school_in_c():
    schools = re.compile(r"dereham|bledington|stivichall|st-thomas|ewloe", re.I)
    faults = []
    for path in sources():
        if "cli/topics" in str(path) or path.name == "builtin.h" or path.parts[-2] == "cli":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if schools.search(line) and not re.match(r"\s*(/?\*|/\*|//)", line) and "/*" not in line:
                faults.append(f"{path.relative_to(ROOT)}:{number}: names a school: {line.strip()[:80]}")
    return faults


def documents_true_to_tree():
    """Every path that the tour and the read-me name is there."""
    faults = []
    for name in ("README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "docs/DEPENDENCIES.md"):
        path = ROOT / name
        if not path.exists():
            faults.append(f"{name} is missing")
            continue
        for named in re.findall(r"`((?:src|include|test|script|docs|policies|tools|bench|gen|\.ci)/[\w./*-]*)`", path.read_text(encoding="utf-8")):
            if not list(ROOT.glob(named.rstrip("/"))):
                faults.append(f"{name}: names {named}, which is not there")
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            if not (path.parent / link).exists():
                faults.append(f"{name}: links to {link}, which is not there")
    return faults


check("rooms include only what they may", include_direction())
check("public headers compile alone", headers_stand_alone())
check("plain C", plain_c())
check("no school in C", no_school_in_c())
check("documents are true to the tree", documents_true_to_tree())
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)
