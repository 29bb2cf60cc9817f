#!/usr/bin/env python3
"""A federation in which some sign by ECDSA P-256: from joining through summaries, cosignatures and rotations in both
directions to an export that three verifiers take. And one that allows Ed25519 alone, which refuses P-256 in plain words.

    algorithms.py BINARIES PYTHON

PYTHON has the libraries of Tests/Independent. Exits non-zero where anything does not hold.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from federation import Federation, fail
from hub_process import REGION, ROOT

TOWNS = ["arnsberg", "olpe", "soest"]


def algorithm(node, use="statement"):
    """Of the town's key that is valid now."""
    keys = [key for key in json.loads(node.run("key", "list", "--json")) if key["use"] == use and key["last"] is None]
    if len(keys) != 1:
        fail(f"{node.town} has {len(keys)} valid keys for {use}")
    return keys[0]["algorithm"]


def expect(value, wanted, what):
    if value != wanted:
        fail(f"{what}: {value} instead of {wanted}")


def allowed(binaries, python, folder):
    """Both are allowed: olpe begins with P-256, soest and the office change to it, olpe changes back."""
    federation = Federation(binaries, folder, TOWNS)
    federation.found(quorum=3, algorithms={"olpe": "p256"})
    hub, towns = federation.hub, federation.towns
    expect(algorithm(towns["olpe"]), "ES256", "olpe's first key")
    # What cosigns is Ed25519 for everybody: all three make the quorum.
    expect(algorithm(towns["olpe"], "cosigner"), "EdDSA", "olpe's cosigner key")
    expect(federation.witnessed(), federation.size(), "witnessed, olpe included")
    towns["soest"].run("key", "rotate", "--algorithm", "p256", "--yes")
    expect(algorithm(towns["soest"]), "ES256", "soest's second key")
    hub.run("key", "rotate", "--algorithm", "p256", "--yes")
    for town, value in (("soest", 41001), ("olpe", 24001)):
        towns[town].say(value)
        expect(towns[town].status, 0, f"{town} says something under P-256")
    hub.run("report", "2022")
    towns["olpe"].run("key", "rotate", "--algorithm", "ed25519", "--yes")
    expect(algorithm(towns["olpe"]), "EdDSA", "olpe's second key")
    towns["olpe"].say(24002)
    expect(towns["olpe"].status, 0, "olpe says something under Ed25519")
    federation.witness()
    expect(federation.witnessed(), federation.size(), "witnessed in the end")
    for town in towns.values():
        if "ALARM" in town.run("status"):
            fail(f"{town.town} raises an alarm")
    hub.stop()

    export, policy = federation.export(), federation.policy("soest")
    status, verdict = federation.audit("verify", str(export), "--policy", str(policy), "--office", hub.office)
    expect(status, 0, f"the audit says {verdict}")
    # An auditor may allow less than the federation.
    status, verdict = federation.audit("verify", str(export), "--policy", str(policy), "--office", hub.office,
                                       "--algorithms", "EdDSA")
    expect(status, 1, f"an auditor who refuses ES256 is told {verdict}")
    if "ES256" not in verdict:
        fail(f"the verdict does not name the algorithm: {verdict}")
    independent = ROOT / "Tests" / "Independent"
    for words in ([python, independent / "verify_export.py", export, policy, hub.office],
                  [python, independent / "recompute_figures.py", export, policy, hub.office]):
        done = subprocess.run(words, capture_output=True, text=True)
        expect(done.returncode, 0, f"{words[1].name} says {done.stdout}{done.stderr}")
    print("P-256 beside Ed25519: joined, said, cosigned, rotated both ways, exported, verified by three programs", flush=True)


def forbidden(binaries, folder):
    """Ed25519 alone is allowed."""
    file = folder / "federation.json5"
    file.write_text(re.sub(r"^\{", '{ algorithms: ["EdDSA"],', (REGION / "federation.json5").read_text(), count=1))
    federation = Federation(binaries, folder, ["soest"])
    hub, soest = federation.hub, federation.towns["soest"]
    identity = hub.run("init", "--federation", str(file))
    hub.office = identity.split()[1]
    hub.run("framework", "publish", str(REGION / "framework.json5"))
    invitation = folder / "soest.invitation"
    hub.run("invite", "soest", "--federation", str(file), "--output", str(invitation))
    hub.start()
    soest.run("init")
    sentence = "The federation does not allow ES256"
    refused = soest.run("join", invitation, "--name", "region", "--algorithm", "p256", allowed=(1,))
    if sentence not in refused or list(soest.data.glob("federations/region/*.pem")):
        fail(f"joining with P-256 is not refused in plain words, or leaves a key behind: {refused}")
    # The invitation is as good as before.
    soest.run("join", invitation, "--name", "region")
    size = federation.size()
    refused = soest.run("key", "rotate", "--algorithm", "p256", "--yes", allowed=(1,))
    if sentence not in refused or (soest.data / "federations/region/keys-2").exists():
        fail(f"changing to P-256 is not refused in plain words, or leaves a key behind: {refused}")
    try:
        hub.run("key", "rotate", "--algorithm", "p256", "--yes")
        fail("the office changes to an algorithm that the founding does not name")
    except RuntimeError as error:
        if sentence not in str(error) or (folder / "hub/keys/office-2.pem").exists():
            fail(f"the office's change is not refused in plain words, or leaves a key behind: {error}")
    expect(federation.size(), size, "entries after the refusals")
    # Whoever gets past the programs meets the hub's own check; see EntryCheckTests.
    soest.run("key", "rotate", "--yes")
    hub.run("key", "rotate", "--yes")
    hub.stop()
    print("A federation that allows Ed25519 alone refuses P-256 to town and office, and nothing is left behind", flush=True)


def main(binaries, python):
    for act in (lambda folder: allowed(binaries, python, folder), lambda folder: forbidden(binaries, folder)):
        with tempfile.TemporaryDirectory(prefix="rahmenwerk-algorithms-") as folder:
            act(pathlib.Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
