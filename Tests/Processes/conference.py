#!/usr/bin/env python3
"""A conference at a real node: hundreds of phones watch one wall while others write cards. Standard library only.

    conference.py BINARIES [WATCHERS] [CARDS] [--nginx]

With --nginx all go by TLS through an nginx of this machine that reads deploy/nginx-node.conf.example as it is, but for ports,
addresses and certificate.

All come from one address. Every watcher must get every card exactly once and in order, although some leave and come back
all the time, a recorder sends each card twice, and the node is ended by SIGTERM and started again in the middle. Prints
how long a card takes from the writer's answer to the screens, and what the node needs. Exits non-zero on any fault.
"""

import asyncio
import http.client
import html
import pathlib
import random
import re
import resource
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

from hub_process import free_port

PASSWORD = "Kirsche Pflaume Mirabelle"


def fail(text):
    print(f"FAIL {text}", file=sys.stderr)
    sys.exit(1)


def trusting():
    """TLS to a certificate that this test has just made."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Nginx:
    """Debian's nginx with the site that deploy/ gives as an example."""

    WORKERS = "worker_rlimit_nofile 8192;\nworker_processes 1;\nevents { worker_connections 4096; }\n"

    def __init__(self, folder, upstream):
        folder = pathlib.Path(folder) / "nginx"
        folder.mkdir()
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
             "/CN=mitmachen.example.org", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
            check=True, capture_output=True)
        self.port, other = free_port(), free_port()
        site = (pathlib.Path(__file__).parents[2] / "deploy" / "nginx-node.conf.example").read_text()
        for pattern, put in [
            (r"\n *listen \[::\][^\n]*", ""), (r"listen 443", f"listen 127.0.0.1:{self.port}"),
            (r"listen 80;", f"listen 127.0.0.1:{other};"), (r"127\.0\.0\.1:8600", f"127.0.0.1:{upstream}"),
            (r"/etc/letsencrypt/\S*fullchain\.pem", str(folder / "cert.pem")),
            (r"/etc/letsencrypt/\S*privkey\.pem", str(folder / "key.pem")),
        ]:
            site, count = re.subn(pattern, put, site)
            if count == 0:
                fail(f"deploy/nginx-node.conf.example has nothing like {pattern}")
        temporary = "".join(f"    {kind}_temp_path {folder}/{kind};\n"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log warn;\n{self.WORKERS}"
            f"http {{\n{temporary}{site}}}\n")
        self.log = folder / "error.log"
        command = [program, "-p", folder, "-e", self.log, "-c", folder / "nginx.conf"]
        checked = subprocess.run(command + ["-t"], capture_output=True, text=True)
        if checked.returncode != 0:
            fail(f"nginx refuses the example: {checked.stderr}")
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


class Node:
    def __init__(self, binaries, folder):
        self.binary = pathlib.Path(binaries) / "rahmenwerk-node"
        self.data = pathlib.Path(folder) / "node"
        self.log = pathlib.Path(folder) / "node.log"
        self.port = self.own_port = free_port()
        # What phones and screens reach: the node itself, or a proxy before it.
        self.is_proxied = False
        self.process = None
        subprocess.run([self.binary, "init", "--data", self.data], check=True, capture_output=True)

    def start(self):
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--set", f"http.port={self.own_port}", "--set", "log.level=warning"]
            + (["--set", "http.trustedProxies=127.0.0.1"] if self.is_proxied else []),
            stderr=open(self.log, "a"), stdout=subprocess.DEVNULL)
        for _ in range(600):
            try:
                if request(self.own_port, "GET", "/healthz", is_plain=True)[0] == 200:
                    return
            except OSError:
                time.sleep(0.02)
        fail(f"the node does not answer: {self.log.read_text()}")

    def status(self, name):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1))

    def stop(self):
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        if code != 0:
            fail(f"the node ended with {code} after SIGTERM")
        return time.monotonic() - begun


context = None


def request(port, method, path, fields=None, cookie=None, is_plain=False):
    if context and not is_plain:
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=context)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Sec-Fetch-Site": "same-origin"}
    body = None
    if fields is not None:
        body = urllib.parse.urlencode(fields)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    if cookie:
        headers["Cookie"] = cookie
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        cookies = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        return answer.status, answer.read().decode(), cookies
    finally:
        connection.close()


def hidden(page):
    """Names and values of the hidden fields of the page's last form."""
    form = page.split("<form ")[-1]
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return [(name, html.unescape(value)) for name, value in fields]


