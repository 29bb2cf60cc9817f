#!/usr/bin/env python3
"""Verifies an export (docs/PROTOCOL.md) with public libraries only and none of this project's code.

usage: verify_export.py EXPORT.tar POLICY [OFFICE_THUMBPRINT] [--earlier CHECKPOINT]
POLICY is your own tlog-policy file; --earlier a checkpoint of this log that you kept. Figures: recompute_figures.py.
"""
import base64, bagit, hashlib, json, os, sys, tarfile, tempfile, warnings
from pathlib import Path
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc import jws
from joserfc.jwk import import_key

faults = []
warnings.filterwarnings("ignore", message="EdDSA is deprecated")
GROUNDWORK = ("admission", "founding", "framework", "key", "membership", "redaction", "suspension", "witnesses")
read = lambda path: Path(path).read_bytes()
sha256 = lambda *parts: hashlib.sha256(b"".join(parts)).digest()

def check(holds, what):
    faults.extend([] if holds else [what])
    return holds

def unpack(path, folder):
    with tarfile.open(path, "r:") as tar:
        plain = {member.name for member in tar if member.isreg() or member.isdir()}
        if len(plain) < len(tar.getmembers()):
            sys.exit("The export is FAULTY: it holds links or devices, or a name stands twice")
        tar.extractall(folder, filter="data")  # Refuses what leads out of the folder.
    return os.path.join(folder, os.listdir(folder)[0])

def root_of(hashes):
    split = 1 << (len(hashes) - 1).bit_length() - 1 if len(hashes) > 1 else 0
    return sha256(b"\x01", root_of(hashes[:split]), root_of(hashes[split:])) if split else (hashes or [sha256()])[0]

class Policy:  # C2SP tlog-policy: whose logs, whose cosignatures, how many.
    def __init__(self, text):
        lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        self.logs = [words[1] for words in lines if words[0] == "log"]
        self.witnesses = {words[1]: words[2] for words in lines if words[0] == "witness"}
        self.groups = {words[1]: words[2:] for words in lines if words[0] == "group"}
        self.quorum = [words[1] for words in lines if words[0] == "quorum"][0]

    def met(self, name, signed):
        if name in self.witnesses or name == "none":
            return name in signed or name == "none"
        count, *members = self.groups[name]
        met = sum(self.met(member, signed) for member in members)
        return met >= ({"any": 1, "all": len(members)}.get(count) or int(count))

def is_signed(note, vkey, kind):  # C2SP signed-note: 1 a log; 4 a witness, whose time stands before its signature.
    text, lines = note[:note.rindex(b"\n\n") + 1], note[note.rindex(b"\n\n") + 2:].decode().splitlines()
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    check(sha256(name.encode(), b"\n", key)[:4].hex() == key_id and key[0] == kind, f"{vkey} is no such key")
    raw = [base64.b64decode(line.split(" ")[2], validate=True) for line in lines if line.split(" ")[1] == name]
    for line in (found := [line[4:] for line in raw if line[:4].hex() == key_id]):
        time = b"cosignature/v1\ntime %d\n" % int.from_bytes(line[:8], "big") if kind == 4 else b""
        Ed25519PublicKey.from_public_bytes(key[1:]).verify(line[-64:], time + text)
    return bool(found)

def checkpoint(note, policy):
    origin, size, root = note[:note.rindex(b"\n\n")].decode().split("\n")
    known = [vkey for vkey in policy.logs if vkey.split("+")[0] == origin and is_signed(note, vkey, 1)]
    check(known, f"no log of the policy has signed the checkpoint of {origin}")
    return origin, int(size), base64.b64decode(root), (known + [""])[0]

