#!/usr/bin/env python3
"""Opens the demo's pages in headless Chromium, German and English, 360 and 1280 px wide, light and dark.

    check_pages.py BINARIES DEMO-DATA [SCREENSHOT-FOLDER]

Each page must load without an error on the console (a violated content security policy is one), must not be wider
than the window, and must have one h1, a title, a skip link that works, labelled tables and a language. Standard library only.
"""

import base64
import http.client
import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Processes"))
from hub_process import free_port  # noqa: E402

PAGES = ["/", "/towns/soest", "/towns/menden", "/indicators/child-poverty", "/indicators/population",
         "/indicators/average-length-of-stay", "/log", "/log/entries/0", "/framework", "/about", "/reports/2022-1", "/problems/fork",
         "/no-such-page"]
NODE_PAGES = ["/", "/staff/login"]
# Behind the log-in, through which the test goes once by the real form.
STAFF_PAGES = ["/staff", "/staff/strategy", "/staff/receipts", "/staff/summary/2022"]
OFFICE_PAGES = ["/office"]
PERSON = {"login": "b.test", "name": "B. Test", "function": "Prüfung im Browser", "password": "Zwetschge Amboss Nebel",
          "password-repeated": "Zwetschge Amboss Nebel"}

PROBE = """(() => {
  const faults = [];
  const say = (fault) => faults.push(fault);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) say(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  if (document.querySelectorAll('h1').length !== 1) say('not exactly one h1');
  if (!document.title.trim()) say('no title');
  if (root.lang !== LANGUAGE) say(`language ${root.lang}`);
  const skip = document.querySelector('a[href^="#"]');
  if (!skip || !document.getElementById(skip.getAttribute('href').slice(1))) say('no skip link that leads anywhere');
  for (const table of document.querySelectorAll('table')) {
    if (!table.querySelector('caption')) say('a table without caption');
    for (const head of table.querySelectorAll('th')) if (!head.hasAttribute('scope')) say('a header cell without scope');
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) say('an id stands twice');
  for (const image of document.querySelectorAll('svg[role="img"]'))
    if (!image.querySelector('title')) say('a chart without title');
  if (document.querySelector('script')) say('a script');
  return faults;
})()"""


class Browser:
    """Chromium by its debugging protocol over one WebSocket."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0",
             f"--user-data-dir={folder}", "about:blank"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for line in self.process.stderr:
            found = re.search(r"ws://127\.0\.0\.1:(\d+)/", line)
            if found:
                break
        else:
            sys.exit("chromium does not start")
        port = int(found.group(1))
        for _ in range(50):
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/json/list")
            targets = [entry for entry in json.loads(connection.getresponse().read()) if entry["type"] == "page"]
            if targets:
                break
            time.sleep(0.1)
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        path = targets[0]["webSocketDebuggerUrl"].split(str(port), 1)[1]
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self.socket.recv(65536)
        self.buffer = self.buffer.split(b"\r\n\r\n", 1)[1]
        self.number = 0
        self.events = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        self.number += 1
        self.send(json.dumps({"id": self.number, "method": method, "params": parameters}).encode())
        while True:
            message = json.loads(self.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def open(self, url, width, dark):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.receive()))
        return [event["params"]["entry"]["text"] for event in self.events
                if event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] == "error"]

    def first_account(self, link):
        """Makes the first account through its form, which logs its owner in."""
        self.open(link, 1280, False)
        self.events.clear()
        self.evaluate("".join(f"document.getElementById({json.dumps(name)}).value = {json.dumps(value)};"
                              for name, value in PERSON.items())
                      + "document.querySelector('main form button').click(); true")
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.receive()))
        if "/link/" in self.evaluate("location.pathname"):
            sys.exit("the first account was not made: " + self.evaluate("document.querySelector('main').innerText"))

    def evaluate(self, script):
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"]["value"]

    def screenshot(self, path):
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        data = self.call("Page.captureScreenshot", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 7000), "scale": 1})["data"]
        path.write_bytes(base64.b64decode(data))

    def send(self, payload):
        head = bytearray([0x81])
        if len(payload) < 126:
            head.append(0x80 | len(payload))
        else:
            head.append(0x80 | 126)
            head += struct.pack(">H", len(payload))
        mask = os.urandom(4)
        self.socket.sendall(bytes(head) + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload)))

    def receive(self):
        def take(count):
            while len(self.buffer) < count:
                more = self.socket.recv(1 << 16)
                if not more:
                    sys.exit("chromium has gone away")
                self.buffer += more
            taken, self.buffer = self.buffer[:count], self.buffer[count:]
            return taken
        message = b""
        while True:
            first, second = take(2)
            length = second & 0x7F
            if length == 126:
                length = struct.unpack(">H", take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", take(8))[0]
            message += take(length)
            if first & 0x80:
                return message

    def close(self):
        self.process.terminate()
        self.process.wait()


def main(binaries, data, shots=None):
    binaries, data = pathlib.Path(binaries), pathlib.Path(data)
    programs = []
    hub, node = free_port(), free_port()
    origin = f"http://127.0.0.1:{hub}"
    programs.append(subprocess.Popen([binaries / "rahmenwerk-hub", "serve", "--settings", data / "hub.json5", "--set",
                                      f"http.port={hub}", "--set", f"staff.publicAddress={origin}"], stderr=subprocess.PIPE,
                                     text=True))
    programs.append(subprocess.Popen([binaries / "rahmenwerk-node", "serve", "--data", data / "nodes" / "soest", "--set",
                                      f"http.port={node}", "--set", "log.level=error"], stderr=subprocess.PIPE, text=True))
    faults = pages = 0
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-browser-") as folder:
        try:
            for port in (hub, node):
                wait(port)
            browser = Browser(folder)
            addresses = [(f"hub{path}", origin + path) for path in PAGES]
            addresses += [(f"node{path}", f"http://127.0.0.1:{node}{path}") for path in NODE_PAGES]
            addresses += [(f"hub{path}", origin + path) for path in OFFICE_PAGES]
            addresses += [(f"node{path}", f"http://127.0.0.1:{node}{path}") for path in STAFF_PAGES]
            links = [first_link(program) for program in programs]
            for name, address in addresses:
                if links and name == f"hub{OFFICE_PAGES[0]}":
                    while links:
                        browser.first_account(links.pop())
                for language in ("de", "en"):
                    for width, dark in ((1280, False), (360, False), (360, True)):
                        pages += 1
                        url = f"{address}?lang={language}"
                        errors = [text for text in browser.open(url, width, dark)
                                  if "no-such-page" not in name or "404" not in text]
                        found = errors + browser.evaluate(PROBE.replace("LANGUAGE", json.dumps(language)))
                        for fault in found:
                            faults += 1
                            print(f"FAIL {name} {language} {width} px: {fault}")
                        if shots:
                            label = name.replace("/", "_") + f"-{language}-{width}{'-dark' if dark else ''}.png"
                            browser.screenshot(pathlib.Path(shots) / label)
            browser.close()
        finally:
            for program in programs:
                program.terminate()
                program.wait()
    print(f"{pages} pages opened, {faults} faults")
    sys.exit(1 if faults else 0)


def first_link(program):
    """The link that `serve` prints while there is no account; the rest of what it says is read and dropped."""
    for line in program.stderr:
        found = re.search(r"https?://\S+/link/\S+", line)
        if found:
            threading.Thread(target=program.stderr.read, daemon=True).start()
            return found.group(0)
    sys.exit("no link for the first account was printed")


def wait(port):
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    sys.exit(f"nothing answers at port {port}")


if __name__ == "__main__":
    main(*sys.argv[1:])
