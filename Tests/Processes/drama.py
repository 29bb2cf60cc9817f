#!/usr/bin/env python3
"""A drama in acts: hubs that lie, a hub that forgets, a stolen key, a clock a year off, content that goes away. Each is caught by whom it should:
towns, an outsider who watches, an auditor with two exports.

    drama.py BINARIES [PYTHON]

PYTHON is an interpreter that has the libraries of Tests/Independent; with it the other verifier is asked as well.
All are real programs on one machine; the lies are told with copies of the hub's own folder, keys included, as whoever
runs the hub could. Exits non-zero where one is not caught, or not named in plain words.
"""

import base64
import hashlib
import io
import json
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import tempfile

from federation import Federation, copied, fail

TOWNS = ["arnsberg", "olpe", "soest"]


def expect(text, *words):
    for word in words:
        if word not in text:
            fail(f"{word!r} is not said:\n{text}")


def set_back(federation, earlier):
    """The hub's database becomes that of an earlier moment, and everything else that could remind it is gone."""
    hub = federation.folder / "hub"
    for path in list(hub.glob("hub.sqlite*")) + [hub / "published-head"]:
        path.unlink(missing_ok=True)
    for path in (earlier.folder / "hub").glob("hub.sqlite*"):
        if not path.name.endswith(".lock"):
            shutil.copy(path, hub / path.name)


def alarmed(federation, town, kind):
    """The town stops, warns, and holds evidence that the audit program confirms."""
    node = federation.towns[town]
    said = node.run("witness", allowed=(1,))
    expect(node.run("status", allowed=(1,)), "ALARM")
    files = node.evidence()
    if len(files) != 1 or not files[0].name.startswith(kind):
        fail(f"{town} does not hold one {kind} as evidence but {files}: {said}")
    status, verdict = federation.audit("evidence", str(files[0]), "--log", federation.hub.log)
    refused = node.say(41000)
    if node.status == 0:
        fail(f"{town} goes on submitting: {refused}")
    return status, verdict


def watched(federation, place, *wanted):
    """An outsider with nothing but a policy looks at the hub: all is in order, or what is said and filed of it."""
    place.mkdir(exist_ok=True)
    policy = place / "policy"
    if not policy.exists():
        policy.write_text(federation.towns["olpe"].run("policy"))
    status, said = federation.audit("watch", f"http://127.0.0.1:{federation.hub.port}", "--policy", str(policy), "--once",
                                    "--state", str(place / "state.json"), "--evidence", str(place))
    if status != (1 if wanted else 0):
        fail(f"the watch ends with {status}: {said}")
    expect(said, *wanted)
    for file in place.glob("evidence-*.json"):
        status, verdict = federation.audit("evidence", str(file), "--log", federation.hub.log)
        if status != 0:
            fail(f"what the watch has filed proves nothing: {verdict}")
    if wanted and not list(place.glob("evidence-*.json")):
        fail("the watch has filed nothing")


def act_fork(base, folder, binaries):
    """The hub shows one history to soest and another one to olpe."""
    first = copied(base, folder / "first", binaries)
    second = copied(base, folder / "second", binaries)
    first.hub.start()
    first.towns["soest"].say(40001)
    watched(first, folder / "fork-watch")
    first.hub.stop()
    second.hub.start()
    second.towns["olpe"].say(24001)
    watched(second, folder / "fork-watch", "PROVEN", "two different histories")
    # soest meets the hub that olpe knows.
    second.towns["soest"] = first.towns["soest"]
    _, verdict = alarmed(second, "soest", "fork")
    expect(verdict, "PROVEN")
    second.hub.stop()
    # An auditor who gets an export of either.
    exports = [str(federation.export("newest.tar", "--newest")) for federation in (first, second)]
    status, verdict = second.audit("diff", *exports, "--evidence", str(folder / "diff.json"))
    if status != 1:
        fail(f"two exports of two histories pass for one: {status} {verdict}")
    expect(verdict, "FORKED", "First difference")
    status, verdict = second.audit("evidence", str(folder / "diff.json"), "--log", second.hub.log)
    if status != 0:
        fail(f"what diff has filed proves nothing: {verdict}")


