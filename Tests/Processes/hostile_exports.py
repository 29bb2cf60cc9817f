#!/usr/bin/env python3
"""Spoils an export in every way and asks rahmenwerk-audit: each must be refused, and named in plain words.

usage: hostile_exports.py BINARIES EXPORT.tar POLICY OFFICE [STEP]

A byte is flipped at every STEP-th position (1000 unless given); files are added, taken away, renamed and linked, in the
archive and in the unpacked folder; names lead out of the archive or stand twice. Exit status 0 only if all are caught.
"""
import io, json, os, pathlib, shutil, subprocess, sys, tarfile, tempfile

binaries, export, policy, office = sys.argv[1:5]
step = int((sys.argv[5:] or ["1000"])[0])
original = pathlib.Path(export).read_bytes()
failures = []

def audit(path):
    """Exit status, the faults as the program tells them, and what people read in German."""
    command = [f"{binaries}/rahmenwerk-audit", "verify", str(path), "--policy", policy, "--office", office]
    told = subprocess.run(command + ["--json"], capture_output=True, text=True)
    read = subprocess.run(command + ["--language", "de"], capture_output=True, text=True)
    if told.returncode != read.returncode or told.stderr or read.stderr:
        failures.append(f"{path}: {told.returncode} and {read.returncode}: {told.stderr}{read.stderr}")
    return told.returncode, json.loads(told.stdout)["faults"], read.stdout

def expect(what, path, codes, names=""):
    status, faults, text = audit(path)
    found = {fault["code"] for fault in faults}
    if status != 1 or not text.startswith("Der Export ist FEHLERHAFT") or "\nFehler 1: " not in text:
        failures.append(f"{what}: exit status {status}: {text[:200]}")
    elif codes and not found & codes:
        failures.append(f"{what}: found as {sorted(found)}, not as {sorted(codes)}")
    elif names and names not in text:
        failures.append(f"{what}: nobody is told of {names}: {text[:400]}")

def member_at(position):
    """The name of the file whose content holds a position; empty for headers and filling."""
    for start, end, name in places:
        if start <= position < end:
            return name
    return ""

with tarfile.open(export, "r:") as tar:
    members = tar.getmembers()
    places = [(member.offset_data, member.offset_data + member.size, member.name) for member in members]
    contents = {member.name: tar.extractfile(member).read() for member in members if member.isreg()}
top = members[0].name

def written(path, change):
    """Writes the archive anew with changed members, as neutral as the original."""
    entries = [(member.name + ("/" if member.isdir() else ""), tarfile.DIRTYPE if member.isdir() else tarfile.REGTYPE,
                contents.get(member.name, b""), "") for member in members]
    blocks = []
    for name, kind, content, link in change(entries):
        header = tarfile.TarInfo(name)
        header.type, header.size, header.linkname = kind, len(content), link
        header.mode = 0o755 if kind == tarfile.DIRTYPE else 0o644
        raw = bytearray(header.tobuf(tarfile.USTAR_FORMAT))
        raw[148:156] = b"        "
        raw[148:156] = b"%06o\0 " % sum(raw)
        blocks.append(bytes(raw) + content + bytes(-len(content) % 512))
    pathlib.Path(path).write_bytes(b"".join(blocks) + bytes(1024))

def added(name, content=b"x\n", kind=tarfile.REGTYPE, link=""):
    return lambda entries: sorted(entries + [(name, kind, content, link)], key=lambda entry: entry[0])

statement = next(name for name in sorted(contents) if "/log/statement/" in name)
manifest = f"{top}/manifest-sha256.txt"

def without(name):
    return lambda entries: [entry for entry in entries if entry[0] != name]

def renamed(old, new):
    return lambda entries: sorted(((new if entry[0] == old else entry[0], *entry[1:]) for entry in entries),
                                  key=lambda entry: entry[0])

def linked(name, kind, target):
    return lambda entries: [(name, kind, b"", target) if entry[0] == name else entry for entry in entries]