def entries_of(log, size):
    for number in range((size + 255) // 256):
        width, groups = min(256, size - number * 256), f"{number % 1000:03d}"
        while number := number // 1000:
            groups = f"x{number % 1000:03d}/{groups}"
        bundle = read(f"{log}/tile/entries/{groups}" + (f".p/{width}" if width < 256 else ""))
        for _ in range(width):
            length = int.from_bytes(bundle[:2], "big")
            yield bundle[2:2 + length]
            bundle = bundle[2 + length:]
        check(not bundle, f"bundle {groups} has leftovers")

def statements(folder, policy, office=None, earlier=None):
    """Takes the log again, entry by entry; yields each with what it says, and the day of the entry before."""
    log, keys, chains, leaves, missing, received = f"{folder}/data/log", {}, {}, [], [], ""
    part = json.loads(read(path)) if os.path.exists(path := f"{folder}/data/selection.json") else None
    origin, size, root, vkey = checkpoint(note := read(f"{log}/checkpoint"), policy)
    signed = [name for name, key in policy.witnesses.items() if is_signed(note, key, 4)]
    check(policy.met(policy.quorum, signed), f"unwitnessed: only {signed} have cosigned")
    def register(new, owner, first):
        for key in new:
            check((kid := import_key(key["public"]).thumbprint()) not in keys, f"{kid} was registered before")
            keys[kid] = {**key, "owner": owner, "first": first, "last": None, "doubted_from": None}
    for index, entry in enumerate(entries_of(log, size)):
        leaves.append(sha256(b"\x00", entry))
        leaf, place, today = json.loads(entry), f"entry {index}", received[:10]
        owner, path = leaf["issuer"], f"{log}/statement/{leaf['sha256']}"
        check(leaf["received"] >= received, f"{place}: received before the one in front of it")
        received, (number, previous) = leaf["received"], chains.get(owner, (0, ""))
        chains[owner] = (number + 1, leaf["sha256"])
        if not os.path.exists(path):
            month, when = int(received[5:7]), (part or {}).get("period") or received[:4]
            parts = ("", received[5:7], f"H{(month + 5) // 6}", f"Q{(month + 2) // 3}")
            selected = not part or part["tenant"] in (None, owner) and received[:4] == when[:4] and when[5:] in parts
            missing += [index] if selected or leaf["kind"] in GROUNDWORK else []
            continue
        statement = read(path)
        check(sha256(statement).hex() == leaf["sha256"] and len(statement) == leaf["bytes"], f"{place}: wrong bytes")
        said, kid = json.loads((claimed := jws.extract_compact(statement)).payload), claimed.protected["kid"]
        body, kind = said["body"], said["kind"]
        if index == 0:
            check(kind == "founding" and body["log"] == vkey, "the founding names another log key")
            check(not office or kid == office, f"the founding is signed by {kid}")
            register(body["keys"], "office", 0)
        key = keys.get(kid, {"owner": None})
        holds = key["owner"] == owner and key["use"] == "statement" and key["first"] <= index and key["last"] is None
        if not check(holds, f"{place}: {kid} is no valid key of {owner}"):
            continue
        jws.deserialize_compact(statement, import_key(key["public"]), algorithms=["EdDSA", "ES256"])
        check((said["sequence"], said["previous"]) == (number + 1, previous), f"{place}: broken chain of {owner}")
        check((said["federation"], kind, said["issuer"]) == (origin, leaf["kind"], owner), f"{place}: another leaf")
        if kind == "admission":
            for old in keys.values():
                old["last"] = index if old["owner"] == body["tenant"] and old["last"] is None else old["last"]
            register(body["keys"], body["tenant"], index + 1)
        if kind == "key":
            for old in body["revoke"]:
                keys[old["thumbprint"]].update(last=index, doubted_from=old["doubted_from"])
            register(body["add"], owner, index + 1)
        missing = [known for known in missing if kind != "redaction" or known != body["target"]["index"]]
        yield index, leaf, said, today
    check(not missing, f"the statements of entries {missing} are missing")
    check(root_of(leaves) == root, "the entries do not yield the root of the checkpoint")
    told = sorted((kid, key["first"], key["last"], key["doubted_from"], key["owner"]) for kid, key in keys.items())
    listed = [(key["kid"], key["first"], key["last"], key["doubted_from"], key["owner"])
              for key in json.loads(read(f"{folder}/data/keys.json"))["keys"]]
    check(told == sorted(listed), "keys.json is not the history that the log tells")
    if earlier:
        _, before, root, _ = checkpoint(read(earlier), policy)
        check(before <= size and root_of(leaves[:before]) == root, f"the log did not go on from {before} entries")

def run(use, words):
    earlier, said = words.pop() if "--earlier" in words and not words.remove("--earlier") else None, ""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            bagit.Bag(folder := unpack(words[0], scratch)).validate()
            said = use(statements(folder, Policy(read(words[1]).decode()), (words + [""])[2], earlier))
        except Exception as error:
            faults.append(f"{type(error).__name__}: {error}")
    print("The export holds: " + said if not faults else "The export is FAULTY:\n  " + "\n  ".join(faults))
    sys.exit(1 if faults else 0)

if __name__ == "__main__":
    run(lambda found: f"{sum(1 for _ in found)} statements", sys.argv[1:])