def act_dropped_entry(base, folder, binaries):
    """An entry that has its receipt is gone, and the log goes on without it."""
    federation = copied(base, folder / "dropped", binaries)
    federation.hub.start()
    federation.towns["soest"].say(40002)
    watched(federation, folder / "dropped-watch")
    federation.hub.stop()
    set_back(federation, base)
    federation.hub.start()
    for value in (24002, 24003):
        federation.towns["olpe"].say(value)
    watched(federation, folder / "dropped-watch", "PROVEN", "rewritten its history")
    _, verdict = alarmed(federation, "soest", "inconsistent")
    expect(verdict, "PROVEN", "rewritten its history")
    federation.hub.stop()


def act_changed_report(base, folder, binaries):
    """A figure of a report is changed in the export, and all checksums with it."""
    federation = copied(base, folder / "report", binaries)
    federation.hub.run("report", "2022")
    federation.hub.start()
    federation.witness()
    federation.hub.stop()
    policy = federation.policy("soest")
    honest = federation.export()
    status, verdict = federation.audit("verify", str(honest), "--policy", str(policy), "--office", federation.hub.office)
    if status != 0:
        fail(f"the honest export does not verify: {verdict}")
    forged = folder / "forged.tar"
    forge(honest, forged)
    status, verdict = federation.audit("verify", str(forged), "--policy", str(policy), "--office", federation.hub.office)
    if status != 1:
        fail(f"the changed report is not noticed: {status} {verdict}")
    expect(verdict, "reports/2022-1.json")


def forge(honest, forged):
    """Changes one report and makes every manifest fit again."""
    with tarfile.open(honest) as source:
        members = [(member, source.extractfile(member).read() if member.isfile() else None) for member in source]
    content = {member.name.split("/", 1)[1]: data for member, data in members if data is not None}
    changed = content["data/reports/2022-1.json"].replace(b'"reported":3', b'"reported":2', 1)
    if changed == content["data/reports/2022-1.json"]:
        fail("the report has nothing to change")
    content["data/reports/2022-1.json"] = changed

    def manifest(name, files):
        lines = content[name].decode().splitlines()
        content[name] = ("\n".join(f"{hashlib.sha256(content[line.split('  ')[1]]).hexdigest()}  {line.split('  ')[1]}"
                                   for line in lines) + "\n").encode()
    manifest("manifest-sha256.txt", "data")
    manifest("tagmanifest-sha256.txt", "tags")
    with tarfile.open(forged, "w", format=tarfile.USTAR_FORMAT) as target:
        for member, data in members:
            if data is None:
                target.addfile(member)
            else:
                data = content[member.name.split("/", 1)[1]]
                member.size = len(data)
                target.addfile(member, io.BytesIO(data))


def act_last_weeks_backup(base, folder, binaries):
    """The hub comes back from an old backup and does not know what it lacks: a town tells it, and brings it back."""
    federation = copied(base, folder / "backup", binaries)
    hub = federation.hub
    backup = folder / "last-week.sqlite"
    hub.run("backup", str(backup))
    hub.start()
    old = federation.size()
    federation.towns["soest"].say(40003)
    # olpe sleeps and has not seen it.
    for town in ("soest", "arnsberg"):
        federation.towns[town].run("witness")
    lost = federation.size()
    hub.stop()
    for path in list((federation.folder / "hub").glob("hub.sqlite*")) + [federation.folder / "hub" / "published-head"]:
        path.unlink()
    hub.run("restore", str(backup), "--at-least", str(old))
    hub.wait = lambda seconds=30: None
    hub.start()
    wait_for(hub, "/healthz", 503)
    # Nobody is refused for good: what is sent now waits.
    said = federation.towns["olpe"].say(24004)
    expect(said, "lost-history")
    # The town that has seen more shows the hub its own signature.
    federation.towns["soest"].run("witness", allowed=None)
    status, page = hub.get("/healthz")
    if status != 503:
        fail("the hub goes on over a history that it has lost")
    expect(page.decode(), f"up to size {lost}")
    hub.stop()
    # The town's copy brings the entries back.
    from hub_process import free_port
    port = free_port()
    serving = federation.towns["soest"].start("serve", "--set", f"http.port={port}", "--set", "log.level=error")
    wait_for_port(port)
    try:
        expect(hub.run("recover", "--from", f"http://127.0.0.1:{port}/federations/region"), f"-> {lost}")
    finally:
        serving.terminate()
        serving.wait()
    hub.start()
    wait_for(hub, "/healthz", 503)
    federation.witness()
    wait_for(hub, "/healthz", 200)
    federation.towns["olpe"].run("send")
    federation.witness()
    for town in federation.towns.values():
        if "ALARM" in town.run("status", allowed=None):
            fail(f"{town.town} raises a false alarm")
    hub.stop()
    policy = federation.policy("arnsberg")
    status, verdict = federation.audit("verify", str(federation.export()), "--policy", str(policy), "--office", hub.office)
    if status != 0:
        fail(f"the recovered log does not verify: {verdict}")


