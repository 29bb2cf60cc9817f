#!/usr/bin/env python3
"""Verifies an export (docs/PROTOCOL.md) with public libraries only and none of this project's code.

usage: verify_export.py EXPORT.tar VKEY [OFFICE_THUMBPRINT]
Exit 0 if everything holds, 1 with every fault named otherwise.
"""
import base64, calendar, hashlib, json, os, sys, tarfile, tempfile, warnings
from fractions import Fraction
import bagit
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc import jws
from joserfc.jwk import import_key

faults = []
warnings.filterwarnings("ignore", message="EdDSA is deprecated")

def check(holds, what):
    faults.extend([] if holds else [what])
    return holds

def read(path):
    with open(path, "rb") as file:
        return file.read()

def unpack(path, folder):
    with tarfile.open(path, "r:") as tar:
        names = set()
        for member in tar:
            parts = member.name.split("/")
            if not (member.isreg() or member.isdir()) or ".." in parts or parts[0] == "":
                sys.exit(f"FAULTY: {member.name} is not allowed in an export")
            check(member.name not in names, f"{member.name} stands twice")
            names.add(member.name)
        tar.extractall(folder, filter="data")
    return os.path.join(folder, os.listdir(folder)[0])

def root_of(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root_of(hashes[:split]) + root_of(hashes[split:])).digest()

def checkpoint(note, vkey):
    """The head, once the log's signature (C2SP signed-note, type 1) holds."""
    text, signatures = note[:note.rindex(b"\n\n") + 1], note[note.rindex(b"\n\n") + 2:]
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    check(expected.hex() == key_id and key[0] == 1, "the vkey is not that of a log")
    lines = [line.split(" ") for line in signatures.decode().splitlines()]
    raw = [base64.b64decode(signature, validate=True) for _, who, signature in lines if who == name]
    ours = [signature[4:] for signature in raw if signature[:4] == expected]
    check(ours, "the checkpoint carries no signature of this log")
    for signature in ours:
        Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature, text)
    origin, size, root = text.decode().splitlines()
    check(origin == name, f"the checkpoint is of the log {origin}")
    return origin, int(size), base64.b64decode(root)

def entries_of(log, size):
    for number in range((size + 255) // 256):
        width = min(256, size - number * 256)
        groups = f"{number:03d}" if number < 1000 else f"x{number // 1000:03d}/{number % 1000:03d}"
        bundle = read(f"{log}/tile/entries/{groups}" + (f".p/{width}" if width < 256 else ""))
        for _ in range(width):
            length = int.from_bytes(bundle[:2], "big")
            yield bundle[2:2 + length]
            bundle = bundle[2 + length:]
        check(not bundle, f"bundle {number} has leftovers")

def rounded(value, decimals):
    units = round(value * 10 ** decimals)  # Fraction rounds half to even.
    digits = str(abs(units)).rjust(decimals + 1, "0")
    return ("-" if units < 0 else "") + (digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}")

MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}

def parts_of(period, frequency):
    """The periods of a finer frequency that make up this one, in order; none where it is not finer."""
    own = "half" if "H" in period else "quarter" if "Q" in period else "month" if "-" in period else "year"
    count = MONTHS[own] // MONTHS[frequency]
    if count < 2:
        return []
    number = int(period[-1]) if own in ("half", "quarter") else 1
    sign = {"half": "H{}", "quarter": "Q{}", "month": "{:02d}"}[frequency]
    return [f"{period[:4]}-" + sign.format((number - 1) * count + part + 1) for part in range(count)]

def joined(definition, observations):
    """One town's periods as one by the time rule: (value,) or (numerator, denominator), None where it has none."""
    rule, names = definition["time"], ("value",)
    if definition["space"]["rule"] == "ratio_of_sums":
        names = ("numerator", "denominator")
    used = observations[-1:] if rule == "last" else observations
    if not used or rule == "none" or not all(
            seen and seen["status"] == "reported" and seen["level"] == "town" and all(seen[name] for name in names)
            for seen in used):
        return None
    return tuple(sum(Fraction(seen[name]) for seen in used) / (len(used) if rule == "mean" else 1) for name in names)

def last_day(period):
    """The last day of YYYY, YYYY-Hn, YYYY-Qn or YYYY-MM."""
    year, part = int(period[:4]), period[5:] or "H2"
    month = int(part[1]) * {"H": 6, "Q": 3}[part[0]] if part[0] in "HQ" else int(part)
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"

class Member:
    """Stays and roles of a tenant, each from a day on (section 5, kind membership)."""

    def __init__(self):
        self.stays, self.roles, self.suspended = [], [], False

    def take(self, kind, body):
        day = body["from"] + "-01-01"[len(body["from"]) - 4:]
        if kind == "suspension":
            self.stays[-1][1], self.suspended = min(day, self.stays[-1][1] or day), True
            return
        if kind == "membership":
            self.stays[-1][1] = body["until"]
        elif not self.stays or self.suspended or body["reason"] == "accession":
            self.stays.append([day, None])
        else:
            day = max(day, self.roles[-1][0])
        self.roles = [known for known in self.roles if known[0] < day] + [(day, body["role"])]
        self.suspended = False

    def role(self, day):
        return ([role for start, role in self.roles if start <= day] or [self.roles[0][1]])[-1]

    def reports(self, day):
        member = any(start <= day and (not end or day < end) for start, end in self.stays)
        return member and self.role(day) != "supporter"

    def first(self):
        days = [start for start, _ in self.stays + self.roles if self.reports(start)]
        return min(days, default="9999-12-31")

    def counts(self, day, first, today):
        """Whether its numbers enter a figure of a period that ends on this day; of one before all membership, today's do."""
        if day >= first:
            return self.reports(day)
        end = self.stays[-1][1]
        return not self.suspended and (not end or today < end) and self.role(today) != "supporter"