def prepare(node):
    """The first account, a process and an event whose cards are shown at once; gives the event's tables and their links."""
    # The node answers before it has printed the link.
    for _ in range(600):
        found = re.search(r"/staff/link/\S+\n", node.log.read_text())
        if found:
            break
        time.sleep(0.05)
    else:
        fail(f"the node prints no link to the first account: {node.log.read_text()}")
    link = found.group(0).strip()
    page, cookies = request(node.port, "GET", link)[1:]
    cookie = "; ".join(cookies)
    person = [("login", "b.test"), ("name", "B. Test"), ("function", "Test"), ("password", PASSWORD),
              ("password-repeated", PASSWORD)]
    status, _, cookies = request(node.port, "POST", link, hidden(page) + person, cookie)
    if status != 303:
        fail(f"the first account was not made: {status}")
    cookie = "; ".join(cookies)

    def send(path, fields):
        page = request(node.port, "GET", path, cookie=cookie)[1]
        status, answer, _ = request(node.port, "POST", path, hidden(page) + fields, cookie)
        if status != 303:
            fail(f"{path} answers {status}: {re.sub('<[^>]*>', ' ', answer)}")

    send("/staff/participation/processes/new",
         [("title", "Region"), ("question", "Was braucht es?"), ("phase-1-kind", "collect"), ("phase-1-first", "2026-01-01"),
          ("reviewed", "first"), ("published", "yes")])
    tables = [(f"table-{number}-name", f"Tisch {number}") for number in range(1, 7)]
    send("/staff/participation/events/new",
         [("process", "1"), ("title", "Konferenz"), ("kind", "conference"), ("attendance", "on_site"),
          ("first", "2026-03-05"), ("reviewed", "at-once"), ("published", "yes")] + tables)
    page = request(node.port, "GET", "/staff/participation/events/konferenz", cookie=cookie)[1]
    links = [urllib.parse.urlparse(html.unescape(found)).path
             for found in re.findall(r'href="([^"]*/capture/[^"]*)"', page)]
    if len(links) != 6:
        fail(f"{len(links)} links for recorders instead of 6")
    return links


