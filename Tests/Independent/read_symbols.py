#!/usr/bin/env python3
"""Has zbarimg (Debian package zbar-tools) read our QR codes of every version and level, whole and with spoilt modules.

usage: read_symbols.py FOLDER-OF-PROGRAMS WORK-FOLDER
"""
import pathlib
import subprocess
import sys

programs, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
work.mkdir(parents=True, exist_ok=True)
subprocess.run([programs / "Symbols", work], check=True, timeout=60)


def read(picture):
    done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture],
                          capture_output=True, text=True, timeout=60)
    return done.stdout.removesuffix("\n")


def spoil(picture, share):
    """Paints a light block over that share of the symbol's modules, right of the middle, where only codewords are."""
    words = picture.read_text().split()
    width = int(words[1])
    pixels = list("".join(words[3:]))
    modules = width // 4 - 8
    edge = max(1, int((share * modules * modules) ** 0.5))
    top, left = 4 + modules // 2, 4 + modules // 2
    for row in range(top * 4, (top + edge) * 4):
        for column in range(left * 4, (left + edge) * 4):
            pixels[row * width + column] = "0"
    path = picture.with_name("spoilt-" + picture.name)
    rows = ("".join(pixels[row * width:(row + 1) * width]) for row in range(width))
    path.write_text(f"P1\n{width} {width}\n" + "\n".join(" ".join(row) for row in rows) + "\n")
    return path


count, failures = 0, []
for line in (work / "table.tsv").read_text().splitlines():
    name, text = line.split("\t")
    count += 1
    if read(work / f"{name}.pbm") != text:
        failures.append(f"{name}: read otherwise than written")
    # A level H symbol survives a stain on 8 per cent of its area; what is spoilt lies in few codewords.
    if name.endswith("-H") and int(name.split("-")[0]) >= 2 and read(spoil(work / f"{name}.pbm", 0.08)) != text:
        failures.append(f"{name}: not read with a stain")
if failures or count != 60:
    print("\n".join(failures) or f"{count} symbols instead of 60", file=sys.stderr)
    sys.exit(1)
print(f"zbarimg read all {count} symbols, and those of level H with a stain.")
