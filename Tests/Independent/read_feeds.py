#!/usr/bin/env python3
"""Reads the Atom feeds of the demo's towns with feedparser, which shares no code with the project.

    read_feeds.py BINARIES DEMO-DATA

Each feed must be well-formed and complete, name each entry once and by the same identifier in another request, after a restart and
at another address, and lead to pages that are there.
"""

import http.client
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

import feedparser

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Processes"))
from hub_process import free_port  # noqa: E402

MOST_IDEAS = 20


class Town:
    """A node that serves a copy of a town's data."""

    def __init__(self, binary, data):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen([binary, "serve", "--data", data, "--set", f"http.port={self.port}", "--set",
                                         "log.level=error"], stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not self.answers():
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit(f"{data} is not served")
            time.sleep(0.05)

    def answers(self):
        try:
            return self.get("/healthz") is not None
        except OSError:
            return False

    def get(self, target):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", target)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{target} answers {answer.status}")
        return answer.getheader("Content-Type"), body

    def stop(self):
        self.process.terminate()
        if self.process.wait() != 0:
            sys.exit("a node ended with a fault")


def subjects(town):
    """The house, its processes, and some of their ideas, as the pages lead to them."""
    found = ["all"]
    _, start = town.get("/participation?lang=de")
    for path in sorted(set(re.findall(r'href="(/participation/[a-z0-9-]+)\?lang=de"', start.decode()))):
        _, page = town.get(f"{path}?lang=de")
        found += re.findall(r"/participation/follow\?subject=(process(?::|%3A)\d+)", page.decode())
        if f'href="{path}/ideas?' in page.decode():
            _, ideas = town.get(f"{path}/ideas?lang=de&sort=new")
            found += [f"contribution:{number}" for number in
                      re.findall(r"/participation/ideas/(\d+)\?", ideas.decode())[:MOST_IDEAS]]
    return list(dict.fromkeys(urllib.parse.unquote(subject) for subject in found))


def check(condition, what):
    if not condition:
        sys.exit(what)


def read(town, subject, language):
    target = f"/participation/feed?subject={urllib.parse.quote(subject)}&lang={language}"
    kind, body = town.get(target)
    feed = feedparser.parse(body, response_headers={"content-type": kind})
    name = f"{town.origin}{target}"
    check(not feed.bozo, f"{name}: {feed.get('bozo_exception')}")
    check(feed.version == "atom10", f"{name}: read as {feed.version!r}")
    check(kind.startswith("application/atom+xml"), f"{name}: served as {kind}")
    check(feed.feed.get("title") and feed.feed.get("id") and feed.feed.get("updated_parsed"), f"{name}: no title, id or updated")
    check(feed.feed.get("author_detail", {}).get("name"), f"{name}: no author")
    check(body.decode().count("<entry>") == len(feed.entries), f"{name}: entries were not read")
    links = {link.rel: link.href for link in feed.feed.links}
    check(urllib.parse.unquote(links.get("self", "")) == urllib.parse.unquote(name), f"{name}: calls itself {links.get('self')}")
    identifiers = [entry.get("id") for entry in feed.entries]
    check(all(identifiers) and len(set(identifiers)) == len(identifiers), f"{name}: an entry has no identifier of its own")
    moments = [entry.get("updated_parsed") for entry in feed.entries]
    check(all(moments), f"{name}: an entry does not say when")
    check(moments == sorted(moments, reverse=True), f"{name}: the newest entry is not first")
    check(not moments or feed.feed.updated_parsed >= moments[0], f"{name}: the feed is older than its entries")
    for entry in feed.entries:
        check(entry.get("title") and entry.get("link"), f"{name}: {entry.get('id')} has no title or link")
    for link in [*links.values(), *(entry.link for entry in feed.entries)]:
        check(link.startswith(town.origin + "/"), f"{name}: the link {link} is not absolute")
    return feed


def pages(feeds):
    return {entry.link.split("#")[0] for feed in feeds.values() for entry in feed.entries}


def main(binaries, data):
    count = entries = 0
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-feeds-") as folder:
        for source in sorted((pathlib.Path(data) / "nodes").iterdir()):
            copy = f"{folder}/{source.name}"
            shutil.copytree(source, copy)
            town = Town(pathlib.Path(binaries) / "rahmenwerk-node", copy)
            try:
                asked = [(subject, language) for subject in subjects(town) for language in ("de", "en")]
                check(len(asked) > 2, f"{source.name} leads to no feeds but its own")
                first = {one: read(town, *one) for one in asked}
                for link in sorted(pages(first)):
                    with urllib.request.urlopen(link, timeout=60) as page:
                        check(page.status == 200, f"{link} answers {page.status}")
            finally:
                town.stop()
            # Another process at another port: identifiers stay what they are.
            town = Town(pathlib.Path(binaries) / "rahmenwerk-node", copy)
            try:
                for one, feed in first.items():
                    again = read(town, *one)
                    check(again.feed.id == feed.feed.id and [entry.id for entry in again.entries] ==
                          [entry.id for entry in feed.entries], f"{source.name}: the identifiers of {one} changed")
            finally:
                town.stop()
            whole = [feed.feed.id for feed in first.values()]
            check(len(set(whole)) == len(whole), f"{source.name}: two feeds have one identifier")
            count += len(first)
            entries += sum(len(feed.entries) for feed in first.values())
    check(entries > 0, "no feed has an entry")
    print(f"read {count} Atom feeds with {entries} entries")


if __name__ == "__main__":
    main(*sys.argv[1:])
