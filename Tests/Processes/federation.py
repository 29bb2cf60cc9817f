"""A small federation of real processes: one hub, some towns with their real strategies. Standard library only."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from hub_process import REGION, Hub, supervised


def fail(reason):
    print(f"FAILED: {reason}", file=sys.stderr)
    sys.exit(1)


class Node:
    """A town's node, run by its commands."""

    def __init__(self, binaries, folder, town, wrapper=()):
        self.binary = pathlib.Path(binaries) / "rahmenwerk-node"
        self.town = town
        self.data = pathlib.Path(folder) / town
        self.wrapper = list(wrapper)
        self.environment = {**os.environ, "LANG": "C"}

    def start(self, *words):
        return supervised(subprocess.Popen([*self.wrapper, self.binary, *words, "--data", self.data],
                                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                           env=self.environment))

    def run(self, *words, allowed=(0,)):
        process = self.start(*words)
        output, _ = process.communicate(timeout=180)
        if allowed is not None and process.returncode not in allowed:
            fail(f"{self.town}: {' '.join(map(str, words))} ended with {process.returncode}: {output}")
        self.status = process.returncode
        return output

    def say(self, value, period="2022"):
        """One more summary, with another population; what is said when it is sent."""
        table = self.data.parent / f"{self.town}.csv"
        table.write_text(f"indicator,period,value\npopulation,{period},{value}\n")
        self.run("import", "indicators", table)
        self.run("summary", "approve", "--period", period, "--function", "mayor", allowed=None)
        return self.run("summary", "submit", "--period", period, allowed=None)

    def evidence(self):
        return sorted((self.data / "federations" / "region" / "evidence").glob("*.json"))


class Federation:
    """A hub and its towns in one folder, which can be copied while nothing runs."""

    def __init__(self, binaries, folder, towns):
        self.binaries, self.folder = pathlib.Path(binaries), pathlib.Path(folder)
        self.hub = Hub(binaries, folder, ["storage.minimumFreeMegabytes=1"])
        self.towns = {town: Node(binaries, folder, town) for town in towns}

    def found(self, quorum, algorithms={}):
        """Everybody joins, adopts the framework and hands in one summary; then all witness the log."""
        self.hub.create()
        for town in self.towns:
            self.hub.run("invite", town, "--federation", str(REGION / "federation.json5"), "--output",
                         str(self.folder / f"{town}.invitation"))
        self.hub.start()
        for name, town in self.towns.items():
            town.run("init")
            town.run("join", self.folder / f"{name}.invitation", "--name", "region",
                     *(["--algorithm", algorithms[name]] if name in algorithms else []))
            source = REGION / "towns" / name
            town.run("import", "strategy", source)
            town.run("import", "indicators", source / "indicators.csv")
            town.run("adopt", "--file", source / "adoption.csv")
            town.run("summary", "approve", "--period", "2022", "--function", "mayor")
            town.run("summary", "submit", "--period", "2022")
        self.hub.run("witnesses", "--towns", ",".join(self.towns), "--quorum", str(quorum))
        self.witness()

    def witness(self):
        for town in self.towns.values():
            town.run("witness")

    def size(self):
        return int(self.hub.get("/log/checkpoint")[1].split(b"\n")[1])

    def witnessed(self):
        status, note = self.hub.get("/log/witnessed")
        return int(note.split(b"\n")[1]) if status == 200 else 0

    def policy(self, town):
        """The policy as a town knows it, in a file."""
        path = self.folder / "policy"
        path.write_text(self.towns[town].run("policy"))
        return path

    def audit(self, *words):
        done = subprocess.run([self.binaries / "rahmenwerk-audit", *words], capture_output=True, text=True,
                              env={**os.environ, "LANG": "C"})
        return done.returncode, done.stdout + done.stderr

    def export(self, name="export.tar", *words):
        path = self.folder / name
        path.unlink(missing_ok=True)
        self.hub.run("export", "--output", str(path), *words)
        return path


def copied(original, folder, binaries):
    """The same federation again in another folder, at the same port; the hub of the original must not run."""
    shutil.copytree(original.folder, folder)
    copy = Federation(binaries, folder, list(original.towns))
    port = original.hub.port
    copy.hub.port, copy.hub.office, copy.hub.log = port, original.hub.office, original.hub.log
    copy.hub.options = [re.sub(r"^http\.port=.*", f"http.port={port}", word) for word in copy.hub.options]
    return copy