def recompute(report, index, framework, summaries, members, today):
    """Compares every given sum, weighted mean and ratio of sums of a report; returns how many."""
    compared, definitions = 0, {definition["id"]: definition for definition in framework["indicators"]}
    counting = {(town, seen["indicator"], seen["period"]): seen for town, by_period in summaries.items()
                for _, body in sorted(by_period.values(), key=lambda pair: pair[0]) for seen in body["observations"]}

    def value(town, indicator, period):
        definition = definitions[indicator]
        own = counting.get((town, indicator, period))
        if own:
            return joined({**definition, "time": "last"}, [own])
        return joined(definition, [counting.get((town, indicator, part))
                                   for part in parts_of(period, definition["frequency"])])

    first = min(member.first() for member in members.values())
    for figure in report["figures"]:
        definition, period = definitions[figure["indicator"]], figure["period"]
        rule, weight = definition["space"]["rule"], definition["space"]["weight"]
        if figure["value"] is None or rule not in ("sum", "weighted_mean", "ratio_of_sums"):
            continue
        values = {town: v for town in summaries if members[town].counts(last_day(period), first, today)
                  and (v := value(town, definition["id"], period)) is not None}
        total = sum((v[0] for v in values.values()), Fraction(0))
        named = None
        if rule == "ratio_of_sums":
            total = total / sum(v[1] for v in values.values()) * definition["factor"]
        if rule == "weighted_mean":
            when = period if weight["period"] == "same" else weight["period"]
            named = {"indicator": weight["indicator"], "period": when}
            weights = {town: value(town, weight["indicator"], when)[0] for town in values}
            total = sum(v[0] * weights[town] for town, v in values.items()) / sum(weights.values())
        check(figure["weight"] == named, f"entry {index}: {definition['id']} {period} names another weight")
        found, compared = rounded(total, definition["decimals"]), compared + 1
        check(found == figure["value"], f"entry {index}: {definition['id']} {period} is {found}, not {figure['value']}")
    return compared

def verify(folder, vkey, office):
    bagit.Bag(folder).validate()
    log = f"{folder}/data/log"
    origin, size, root = checkpoint(read(f"{log}/checkpoint"), vkey)
    leaves, chains, keys, frameworks, summaries, members, figures = [], {}, {}, {}, {}, {}, 0
    today = ""
    for index, entry in enumerate(entries_of(log, size)):
        leaves.append(hashlib.sha256(b"\x00" + entry).digest())
        leaf = json.loads(entry)
        statement = read(f"{log}/statement/{leaf['sha256']}")
        check(hashlib.sha256(statement).hexdigest() == leaf["sha256"], f"entry {index}: wrong SHA-256")
        claimed = jws.extract_compact(statement)
        said, kid = json.loads(claimed.payload), claimed.protected["kid"]
        body = said["body"]
        if index == 0:
            check(said["kind"] == "founding" and body["log"] == vkey, "the founding names another log key")
            check(not office or kid == office, f"the founding is signed by {kid}")
            keys = {import_key(key["public"]).thumbprint(): ("office", key["public"]) for key in body["keys"]}
        owner, public = keys.get(kid, (None, None))
        if not check(owner == said["issuer"], f"entry {index}: {kid} is no key of {said['issuer']}"):
            continue
        jws.deserialize_compact(statement, import_key(public), algorithms=["EdDSA", "ES256"])
        number, previous = chains.get(owner, (0, ""))
        check((said["sequence"], said["previous"]) == (number + 1, previous), f"entry {index}: broken chain of {owner}")
        check(said["federation"] == origin and said["kind"] == leaf["kind"], f"entry {index}: leaf and statement differ")
        chains[owner] = (number + 1, leaf["sha256"])
        if said["kind"] == "admission":
            keys = {kid: held for kid, held in keys.items() if held[0] != body["tenant"]}
        for old in body.get("revoke", []):
            keys.pop(old["thumbprint"], None)
        for key in (body["keys"] if said["kind"] == "admission" else body.get("add", [])):
            if key["use"] == "statement":
                keys[import_key(key["public"]).thumbprint()] = (body.get("tenant", owner), key["public"])
        if said["kind"] == "framework":
            frameworks[leaf["sha256"]] = body
        elif said["kind"] == "summary":
            summaries.setdefault(owner, {})[body["period"]] = (index, body)
        elif said["kind"] == "withdrawal":
            gone = summaries[owner].pop(body["period"], (None, None))
            check(gone[0] == body["summary"]["index"], f"entry {index}: withdraws what does not stand")
        elif said["kind"] in ("admission", "suspension", "membership"):
            members.setdefault(body["tenant"], Member()).take(said["kind"], body)
        elif said["kind"] == "report":
            figures += recompute(body, index, frameworks[body["framework"]["sha256"]], summaries, members, today)
        today = leaf["received"][:10]
    check(len(leaves) == size and root_of(leaves) == root, "the entries do not yield the root of the checkpoint")
    return f"{size} entries, root {root.hex()}, {figures} regional figures recomputed"

with tempfile.TemporaryDirectory() as scratch:
    try:
        summary = verify(unpack(sys.argv[1], scratch), sys.argv[2], (sys.argv + [""])[3])
    except Exception as error:
        faults.append(f"{type(error).__name__}: {error}")
print("The export holds: " + summary if not faults else "The export is FAULTY:\n  " + "\n  ".join(faults))
sys.exit(1 if faults else 0)
