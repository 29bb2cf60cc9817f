#!/usr/bin/env python3
"""Kills hub and nodes with SIGKILL again and again while towns submit and witness the log.

    witness_kill_rounds.py BINARIES [ROUNDS]

Checked at the end: no town has raised an alarm or kept evidence (no false alarm), what was witnessed never went back, every
statement is in the log once and has a receipt under a quorum, and the export verifies under the policy that a town holds.
Exits non-zero on any fault.
"""

import random
import signal
import sys
import tempfile
import time

from federation import Federation, fail

TOWNS = ["arnsberg", "olpe", "soest"]


def main(binaries, rounds):
    chance = random.Random(20261126)
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-witness-") as folder:
        federation = Federation(binaries, folder, TOWNS)
        federation.found(quorum=2)
        hub = federation.hub
        killed = hubs = 0
        witnessed = federation.witnessed()
        expected = {town: 1 for town in TOWNS}
        for number in range(rounds):
            town = federation.towns[chance.choice(TOWNS)]
            table = federation.folder / "change.csv"
            table.write_text(f"indicator,period,value\npopulation,2022,{40000 + number}\n")
            town.run("import", "indicators", table)
            town.run("summary", "approve", "--period", "2022", "--function", "mayor")
            expected[town.town] += 1
            processes = [town.start("summary", "submit", "--period", "2022")]
            processes += [one.start("witness") for one in federation.towns.values()]
            chance.shuffle(processes)
            if chance.random() < 0.4:
                time.sleep(chance.uniform(0.0, 0.05))
                hub.kill()
                hubs += 1
            for process in processes:
                time.sleep(chance.uniform(0.0, 0.02))
                if process.poll() is None and chance.random() < 0.7:
                    process.send_signal(signal.SIGKILL)
                    killed += 1
            for process in processes:
                process.communicate()
            if hub.process.poll() is not None:
                hub.start()
            town.run("summary", "submit", "--period", "2022", allowed=(0, 1))
            now = federation.witnessed()
            if now < witnessed:
                fail(f"witnessed was size {witnessed} and is {now}")
            witnessed = now
            print(f"\rkilled {killed} nodes and {hubs} hubs in {number + 1} rounds", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        if killed < rounds // 2 or hubs < rounds // 8:
            fail(f"only {killed} nodes and {hubs} hubs were killed; the test means little")
        for town in federation.towns.values():
            town.run("send", allowed=(0, 1))
        # Twice: who came first meets the quorum that the others have made.
        federation.witness()
        federation.witness()
        check(federation, expected)
        hub.stop()
        print(f"{killed} nodes and {hubs} hubs killed; {sum(expected.values())} summaries, each in the log once, all witnessed")


def check(federation, expected):
    size = federation.size()
    if federation.witnessed() != size:
        fail(f"the log has {size} entries and is witnessed up to {federation.witnessed()}")
    for name, town in federation.towns.items():
        status = town.run("status", allowed=None)
        if "ALARM" in status or town.evidence():
            fail(f"{name} raises a false alarm: {status}")
        folder = federation.folder / f"receipts-{name}"
        lines = [line.split("\t") for line in town.run("receipts", "--export", folder).splitlines() if "\t" in line]
        summaries = [line for line in lines if line[1] == "summary"]
        if len(summaries) != expected[name]:
            fail(f"{name} has approved {expected[name]} summaries and holds {len(summaries)} receipts")
        for sequence, kind, _, _ in lines:
            receipt = (folder / f"{sequence}-{kind}.tlog-proof").read_text()
            if receipt.count("/witness/") < 2:
                fail(f"the receipt {sequence} of {name} is not under a quorum")
    policy = federation.policy("soest")
    status, verdict = federation.audit("verify", str(federation.export()), "--policy", str(policy), "--office",
                                       federation.hub.office)
    if status != 0:
        fail(f"the export does not verify: {verdict}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 500)
