#!/usr/bin/env python3
"""Kills a node with SIGKILL again and again in the middle of signing and sending, and checks that nothing is lost.

    node_kill_rounds.py BINARIES [ROUNDS]

Each round changes a value, approves the summary, kills `submit` after a random time and, every third round, the hub
too. At the end: each approved summary is in the log exactly once, in order, with a receipt at the node; the chain has
no fork; the export verifies. Exits non-zero on any fault.
"""

import base64
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

from hub_kill_rounds import fail, read_log
from hub_process import REGION, Hub

TOWN = "soest"


class Node:
    def __init__(self, binaries, folder):
        self.binary = pathlib.Path(binaries) / "rahmenwerk-node"
        self.data = pathlib.Path(folder) / "node"
        self.environment = {**os.environ, "LANG": "C"}

    def start(self, *words):
        return subprocess.Popen([self.binary, *words, "--data", self.data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                text=True, env=self.environment)

    def run(self, *words, allowed=(0,)):
        process = self.start(*words)
        output, _ = process.communicate(timeout=120)
        if process.returncode not in allowed:
            fail(f"{' '.join(map(str, words))} ended with {process.returncode}: {output}")
        return output


def main(binaries, rounds):
    chance = random.Random(20261123)
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-kill-") as folder:
        hub = Hub(binaries, folder, ["storage.minimumFreeMegabytes=1"])
        hub.create()
        invitation = pathlib.Path(folder) / "invitation"
        hub.run("invite", TOWN, "--federation", str(REGION / "federation.json5"), "--output", str(invitation))
        hub.start()
        node = Node(binaries, folder)
        node.run("init")
        node.run("join", invitation, "--name", "region")
        town = REGION / "towns" / TOWN
        node.run("import", "strategy", town)
        node.run("import", "indicators", town / "indicators.csv")
        node.run("adopt", "--file", town / "adoption.csv")
        approved = killed = 0
        table = pathlib.Path(folder) / "change.csv"
        for number in range(rounds):
            table.write_text(f"indicator,period,value\npopulation,2022,{40000 + number}\n")
            node.run("import", "indicators", table)
            node.run("summary", "approve", "--period", "2022", "--function", "mayor")
            approved += 1
            process = node.start("summary", "submit", "--period", "2022")
            time.sleep(chance.uniform(0.0, 0.02))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                killed += 1
            process.wait()
            if number % 3 == 0:
                hub.kill()
                hub.start()
            # What was approved but not signed when the node died is signed now; what was signed is not signed again.
            submitted = node.run("summary", "submit", "--period", "2022", allowed=(0, 1))
            del submitted
            print(f"\rkilled {killed} of {number + 1}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        node.run("send", allowed=(0, 1))
        check(hub, node, approved)
        if killed < rounds // 3:
            fail(f"only {killed} of {rounds} rounds killed anything; the test means little")
        hub.stop()
        export = pathlib.Path(folder) / "export.tar"
        hub.run("export", "--output", str(export))
        policy = pathlib.Path(folder) / "policy"
        policy.write_text(f"log {hub.log}\nquorum none\n")
        verdict = subprocess.run([pathlib.Path(binaries) / "rahmenwerk-audit", "verify", export, "--policy", policy, "--office",
                                  hub.office], capture_output=True, text=True)
        if verdict.returncode != 0:
            fail(f"the export does not verify: {verdict.stdout}")
        print(f"{killed} kills, {approved} summaries approved, each in the log once")


def check(hub, node, approved):
    values = []
    for entry in map(json.loads, read_log(hub)):
        if entry["kind"] == "summary" and entry["issuer"] == TOWN:
            payload = hub.get(f"/log/statement/{entry['sha256']}")[1].split(b".")[1]
            body = json.loads(base64.urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)))["body"]
            values.append(next(row["value"] for row in body["observations"]
                               if row["indicator"] == "population" and row["period"] == "2022"))
    if values != [str(40000 + number) for number in range(approved)]:
        fail(f"{approved} summaries were approved, the log has {len(values)}: {values}")
    status = json.loads(node.run("status", "--json"))
    if any(federation.get("waiting") for federation in status.get("federations", [])):
        fail(f"statements still wait in the outbox: {status}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100)
