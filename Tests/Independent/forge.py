#!/usr/bin/env python3
"""Writes a forged copy of an export whose manifests fit again, so that a checksum alone does not tell it.

usage: forge.py EXPORT.tar FORGED.tar statement|missing|entry|witness|keys
"""
import hashlib, io, sys, tarfile

export, forged, kind = sys.argv[1:]
with tarfile.open(export) as tar:
    members = [(member, tar.extractfile(member).read() if member.isfile() else None) for member in tar]
top = members[0][0].name
files = {member.name[len(top) + 1:]: content for member, content in members if content is not None}
before = dict(files)
statement = sorted(name for name in files if name.startswith("data/log/statement/"))[3]
bundle = sorted(name for name in files if name.startswith("data/log/tile/entries/"))[0]

if kind == "statement":  # The last character but one of a signature.
    letter = b"A" if files[statement][-2:-1] != b"A" else b"B"
    files[statement] = files[statement][:-2] + letter + files[statement][-1:]
elif kind == "missing":
    del files[statement]
elif kind == "entry":  # A year earlier.
    place = files[bundle].index(b'"received":"20') + 14
    files[bundle] = files[bundle][:place] + b"00" + files[bundle][place + 2:]
elif kind == "witness":  # The text, the empty line, and the log's own signature.
    files["data/log/checkpoint"] = b"".join(files["data/log/checkpoint"].splitlines(keepends=True)[:5])
elif kind == "keys":
    files["data/keys.json"] = files["data/keys.json"].replace(b'"last":null', b'"last":1', 1)
if files == before:
    sys.exit(f"forge: nothing to forge for {kind}")

def manifest(names):
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(names)).encode()

files["manifest-sha256.txt"] = manifest(name for name in files if name.startswith("data/"))
files["tagmanifest-sha256.txt"] = manifest(
    name for name in files if not name.startswith("data/") and name != "tagmanifest-sha256.txt")
with tarfile.open(forged, "w", format=tarfile.USTAR_FORMAT) as tar:
    for member, content in members:
        name = member.name[len(top) + 1:]
        if content is None:
            tar.addfile(member)
        elif name in files:
            member.size = len(files[name])
            tar.addfile(member, io.BytesIO(files[name]))
