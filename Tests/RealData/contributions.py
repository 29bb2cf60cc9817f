#!/usr/bin/env python3
"""Imports real contributions into a node and says what was found: figures only, never their words.

    RAHMENWERK_CONTRIBUTIONS=FILE.jsonl contributions.py BINARIES [KEEP-FOLDER]

FILE has one JSON object a line with id, title, text, created, url, main_category and process. It is not part of the
project: without the variable nothing is done. The node is a fresh one; with KEEP-FOLDER it stays there to be looked at.
"""

import collections
import csv
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Processes"))
from hub_process import free_port  # noqa: E402

HEADER = ["Kennung", "Titel", "Text", "Kategorie", "Datum", "Link", "Verfasser"]
WORDS = ["Radweg", "Straße", "strasse", "Fußgänger", "fussganger", "Schlaglöcher", "Ampel", "Bahnhof", "Überholen", "Kinder"]
PERSONAL = {
    "e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}"),
    "telephone number": re.compile(r"(?<!\d)(?:\+49|0)[1-9][\d /()-]{6,}\d"),
    "IBAN": re.compile(r"\bDE\d{2}(?: ?\d){18}\b"),
    "number plate": re.compile(r"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}\b"),
}


def row(item):
    return [item["id"], item["title"], item["text"], item["main_category"] or "", item["created"] or "", item["url"] or "",
            "Merkmalperson"]


def as_csv(items, separator, encoding):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([HEADER] + [row(item) for item in items])
    return out.getvalue().encode(encoding, errors="replace")