class Watcher:
    """One screen: follows the stream, comes back with the last number it has seen, as browsers do."""

    def __init__(self, port, after, leaves):
        self.port, self.last, self.leaves = port, after, leaves
        self.cards, self.times, self.numbers = [], {}, []
        self.refused = self.returns = 0
        self.is_done = False

    async def run(self):
        while not self.is_done:
            try:
                await self.follow()
            except (OSError, ssl.SSLError, asyncio.IncompleteReadError):
                pass
            self.returns += 1
            await asyncio.sleep(random.uniform(0.1, 0.5))

    async def follow(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, ssl=context)
        try:
            writer.write((f"GET /events/konferenz/stream?after=0 HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n"
                          f"Last-Event-ID: {self.last}\r\n\r\n").encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n")[0]:
                self.refused += 1
                return
            end = time.monotonic() + random.uniform(1, 4) if self.leaves else None
            kind = number = data = ""
            rest = b""
            while not self.is_done:
                timeout = max(0.01, end - time.monotonic()) if end else None
                try:
                    # The end of a chunk travels with the next one.
                    line = await asyncio.wait_for(reader.readuntil(b"\r\n"), timeout)
                    if line == b"\r\n":
                        continue
                    size = int(line, 16)
                except asyncio.TimeoutError:
                    return
                if size == 0:
                    return
                rest += await reader.readexactly(size)
                while b"\n" in rest:
                    line, rest = rest.split(b"\n", 1)
                    line = line.decode()
                    if line.startswith("event: "):
                        kind = line[7:]
                    elif line.startswith("id: "):
                        number = line[4:]
                    elif line.startswith("data: "):
                        data = line[6:]
                    elif not line and kind:
                        self.take(kind, int(number), data)
                        kind = number = data = ""
        finally:
            writer.close()

    def take(self, kind, number, data):
        if kind != "card":
            fail(f"a watcher got {kind} {data}")
        text = re.search(r'"text":"([^"]*)"', data).group(1)
        self.cards.append(text)
        self.numbers.append(number)
        self.times[text] = time.monotonic()
        self.last = number


async def write(port, links, count, written, offset):
    """Phones and recorders at six tables, together some ten cards a second."""
    async def phone(number):
        text = f"Karte {number:04d}"
        path = f"/t/{number % 6 + 1}"
        status, page, _ = await asyncio.to_thread(request, port, "GET", path)
        await asyncio.sleep(random.uniform(2.0, 3.0))
        status, answer, _ = await asyncio.to_thread(request, port, "POST", path, hidden(page) + [("text", text)])
        if status != 303:
            fail(f"{path} answers {status}: {re.sub('<[^>]*>', ' ', answer)[:500]}")
        written[text] = time.monotonic()

    async def recorder(number):
        text = f"Karte {number:04d}"
        fields = [("key", f"{number:032x}"), ("text", text)]
        for attempt in range(2):
            status, answer, _ = await asyncio.to_thread(request, port, "POST", links[number % 6] + "/card", fields)
            if status != 204:
                fail(f"a recorder is answered {status}: {answer}")
            if attempt == 0:
                written[text] = time.monotonic()

    tasks = []
    for number in range(offset, offset + count):
        tasks.append(asyncio.create_task((recorder if number % 5 == 0 else phone)(number)))
        await asyncio.sleep(0.1)
    await asyncio.gather(*tasks)


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def conference(node, links, watchers, cards):
    page = request(node.port, "GET", "/events/konferenz/wall")[1]
    after = int(re.search(r'data-after="(\d+)"', page).group(1))
    alone = node.status("VmRSS")
    screens = [Watcher(node.port, after, leaves=number % 10 == 0) for number in range(watchers)]
    tasks = [asyncio.create_task(screen.run()) for screen in screens]
    await asyncio.sleep(3)
    connected = node.status("VmRSS")
    threads = node.status("Threads")
    idle = processor_seconds(node.process.pid)
    await asyncio.sleep(5)
    idle = (processor_seconds(node.process.pid) - idle) / 5
    written = {}
    await write(node.port, links, cards // 2, written, 0)
    await asyncio.sleep(1)
    busy = node.status("VmRSS")
    first_half = dict(written)
    stopped = await asyncio.to_thread(node.stop)
    await asyncio.to_thread(node.start)
    await write(node.port, links, cards - cards // 2, written, cards // 2)
    for _ in range(200):
        if all(len(screen.cards) >= cards for screen in screens):
            break
        await asyncio.sleep(0.1)
    for screen in screens:
        screen.is_done = True
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    expected = sorted(written)
    for place, screen in enumerate(screens):
        if sorted(screen.cards) != expected:
            missed = set(expected) - set(screen.cards)
            doubled = len(screen.cards) - len(set(screen.cards))
            fail(f"screen {place} missed {sorted(missed)[:5]} ({len(missed)}), got {doubled} twice, refused {screen.refused}")
        if screen.numbers != sorted(screen.numbers):
            fail(f"screen {place} got cards out of order")
    # Measured on the screens that stay, and on cards from before the restart.
    delays = sorted(screen.times[text] - first_half[text] for screen in screens if not screen.leaves for text in first_half)
    refused = sum(screen.refused for screen in screens)
    returns = sum(screen.returns for screen in screens)
    print(f"{watchers} watchers got all {cards} cards once and in order ({returns} returns, {refused} refusals);\n"
          f"a card is on a screen after {delays[len(delays) // 2] * 1000:.0f} ms (median), "
          f"{delays[len(delays) * 99 // 100] * 1000:.0f} ms (99 of 100), {delays[-1] * 1000:.0f} ms at most;\n"
          f"the node had {threads} threads, {alone // 1024} MiB alone, {connected // 1024} MiB with all watching, "
          f"{busy // 1024} MiB after {len(first_half)} cards, {idle * 100:.1f} % of a core while nothing happened; "
          f"ended {stopped:.2f} s after SIGTERM")
    if stopped > 8:
        fail("the streams did not end by themselves when the node was asked to stop")


def main(binaries, watchers=500, cards=120, is_proxied=False):
    global context
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 4096)), hard))
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-conference-") as folder:
        node = Node(binaries, folder)
        proxy = None
        try:
            if is_proxied:
                proxy = Nginx(folder, node.own_port)
                node.port, node.is_proxied, context = proxy.port, True, trusting()
            node.start()
            links = prepare(node)
            asyncio.run(conference(node, links, watchers, cards))
            if "error" in node.log.read_text().lower():
                fail(f"the node complains: {node.log.read_text()[-2000:]}")
            if proxy:
                complaints = [line for line in proxy.log.read_text().splitlines() if is_complaint(line)]
                if complaints:
                    fail(f"nginx complains: {complaints[:5]}")
        finally:
            if proxy:
                proxy.stop()
            if node.process and node.process.poll() is None:
                node.process.kill()
                node.process.wait()


def is_complaint(line):
    """Connections refused and cut are what the restart in the middle looks like from a proxy."""
    return not any(known in line for known in (
        "Connection refused", "prematurely closed", "reset by peer", "Broken pipe", "client disconnected"))


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[2:] if word != "--nginx"]
    main(sys.argv[1], *numbers[:2], is_proxied="--nginx" in sys.argv)
