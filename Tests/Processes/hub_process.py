"""Runs a real hub for tests and benchmarks. Standard library only."""

import atexit
import http.client
import os
import pathlib
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGION = ROOT / "config" / "suedwestfalen"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


_children = []


def supervised(process):
    """Whatever ends this program, what it has started does not outlive it."""
    _children.append(process)
    return process


@atexit.register
def _end_children():
    for process in _children:
        if process.poll() is None:
            process.kill()
            process.wait()


class Hub:
    """One hub on a data folder of its own; it can be killed and started again."""

    def __init__(self, binaries, folder, settings=()):
        self.binary = pathlib.Path(binaries) / "rahmenwerk-hub"
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.options = ["--set", f"data={self.folder / 'hub'}", "--set", f"http.port={self.port}",
                        "--set", "origin=hub.test/log", "--set", "log.level=error"]
        for setting in settings:
            self.options += ["--set", setting]
        self.process = None

    def run(self, *words):
        answer = subprocess.run([self.binary, *words, *self.options], capture_output=True, text=True,
                                env={**os.environ, "LANG": "C"})
        if answer.returncode != 0:
            raise RuntimeError(f"{' '.join(words)} ended with {answer.returncode}: {answer.stderr}")
        return answer.stdout

    def create(self, framework=REGION / "framework.json5"):
        identity = self.run("init", "--federation", str(REGION / "federation.json5"))
        self.office = identity.split()[1]
        self.log = identity.split()[3]
        self.run("framework", "publish", str(framework))

    def start(self):
        self.process = supervised(subprocess.Popen([self.binary, "serve", *self.options], stdout=subprocess.DEVNULL,
                                                   stderr=open(self.folder / "hub.log", "a")))
        self.wait()

    def wait(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.get("/healthz")[0] == 200:
                    return
            except OSError:
                pass
            if self.process.poll() is not None:
                raise RuntimeError(f"the hub ended with {self.process.returncode}; see {self.folder / 'hub.log'}")
            time.sleep(0.005)
        raise RuntimeError("the hub does not answer")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def invite(self, count, role="joiner", start="2020"):
        """Invitation files for `count` made-up test towns."""
        folder = self.folder / "invitations"
        folder.mkdir(exist_ok=True)
        for number in range(count):
            tenant = f"town-{number:04d}"
            self.run("invite", tenant, "--name", f"Town {number}", "--role", role, "--from", start,
                     "--output", str(folder / f"{tenant}.invitation"))
        return folder
