#!/usr/bin/env python3
"""Writes the archives and workbooks that the tests of Archive read, with tools that are not ours.

usage: archives.py TARGET.swift      (needs openpyxl and xlsxwriter; their versions stand in the file written)
"""
import base64, datetime, io, struct, sys, zipfile, zlib

import openpyxl, xlsxwriter

STAMP = (2026, 10, 5, 14, 30, 0)


def archive(entries, comment=b"", method=zipfile.ZIP_DEFLATED, level=9, stream=False):
    class Pipe(io.BytesIO):
        def seekable(self):
            return not stream

        def tell(self):
            if stream:
                raise OSError("a pipe")
            return super().tell()

        def seek(self, *arguments):
            if stream:
                raise OSError("a pipe")
            return super().seek(*arguments)

    out = Pipe()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in entries:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name.endswith("/") else method
            info.external_attr = 0o600 << 16
            target.writestr(info, content, compresslevel=level)
        target.comment = comment
    return out.getvalue()


def deflate(content, level=9, strategy=zlib.Z_DEFAULT_STRATEGY):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15, 8, strategy)
    return packer.compress(content) + packer.flush()


def zip64():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(zipfile.ZipInfo("a.csv", STAMP), "a")
    content = bytearray(out.getvalue())
    record = content.rindex(b"PK\x05\x06")
    content[record + 16:record + 20] = b"\xff\xff\xff\xff"
    return bytes(content)


def overlapping():
    """Two entries of the directory with one local header, as in a bomb that counts its kernel many times."""
    content = archive([("aaaa", b"x" * 50)])
    start = content.index(b"PK\x01\x02")
    record = content.index(b"PK\x05\x06")
    entry = content[start:record]
    local = content[:start]
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 2, 2, 2 * len(entry), len(local), 0)
    return local + entry + entry.replace(b"aaaa", b"aaab") + end


def everyday():
    """Texts, numbers, dates, truth, a formula, an error, gaps, merged cells and a hidden sheet."""
    book = openpyxl.Workbook()
    hidden = book.active
    hidden.title = "Verborgen"
    hidden.sheet_state = "hidden"
    hidden["A1"] = "nicht zeigen"
    sheet = book.create_sheet("Ideen")
    sheet.append(["Titel", "Zahl", "Tag", "Zeitpunkt", "Uhrzeit", "Wahr", "Formel", "Text"])
    sheet.append([
        "Bänke & <Bäume>", 12.5, datetime.date(2026, 10, 5), datetime.datetime(2026, 10, 5, 14, 30, 7),
        datetime.time(9, 5), True, "=1+1", "Zeile 1\nZeile 2",
    ])
    sheet["B4"] = -3
    sheet["A5"] = "=A2"
    sheet["D5"] = 1
    sheet["D5"].number_format = '"Tag" 0'
    sheet["C5"] = 59
    sheet["C5"].number_format = "[Red]yyyy\\-mm"
    sheet.merge_cells("A7:C7")
    sheet["A7"] = "verbunden"
    sheet["H8"] = "_x0041_ und \U0001F6B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def streamed():
    """As adhocracy+ writes its exports: strings stand in their cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True, "default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Titel", "Erstellt", "Anzahl"])
    sheet.write_string(1, 0, "  Mit Rand  ")
    sheet.write_datetime(1, 1, datetime.datetime(2026, 1, 2))
    sheet.write_number(1, 2, 7)
    sheet.write_formula(2, 0, '="a"&"b"', None, "ab")
    sheet.write_boolean(2, 1, False)
    sheet.write_url(2, 2, "https://example.org/", string="Adresse")
    book.close()
    return out.getvalue()


def since1904():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Tage")
    sheet.write_datetime(0, 0, datetime.datetime(2026, 10, 5, 6, 0))
    sheet.write_rich_string(0, 1, "fett ", book.add_format({"bold": True}), "und", " mehr")
    book.close()
    return out.getvalue()


text = ("Was braucht es, damit die Region noch lebenswerter wird? " * 40).encode()
far = bytes(range(256)) + b"\0" * 32_300 + bytes(range(256))
packed = {
    "text": (text, deflate(text)),
    "fixed codes": (text[:300], deflate(text[:300], strategy=zlib.Z_FIXED)),
    "no matches": (text[:300], deflate(text[:300], strategy=zlib.Z_HUFFMAN_ONLY)),
    "runs": (b"a" * 1000, deflate(b"a" * 1000, strategy=zlib.Z_RLE)),
    "stored": (text[:100], deflate(text[:100], level=0)),
    "fast": (text, deflate(text, level=1)),
    "far": (far, deflate(far)),
    "nothing": (b"", deflate(b"")),
    "one byte": (b"x", deflate(b"x")),
}
archives = {
    "stored": archive([("a.csv", b"id;titel\n1;B\xc3\xa4nke\n")], method=zipfile.ZIP_STORED),
    "deflated": archive([("ordner/", b""), ("ordner/größe.csv", text), ("leer.txt", b"")], comment=b"Ausfuhr PK\x05\x06"),
    "streamed": archive([("a.csv", text), ("b.csv", b"1")], stream=True),
    "empty": archive([]),
    "bomb": archive([("bombe.csv", b"0" * (3 << 20))]),
    "bzip2": archive([("a.csv", text)], method=zipfile.ZIP_BZIP2),
    "zip64": zip64(),
    "overlapping": overlapping(),
    "everyday": everyday(),
    "cellStrings": streamed(),
    "since1904": since1904(),
}


def literal(content):
    lines = base64.b64encode(content).decode()
    rows = [lines[start:start + 100] for start in range(0, len(lines), 100)] or [""]
    return '"""\n' + "".join(f"        {row}\n" for row in rows) + '        """'


with open(sys.argv[1], "w") as out:
    out.write(f"// Written by Tests/Fixtures/archives.py with Python {sys.version.split()[0]}, openpyxl {openpyxl.__version__}, "
              f"xlsxwriter {xlsxwriter.__version__}.\n\n")
    out.write("/// Archives of independent tools, in base64.\nenum ArchiveFixtures {\n")
    for name, content in archives.items():
        out.write(f"    static let {name} = {literal(content)}\n\n")
    out.write("    /// What zlib has packed, with the checksum of the content by zlib.\n")
    out.write("    static let packed: [(name: String, length: Int, checksum: UInt32, packed: String)] = [\n")
    for name, (content, result) in packed.items():
        out.write(f'        (\n"{name}", {len(content)}, 0x{zlib.crc32(content):08X}, {literal(result)}\n),\n')
    out.write("    ]\n}\n")
