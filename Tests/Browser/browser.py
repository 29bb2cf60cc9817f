"""Headless Chromium by its debugging protocol, with the standard library only, and the programs it looks at."""

import base64
import http.client
import importlib.util
import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import threading
import time

PERSON = {"login": "b.test", "name": "B. Test", "function": "Prüfung im Browser", "password": "Zwetschge Amboss Nebel",
          "password-repeated": "Zwetschge Amboss Nebel"}


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
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
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
        self.wait_until_loaded()
        return [event["params"]["entry"]["text"] for event in self.events
                if event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] == "error"]

    def wait_until_loaded(self):
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(json.loads(self.receive()))

    def fill(self, values):
        """Puts values into the fields of these names; a list ticks boxes, text chooses an option or a radio button."""
        missing = self.evaluate(f"""(() => {{
          const missing = [];
          for (const [name, value] of Object.entries({json.dumps(values)})) {{
            const fields = [...document.getElementsByName(name)].filter((field) => field.type !== 'hidden');
            if (!fields.length) missing.push(name);
            for (const field of fields) {{
              if (field.type === 'radio' || field.type === 'checkbox') field.checked = [value].flat().includes(field.value);
              else field.value = value;
            }}
          }}
          return missing;
        }})()""")
        if missing:
            raise LookupError(f"{self.path()} has no field {', '.join(missing)}")

    def press(self, label):
        """Presses the button, or follows the link, whose words begin with `label`, and waits for the next page."""
        self.events.clear()
        found = self.evaluate(f"""(() => {{
          const all = [...document.querySelectorAll('main button, main a, main input[type=submit]')];
          const one = all.find((element) => element.innerText.trim().startsWith({json.dumps(label)}));
          if (one) one.click();
          return Boolean(one);
        }})()""")
        if not found:
            raise LookupError(f"{self.path()} has neither button nor link {label!r}:\n{self.text()[:2000]}")
        self.wait_until_loaded()

    def path(self):
        return self.evaluate("location.pathname")

    def text(self):
        return self.evaluate("document.querySelector('main').innerText")

    def violations(self):
        """What axe-core finds wrong with the page by WCAG 2.1 A and AA and its own good practice."""
        if not self.evaluate("typeof window.axe === 'object'"):
            self.call("Runtime.evaluate", expression=axe_source())
        found = self.call("Runtime.evaluate", awaitPromise=True, returnByValue=True, expression="""axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations']
        }).then((result) => result.violations.map((one) =>
          `axe: ${one.id}: ${one.help}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')}`))""")
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"].get("exception", {}).get("description", "axe-core failed"))
        return found["result"]["value"]

    def first_account(self, link):
        """Makes the first account through its form, which logs its owner in."""
        self.open(link, 1280, False)
        self.fill(PERSON)
        self.events.clear()
        self.evaluate("document.querySelector('main form button').click(); true")
        self.wait_until_loaded()
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
        elif len(payload) < 65536:
            head.append(0x80 | 126)
            head += struct.pack(">H", len(payload))
        else:
            head.append(0x80 | 127)
            head += struct.pack(">Q", len(payload))
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


def axe_source():
    """axe-core as the PyPI package axe-playwright-python ships it."""
    found = importlib.util.find_spec("axe_playwright_python")
    if not found:
        sys.exit("axe-core is missing: pip install --no-deps axe-playwright-python")
    return (pathlib.Path(found.origin).parent / "axe.min.js").read_text()