def as_decidim(items):
    """The same contributions as the download of a Decidim would hold them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["id", "author/id", "author/name", "category/name/de", "component/id", "title/de", "body/de", "created_at",
                     "url"])
    for item in items:
        body = "".join(f"<p>{html(part)}</p>" for part in item["text"].split("\n"))
        writer.writerow([item["id"], 1, "Merkmalperson", item["main_category"] or "", 3, item["title"], body,
                         item["created"] or "", item["url"] or ""])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("open-data-proposals.csv", out.getvalue())
    return archive.getvalue()


def html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Node:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.run("init")
        # A process to import into; the browser would do the same.
        base = sqlite3.connect(f"{folder}/node.sqlite", isolation_level=None)
        base.execute("PRAGMA busy_timeout = 5000")
        for slug in ("trial", "decidim"):
            base.execute(
                "INSERT INTO process (slug, title, question, description, next_step, result, is_published, is_reviewed_first,"
                " created, version) VALUES (?, 'Probe', 'Was fehlt?', '', '', '', 1, 1, 1, 1)", (slug,))
        base.close()

    def run(self, *arguments, status=0):
        start = time.monotonic()
        done = subprocess.run([self.program, *arguments, "--data", self.folder], capture_output=True, timeout=600)
        if done.returncode != status:
            raise SystemExit(f"{arguments}: {done.returncode}\n{done.stderr.decode()[-2000:]}")
        return done, time.monotonic() - start

    def load(self, path, *options, process="trial", status=0):
        done, seconds = self.run("import", "contributions", str(path), "--process", process, "--json", *options, status=status)
        line = done.stdout.decode().splitlines()
        return (json.loads(line[0]) if line else None), seconds, done.stderr.decode()

    def rows(self, sql):
        base = sqlite3.connect(f"file:{self.folder}/node.sqlite?mode=ro", uri=True)
        try:
            return base.execute(sql).fetchall()
        finally:
            base.close()


def tidy(text):
    """What the importer may change: line ends, control characters, spaces at the ends of lines, repeated empty lines."""
    lines = ["".join(" " if c in "\t\u00a0\u2028\u2029" else c for c in line).strip()
             for line in re.sub(r"\r\n?", "\n", text).split("\n")]
    text = "\n".join(lines)
    text = "".join(c for c in text if c == "\n" or not (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or ord(c) in (0xAD, 0x200B, 0xFEFF)
                                                       or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def say(text):
    print(text, flush=True)


def formats(node, items, folder):
    """The same contributions in every separator and encoding give the same plan."""
    for separator, encoding in [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252")]:
        path = folder / f"ideas-{encoding}.csv"
        path.write_bytes(as_csv(items, separator, encoding))
        result, seconds, speech = node.load(path, "--dry-run")
        part = result["parts"][0]
        assert part["rows"] == len(items) and not part["refused"], (encoding, part)
        assert result["outcome"]["contribution"]["added"] == len(items)
        assert part["personal"] == ["Verfasser"], part
        assert ("Windows-1252" in speech) == (encoding == "cp1252"), speech
        say(f"  dry run, {encoding}, separator {separator!r}: {path.stat().st_size >> 10} KiB in {seconds:.2f} s")


def taken(node, items, folder):
    path = folder / "ideas-utf-8.csv"
    result, seconds, _ = node.load(path)
    say(f"  import: {len(items)} contributions in {seconds:.2f} s, {len(items) / seconds:.0f} a second")
    assert node.rows("SELECT count(*) FROM contribution") == [(len(items),)]
    stored = {number: (title, text) for number, title, text in node.rows("SELECT source_id, title, text FROM contribution")}
    derived = shortened = differing = 0
    for item in items:
        title, text = stored[item["id"]]
        want_title, want_text = tidy(item["title"]).replace("\n", " "), tidy(item["text"])
        if not want_title:
            derived += 1
            assert text == want_text
        elif title != want_title:
            shortened += 1
            assert text.startswith(want_title), item["id"]
        elif text != want_text:
            differing += 1
    say(f"  titles made from the text: {derived}; shortened: {shortened}; texts that differ from the source: {differing}")
    assert differing <= len(items) // 200, "more texts differ than hold markup"
    result, seconds, _ = node.load(path)
    assert result["outcome"]["contribution"] == {"added": 0, "changed": 0, "gone": 0, "unchanged": len(items)}, result
    say(f"  imported again: all unchanged, {seconds:.2f} s")
    changed = [dict(item, text=item["text"] + " (neu)") if place < 100 else item for place, item in enumerate(items)]
    path.write_bytes(as_csv(changed, ",", "utf-8"))
    result, seconds, _ = node.load(path)
    assert result["outcome"]["contribution"]["changed"] == 100, result["outcome"]
    say(f"  100 texts changed at the source: 100 changed, {seconds:.2f} s")
    assert not [1 for line in node.rows("SELECT title || text || source_address FROM contribution") if "Merkmalperson" in line[0]]


def decidim(node, items, folder):
    path = folder / "open-data.zip"
    path.write_bytes(as_decidim(items))
    _, seconds, _ = node.load(path, process="decidim")
    say(f"  the same as a Decidim download: {path.stat().st_size >> 10} KiB, {len(items)} proposals in {seconds:.2f} s")
    source = {item["id"]: item for item in items}
    wrong = 0
    for number, title, text in node.rows("SELECT source_id, title, text FROM contribution WHERE source LIKE 'decidim%'"):
        want = re.sub(r"\s+", " ", tidy(source[number]["text"]))
        if re.sub(r"\s+", " ", text) != want and want not in re.sub(r"\s+", " ", text):
            wrong += 1
    say(f"  texts that differ after the way through HTML: {wrong}")


def exported(node):
    for form in ("csv", "json"):
        done, seconds = node.run("export", "contributions", "--process", "trial", "--format", form)
        if form == "csv":
            rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
            formulas = [cell for line in rows for cell in line.values() if cell and cell[0] in "=+-@\t\r"]
            guarded = sum(cell.startswith(("'=", "'+", "'-", "'@")) for line in rows for cell in line.values())
            assert not formulas, len(formulas)
        else:
            rows = json.loads(done.stdout)["contributions"]
        say(f"  export as {form}: {len(rows)} rows, {len(done.stdout) >> 10} KiB in {seconds:.2f} s"
            + (f"; {guarded} cells would have started a formula" if form == "csv" else ""))


def hints(items):
    for name, pattern in PERSONAL.items():
        found = sum(bool(pattern.search(f"{item['title']} {item['text']}")) for item in items)
        say(f"  texts that look as if they held a{'n' if name[0] in 'eI' else ''} {name}: {found}")


def pages(node, items):
    """Search and lists of the running node, where it has them."""
    port = free_port()
    server = subprocess.Popen([node.program, "serve", "--data", node.folder, "--set", f"http.port={port}", "--set",
                               "log.level=error"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        def ask(path):
            start = time.monotonic()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
                    return answer.status, answer.read().decode(), time.monotonic() - start, answer.headers
            except urllib.error.HTTPError as error:
                return error.code, "", time.monotonic() - start, error.headers
        status, body, seconds, headers = ask("/participation/data/trial/contributions.csv")
        assert status == 200 and len(list(csv.reader(io.StringIO(body, newline="")))) == len(items) + 1
        say(f"  open data over HTTP: {len(body) >> 10} KiB in {seconds:.2f} s, ETag {'yes' if headers['ETag'] else 'no'}")
        status, body, seconds, _ = ask("/participation/trial/ideas")
        if status != 200:
            say("  this node has no list of ideas yet: search was not tried")
            return
        say(f"  list of ideas: {len(body) >> 10} KiB in {seconds * 1000:.0f} ms")
        for word in WORDS:
            status, body, seconds, _ = ask("/participation/trial/ideas?" + urllib.parse.urlencode({"q": word, "lang": "de"}))
            plain = sum(word.lower() in f"{item['title']} {item['text']}".lower() for item in items)
            words = re.sub(r"<[^>]*>", " ", body)
            found = re.search(r"([\d.]+)\s+(?:Ideen|Idee|Beiträge|Treffer)", words)
            say(f"  search {word!r}: {status}, {found.group(1) if found else '?'} found, {plain} hold the letters, "
                f"{seconds * 1000:.0f} ms")
    finally:
        server.terminate()
        server.wait(20)


def main(binaries, keep=None):
    source = os.environ.get("RAHMENWERK_CONTRIBUTIONS")
    if not source:
        print("RAHMENWERK_CONTRIBUTIONS names no file: nothing to try.")
        return
    items = [json.loads(line) for line in open(source, encoding="utf-8")]
    for item in items:
        item["title"], item["text"] = item.get("title") or "", item.get("text") or ""
    items = [item for item in items if tidy(item["title"]) or tidy(item["text"])]
    processes = collections.Counter(item["process"] for item in items)
    say(f"{len(items)} contributions of {len(processes)} processes; without title {sum(not i['title'] for i in items)}, "
        f"without text {sum(not i['text'] for i in items)}, longest text {max(len(i['text']) for i in items)} characters")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rahmenwerk-real-"))
    try:
        node = Node(str(pathlib.Path(binaries) / "rahmenwerk-node"), keep or str(folder / "node"))
        formats(node, items, folder)
        taken(node, items, folder)
        decidim(node, items, folder)
        exported(node)
        hints(items)
        pages(node, items)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