def act_stolen_key(base, folder, binaries):
    """Somebody has copied soest's folder and speaks in its name."""
    federation = copied(base, folder / "stolen", binaries)
    shutil.copytree(federation.folder / "soest", federation.folder / "thief")
    federation.hub.start()
    thief = federation.towns["soest"]
    honest = copied_node(federation, "thief", binaries)
    thief.say(99999)
    federation.towns["soest"] = honest
    status, verdict = alarmed(federation, "soest", "foreign")
    expect(verdict, "soest")
    federation.hub.stop()


def copied_node(federation, folder, binaries):
    from federation import Node
    node = Node(binaries, federation.folder, "soest")
    node.data = federation.folder / folder
    return node


def act_clock_a_year_off(base, folder, binaries):
    """A town's clock runs a year ahead: nothing dated so is taken."""
    federation = copied(base, folder / "clock", binaries)
    federation.hub.start()
    before = federation.size()
    node = federation.towns["soest"]
    node.wrapper = ["faketime", "-f", "+1y"]
    said = node.say(40005)
    expect(said, "24")
    if federation.size() != before:
        fail("a statement from next year is in the log")
    node.run("witness", allowed=None)
    if federation.witnessed() > before:
        fail("a cosignature from next year was taken")
    federation.hub.stop()


def act_redaction(base, folder, binaries):
    """Content is taken away in the open, and then a hub makes up an entry under soest's name and takes that away."""
    federation = copied(base, folder / "redaction", binaries)
    hub, soest = federation.hub, federation.towns["soest"]
    hub.run("report", "2022")
    hub.start()
    target = federation.size()
    soest.run("publish", "strategy", "--yes")
    federation.witness()
    policy = federation.policy("olpe")
    before = federation.export("before.tar")
    hub.run("redact", str(target), "--reason", "Wunsch der Kommune", "--rule", "Art. 17 DSGVO", "--yes")
    status, _ = hub.get(f"/log/entries/{target}")
    if status != 200:
        fail(f"the entry itself went away with its content: {status}")
    # Chain and figures go on: soest and the others speak, cosign, and nobody is alarmed.
    soest.say(40006)
    if soest.status != 0:
        fail("soest's chain does not go on behind its redacted statement")
    federation.witness()
    for town in federation.towns.values():
        if "ALARM" in town.run("status"):
            fail(f"{town.town} is alarmed by a redaction in the open")
    if federation.witnessed() != federation.size():
        fail("the log is not witnessed behind the redaction")
    after = federation.export("after.tar")
    told = ("--policy", str(policy), "--office", hub.office)
    status, verdict = federation.audit("verify", str(after), *told)
    if status != 0:
        fail(f"the export does not verify behind the redaction: {verdict}")
    expect(verdict, f"content of entry {target}", "Wunsch der Kommune", "Art. 17 DSGVO")
    status, verdict = federation.audit("diff", str(before), str(after), *told)
    if status != 0:
        fail(f"the log is not append-only behind the redaction: {verdict}")
    expect(verdict, "Redacted", str(target))
    with tarfile.open(after) as tar:
        if not any(name.endswith("/reports/2022-1.json") for name in tar.getnames()):
            fail("the report that is to be recomputed is not in the export")
    if len(sys.argv) > 2:
        independent = pathlib.Path(__file__).resolve().parents[1] / "Independent"
        for other in ("verify_export.py", "recompute_figures.py"):
            done = subprocess.run([sys.argv[2], independent / other, after, policy, hub.office], capture_output=True, text=True)
            if done.returncode != 0:
                fail(f"{other} refuses the export behind the redaction: {done.stdout}{done.stderr}")
    hub.stop()
    invented = invent(federation)
    hub.start()
    _, verdict = alarmed(federation, "soest", "foreign")
    expect(verdict, "soest", str(invented))
    hub.stop()


