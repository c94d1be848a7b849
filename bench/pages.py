#!/usr/bin/env python3
"""Throughput of pages beside an empty handler on the same door, by wrk:  pages.py HEED DOOR [SECONDS]

Prints one JSON object. Each address is fetched once first, so that its size can be told, also as a browser gets it with
its style sheet, compressed."""
import gzip
import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request

QUESTION = urllib.parse.quote("Can a teacher accept a friend request from a pupil?")
PAGES = {"home": "/", "policies": "/policies", "policy": "/policies/dereham", "ask": "/ask", "answer": f"/ask?policy=dereham&q={QUESTION}",
         "what to look at": "/policies/dereham/check", "typical answers": "/policies/dereham/answers", "who may do what": "/policies/dereham/coverage",
         "what changes": "/policies/dereham/changes?before=stivichall", "side by side": "/compare"}


def serve(*command):
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return program, program.stdout.readline().strip()


def load(address, seconds):
    out = subprocess.run(["wrk", "-t1", "-c8", f"-d{seconds}s", "--latency", address], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    p50, p99 = (re.search(rf"{share}%\s+(\S+)", out)[1] for share in (50, 99))
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if errors:
        raise SystemExit(f"{address}: {errors[0]}")
    return {"per_second": round(rate), "p50": p50, "p99": p99}


def main():
    heed, door, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 4
    empty, empty_at = serve(door)
    pages, pages_at = serve(heed, "serve", "--port", "0")
    try:
        result = {"empty": load(empty_at + "/empty", seconds)}
        for name, path in PAGES.items():
            with urllib.request.urlopen(pages_at + path, timeout=10) as page:
                body = page.read()
            sheet = re.search(rb'href="(/assets/[^"]+\.css)"', body)
            with urllib.request.urlopen(pages_at + sheet[1].decode(), timeout=10) as styles:
                css = styles.read()
            result[name] = load(pages_at + path, seconds)
            result[name]["share_of_empty"] = round(result[name]["per_second"] / result["empty"]["per_second"], 2)
            result[name]["kb_gzip_with_sheet"] = round((len(gzip.compress(body)) + len(gzip.compress(css))) / 1000, 1)
    finally:
        for program in (empty, pages):
            program.terminate()
            program.wait(10)
    print(json.dumps(result, indent=2))


main()
