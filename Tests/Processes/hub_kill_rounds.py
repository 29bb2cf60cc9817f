#!/usr/bin/env python3
"""Kills a hub with SIGKILL again and again while towns submit, and checks that nothing acknowledged is lost.

    hub_kill_rounds.py BINARIES [ROUNDS]

Checked at the end: every receipt that a town got names an entry that is in the log at that place; the root of every
checkpoint a town saw is the root of that many entries (the log never forked); nothing is in the log twice; the store
passes `rebuild`. Exits non-zero on any fault.
"""

import hashlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from hub_process import Hub

TOWNS = 8


def main(binaries, rounds):
    seed = 20261123
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-kill-") as folder:
        hub = Hub(binaries, folder, ["storage.minimumFreeMegabytes=1"])
        hub.create()
        invitations = hub.invite(TOWNS)
        hub.start()
        acknowledged = pathlib.Path(folder) / "acknowledged"
        killed = 0
        summaries = 200 * rounds
        load = subprocess.Popen([pathlib.Path(binaries) / "Load", invitations, "--summaries", str(summaries),
                                 "--stubborn", "--acknowledged", acknowledged], stdout=subprocess.PIPE, text=True)
        while not acknowledged.exists() or acknowledged.stat().st_size == 0:
            if load.poll() is not None:
                fail("the load generator ended early")
            time.sleep(0.02)
        while killed < rounds and load.poll() is None:
            time.sleep(chance.uniform(0.02, 0.35))
            hub.kill()
            killed += 1
            hub.start()
            print(f"\rkilled {killed} of {rounds}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        if killed < rounds:
            fail(f"the towns were done after {killed} rounds; more summaries are needed")
        load.kill()
        load.wait()
        check(hub, acknowledged)
        hub.stop()
        print(hub.run("rebuild").strip())


def check(hub, acknowledged):
    entries = read_log(hub)
    digests = [json.loads(entry)["sha256"] for entry in entries]
    if len(set(digests)) != len(digests):
        fail("a statement is in the log twice")
    roots = roots_of(entries)
    lines = acknowledged.read_text().splitlines()
    for line in lines:
        index, digest, size, root = line.split()
        if int(index) >= len(entries) or digests[int(index)] != digest:
            fail(f"an acknowledged statement is not at its place: {line}")
        if roots[int(size)] != root:
            fail(f"the log was forked: at size {size} a receipt says {root}")
    print(f"{len(lines)} receipts hold, {len(entries)} entries in the log")
    if len(lines) < 100:
        fail("too few receipts for the test to mean anything")


def read_log(hub):
    size = int(hub.get("/log/checkpoint")[1].split(b"\n")[1])
    entries = []
    for number in range((size + 255) // 256):
        width = min(256, size - number * 256)
        suffix = "" if width == 256 else f".p/{width}"
        status, data = hub.get(f"/log/tile/entries/{group(number)}{suffix}")
        if status != 200:
            fail(f"the entry bundle {number} answers {status}")
        while data:
            length = int.from_bytes(data[:2], "big")
            entries.append(data[2:2 + length])
            data = data[2 + length:]
    if len(entries) != size:
        fail("the bundles do not hold as many entries as the checkpoint says")
    return entries


def group(number):
    groups = [number % 1000]
    while number >= 1000:
        number //= 1000
        groups.insert(0, number % 1000)
    return "/".join([f"x{part:03d}" for part in groups[:-1]] + [f"{groups[-1]:03d}"])


def roots_of(entries):
    """The RFC 6962 root after each entry, from a stack of whole subtrees."""
    roots = [hashlib.sha256(b"").hexdigest()]
    stack = []
    for index, entry in enumerate(entries):
        node = hashlib.sha256(b"\0" + entry).digest()
        height = 0
        while index >> height & 1:
            node = hashlib.sha256(b"\1" + stack.pop() + node).digest()
            height += 1
        stack.append(node)
        root = stack[-1]
        for subtree in reversed(stack[:-1]):
            root = hashlib.sha256(b"\1" + subtree + root).digest()
        roots.append(root.hex())
    return roots


def fail(reason):
    print(f"FAILED: {reason}", file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100)