def invent(federation):
    """The hub's operator writes an entry under soest's name into the log, of a statement that never was, and a redaction
    of it behind, signed by the office; then signs the log over both. Returns the entry's index."""
    hub = federation.folder / "hub"
    database = sqlite3.connect(hub / "hub.sqlite")
    entries = database.execute("SELECT position, leaf, statement FROM entry ORDER BY position").fetchall()
    size = len(entries)
    if size + 2 > 255:
        fail("the log is too long for this lie: one tile is filled by hand")
    received = json.loads(entries[-1][1])["received"]

    def canonical(value):
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def signed(key, message):
        file = federation.folder / "to-sign"
        file.write_bytes(message)
        return subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", hub / "keys" / key, "-rawin", "-in", file],
                              check=True, capture_output=True).stdout

    def url(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    def leaf(issuer, kind, statement):
        return canonical({"bytes": len(statement), "issuer": issuer, "kind": kind, "received": received,
                          "sha256": hashlib.sha256(statement).hexdigest(), "version": 1})

    never = b"what nobody has ever said"
    own = [row for row in entries if json.loads(row[1])["issuer"] == "office"]
    last = own[-1][2]
    header = json.loads(base64.urlsafe_b64decode(last.split(b".")[0] + b"=="))
    said = canonical({
        "body": {"by": "author", "reason": "Auf Wunsch", "rule": "Art. 17 DSGVO",
                 "target": {"index": size, "sha256": hashlib.sha256(never).hexdigest()}},
        "federation": "hub.test/log", "issued": received, "issuer": "office", "kind": "redaction",
        "previous": hashlib.sha256(last).hexdigest(), "sequence": len(own) + 1, "version": 1})
    text = url(canonical(header)) + b"." + url(said)
    redaction = text + b"." + url(signed("office.pem", text))
    added = [(size, leaf("soest", "declaration", never), hashlib.sha256(never).digest(), None),
             (size + 1, leaf("office", "redaction", redaction), hashlib.sha256(redaction).digest(), redaction)]

    def root(hashes):
        if len(hashes) == 1:
            return hashes[0]
        split = 1 << (len(hashes) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + root(hashes[:split]) + root(hashes[split:])).digest()

    hashes = [hashlib.sha256(b"\x00" + row[1]).digest() for row in [*entries, *added]]
    body = b"hub.test/log\n%d\n%s\n" % (size + 2, base64.b64encode(root(hashes)))
    key_id = bytes.fromhex(federation.hub.log.split("+")[1])
    note = body + b"\n" + "\u2014 hub.test/log ".encode() + base64.b64encode(key_id + signed("log.pem", body)) + b"\n"
    with database:
        database.executemany("INSERT INTO entry (position, leaf, sha256, statement) VALUES (?, ?, ?, ?)", added)
        database.execute("UPDATE tile SET hashes = ? WHERE level = 0 AND number = 0", (b"".join(hashes),))
        database.execute("INSERT INTO head (size, checkpoint) VALUES (?, ?)", (size + 2, note))
    database.close()
    return size


def wait_for(hub, path, expected):
    import time
    for _ in range(600):
        try:
            if hub.get(path)[0] == expected:
                return
        except OSError:
            pass
        time.sleep(0.05)
    fail(f"{path} does not answer {expected}")


def wait_for_port(port):
    import http.client
    import time
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
    fail(f"nothing answers at port {port}")


ACTS = [act_fork, act_dropped_entry, act_changed_report, act_last_weeks_backup, act_stolen_key, act_clock_a_year_off,
        act_redaction]


def main(binaries):
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-drama-") as folder:
        folder = pathlib.Path(folder)
        (folder / "base").mkdir()
        base = Federation(binaries, folder / "base", TOWNS)
        base.found(quorum=2)
        if base.witnessed() != base.size():
            fail(f"the log of {base.size()} entries is witnessed up to {base.witnessed()} only")
        base.hub.stop()
        for act in ACTS:
            act(base, folder, binaries)
            print(f"caught: {act.__doc__.splitlines()[0]}", flush=True)


if __name__ == "__main__":
    # What was started ends with this program, also when it is told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    main(sys.argv[1])