archives = [
    ("nothing changed", lambda entries: entries, None, ""),
    ("a file added", added(f"{top}/data/extra.txt"), {"unknown-file", "not-in-manifest"}, "extra.txt"),
    ("a statement added", added(f"{top}/data/log/statement/{'0' * 64}"), {"not-in-manifest", "statement"}, "0" * 64),
    ("a tag file added", added(f"{top}/notes.txt"), {"unknown-file"}, "notes.txt"),
    ("a statement missing", without(statement), {"missing-file", "statement"}, statement[-64:]),
    ("the manifest missing", without(manifest), {"missing-file"}, "manifest-sha256.txt"),
    ("the checkpoint missing", without(f"{top}/data/log/checkpoint"), {"missing-file"}, "data/log/checkpoint"),
    ("a statement renamed", renamed(statement, statement[:-64] + "f" * 64), {"missing-file", "digest"}, "f" * 64),
    ("a report renamed", renamed(f"{top}/data/policy", f"{top}/data/polity"), {"unknown-file"}, "polity"),
    ("a statement as a symbolic link", linked(statement, tarfile.SYMTYPE, "/etc/passwd"), {"link"}, "Verweise"),
    ("a statement as a hard link", linked(statement, tarfile.LNKTYPE, f"{top}/bagit.txt"), {"link"}, "Verweise"),
    ("a device", added(f"{top}/data/null", b"", tarfile.CHRTYPE), {"link"}, "Geräte"),
    ("a name that leads out", added(f"{top}/../../evil.sh"), {"name"}, "evil.sh"),
    ("an absolute name", added("/etc/cron.d/evil"), {"name"}, "evil"),
    ("a second top folder", added("zzz/evil"), {"name"}, "zzz/evil"),
    ("a name with a backslash", added(f"{top}/data/a\\b"), {"name"}, "a\\b"),
    ("a name twice", added(statement, b"other\n"), {"duplicate"}, statement[-64:]),
    ("fetch.txt", added(f"{top}/fetch.txt", b"http://evil.example/ 1 data/x\n"), {"fetch"}, "fetch.txt"),
    ("names out of order", lambda entries: entries[:1] + entries[:0:-1], {"order"}, "sortiert"),
    ("a pax header", added(f"{top}/data/paxheader", b"20 path=../../evil\n", tarfile.XHDTYPE), {"extended"}, "paxheader"),
]

def spoil(folder, what):
    path = folder / "data/log/statement" / statement[-64:]
    match what:
        case "added":
            (folder / "data/extra.txt").write_text("x")
        case "missing":
            path.unlink()
        case "renamed":
            path.rename(path.with_name("f" * 64))
        case "symlink":
            path.unlink()
            path.symlink_to("/etc/passwd")
        case "folder link":
            shutil.move(folder / "data/reports", folder.parent / "elsewhere")
            (folder / "data/reports").symlink_to(folder.parent / "elsewhere")
        case "pipe":
            path.unlink()
            os.mkfifo(path)
        case "fetch":
            (folder / "fetch.txt").write_text("http://evil.example/ 1 data/x\n")

folders = [
    ("added", {"unknown-file", "not-in-manifest"}, "extra.txt"), ("missing", {"missing-file", "statement"}, statement[-64:]),
    ("renamed", {"missing-file", "digest"}, "f" * 64), ("symlink", {"link"}, "Verweise"),
    ("folder link", {"link", "missing-file"}, "reports"), ("pipe", {"link"}, "Geräte"), ("fetch", {"fetch"}, "fetch.txt"),
]

with tempfile.TemporaryDirectory() as work:
    work, flips = pathlib.Path(work), 0
    for position in range(0, len(original), step):
        spoiled = bytearray(original)
        spoiled[position] ^= 1 << position // step % 8
        path = work / "flipped.tar"
        path.write_bytes(spoiled)
        name = member_at(position)
        # A byte of a file is told with the file, or with the entry that a statement is of; one of a header with its place.
        inside = "" if not name or "/log/statement/" in name else name[len(top) + 1:]
        expect(f"byte {position} ({name or 'header or filling'})", path, None, inside)
        flips += 1
    for what, change, codes, names in archives:
        path = work / "archive.tar"
        written(path, change)
        if codes is None:
            status, _, text = audit(path)
            if path.read_bytes() != original and status != 0:
                failures.append(f"written anew the archive does not verify: {text[:400]}")
        else:
            expect(what, path, codes, names)
    for what, codes, names in folders:
        folder = work / what.replace(" ", "-") / top
        with tarfile.open(export, "r:") as tar:
            tar.extractall(folder.parent, filter="data")
        spoil(folder, what)
        expect(f"in the folder: {what}", folder, codes, names)

for failure in failures:
    print(f"FAIL {failure}")
print(f"{flips} flipped bytes, {len(archives) - 1} spoiled archives, {len(folders)} spoiled folders: "
      + ("all caught and named" if not failures else f"{len(failures)} failures"))
sys.exit(1 if failures else 0)
