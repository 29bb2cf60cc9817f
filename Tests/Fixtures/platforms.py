#!/usr/bin/env python3
"""Writes the workbooks and archives that the tests of PlatformImport read, in the form of the platforms' exports. All
contents are made up; everything that a reader must drop holds the word Merkmalperson.

usage: platforms.py TARGET.swift      (needs openpyxl and xlsxwriter)
"""
import base64, csv, datetime, io, sys, zipfile

import openpyxl, xlsxwriter

PERSON = "Merkmalperson"


def table(rows, separator=";"):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def adhocracy():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet()
    rows = [
        ["Referenznr.", "Link", "Titel", "Beschreibung", "Themenfeld der Runde", "Merkmale", "Urheber", "Erstellt",
         "Positive Bewertungen", "Negative Bewertungen", "Anzahl Kommentare", "Status", "Feedback", "Notiz",
         "Einverständniserklärung ", "Ihre E-Mailadresse", "Ihre Telefonnummer ", "Frage zur Anreise",
         "Ort (Längengrad)", "Ort (Breitengrad)", "Ortsbezeichnung", "budget"],
        ["2026-00007", "https://beteiligung.example.org/ideen/2026-00007/", "Mehr Bänke am Ufer", "Bänke & Schatten",
         "Grün", "Ufer, Sitzen", PERSON, datetime.datetime(2026, 3, 29, 12, 0), 12, 3, 4, "wird geprüft",
         "Wir prüfen zwei Stellen.", "intern", PERSON, f"{PERSON}@example.org", f"+49 {PERSON}", "mit dem Rad",
         8.0644, 51.3967, "Ruhrufer", 2500],
        ["2026-00008", "https://beteiligung.example.org/ideen/2026-00008/", "=Summe der Ideen", "", "", "", PERSON,
         datetime.datetime(2026, 7, 1, 8, 30, 15), 0, 0, 0, "", "", "", "", "", "", "", "", "", "", ""],
    ]
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime.datetime):
                sheet.write_datetime(number, place, cell)
            elif isinstance(cell, str):
                sheet.write_string(number, place, cell)
            else:
                sheet.write_number(number, place, cell)
    book.close()
    return out.getvalue()


def go_vocal():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["input_id", "Ihr Anliegen", "Genauer", "Wie alt sind Sie?", "latitude", "longitude", "author_fullname",
                  "author_email", "author_id", "created_at", "published_at", "comments_count", "likes_count",
                  "dislikes_count", "neutral_reactions_count", "participants", "votes_count", "budget", "manual_votes",
                  "input_url", "project", "status", "assignee_fullname", "assignee_email"])
    sheet.append(["5f1c-1", "Ein Trinkbrunnen", "Auf dem Markt", f"{PERSON} 34", 51.03, 7.85, PERSON,
                  f"{PERSON}@example.org", PERSON, datetime.datetime(2026, 5, 1, 9, 0), datetime.datetime(2026, 5, 2, 9, 0),
                  2, 31, 1, 0, 12, 40, 9000, 5, "https://mitmachen.example.org/ideas/ein-trinkbrunnen", "Markt 2030",
                  "Angenommen", PERSON, f"{PERSON}@example.org"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def decidim():
    site = "https://beteiligen.example.org/processes/stadt"
    proposals = table([
        ["id", "author/id", "author/name", "author/url", "taxonomies/id", "taxonomies/name/de", "participatory_space/id",
         "participatory_space/url", "component/id", "title/de", "title/en", "body/de", "body/en", "address", "latitude",
         "longitude", "state", "state_published_at", "reference", "answer/de", "answered_at", "votes",
         "likes/total_count", "likes/user_endorsements", "comments", "attachments", "follows_count", "published_at", "url",
         "meeting_urls", "related_proposals", "is_amend", "original_proposal/title", "original_proposal/url", "withdrawn",
         "withdrawn_at", "created_at", "updated_at", "created_in_meeting", "coauthorships_count", "cost", "cost_report",
         "execution_period"],
        [11, 5, PERSON, f"https://{PERSON}.example.org", "3, 4", "Verkehr, Schule", 1, site, 2, "Sicherer Schulweg",
         "Safe way to school", "<p>Ein <strong>Zebrastreifen</strong> vor der Schule.</p><ul><li>Ampel</li><li>Tempo "
         "30</li></ul><p>Siehe <a href=\"https://example.org/plan\">den Plan</a></p>", "", "Schulstraße 1", "51.4", "8.1",
         "accepted", "2026-02-01T10:00:00+01:00", "ref-11", "<p>Wird gebaut.</p>", "2026-02-01T10:00:00+01:00", 25, 7,
         PERSON, 2, 0, 9, "2026-01-05 10:00:00 +0100", f"{site}/f/2/proposals/11", "", "12", "false", "", "", "false", "",
         "2026-01-04 09:00:00 UTC", "2026-01-06 09:00:00 UTC", "false", 1, "12000", "", "2027"],
        [12, 6, PERSON, "", "", "", 1, site, 2, "", "A quiet square", "", "Please close it to cars.", "", "", "", "", "",
         "ref-12", "", "", "", 0, "", 0, 0, 0, "", f"{site}/f/2/proposals/12", "", "", "false", "", "", "false", "",
         "05.01.2026 10:00", "", "false", 1, "", "", ""],
    ])
    comments = table([
        ["id", "created_at", "body", "locale", "author/id", "author/name", "alignment", "depth", "commentable_id",
         "commentable_type", "root_commentable_url"],
        [101, "2026-01-07 09:00:00 UTC", "Unbedingt!", "de", 9, PERSON, 1, 0, 11, "Decidim::Proposals::Proposal",
         f"{site}/f/2/proposals/11"],
        [102, "2026-01-08 09:00:00 UTC", "Auch nachts.", "de", 9, PERSON, 0, 1, 101, "Decidim::Comments::Comment",
         f"{site}/f/2/proposals/11"],
    ])
    results = table([
        ["id", "taxonomies/name/de", "parent/id", "title/de", "description/de", "start_date", "end_date", "status/id",
         "status/key", "status/name/de", "progress", "created_at", "updated_at", "url", "component/id", "proposal_urls"],
        [201, "", "", "Zebrastreifen Schulstraße", "<p>Gebaut.</p>", "2026-03-01", "2026-09-30", 1, "done", "Erledigt",
         "100.0", "2026-03-01 09:00:00 UTC", "", f"{site}/f/3/results/201", 3, f"{site}/f/2/proposals/11"],
    ])
    meetings = table([
        ["id", "category/id", "category/name/de", "participatory_space/id", "component/id", "title/de", "description/de",
         "start_time", "end_time", "attendees", "contributions", "organizations", "address", "location/de", "reference",
         "comments", "attachments", "followers", "url", "related_proposals", "related_results", "published"],
        [301, "", "", 1, 4, "Rundgang am Schulweg", "<p>Treffpunkt Schule</p>", "2026-01-20 17:00:00 +0100",
         "2026-01-20 19:00:00 +0100", 24, 8, "Schulverein", "Schulstraße 1", "Schulhof", "ref-301", 0, 0, 3,
         f"{site}/f/4/meetings/301", "", "", "true"],
    ])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [("README.md", b"# Open data"), ("decidim-open-data-proposals.csv", proposals),
                              ("decidim-open-data-proposal_comments.csv", comments),
                              ("decidim-open-data-results.csv", results), ("decidim-open-data-meetings.csv", meetings),
                              ("decidim-open-data-users.csv", table([["id", "name"], [1, PERSON]])),
                              ("decidim-open-data-debates.csv", b"\n")]:
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 5, 14, 30, 0)), content)
    return out.getvalue()


def literal(content):
    lines = base64.b64encode(content).decode()
    rows = [lines[start:start + 100] for start in range(0, len(lines), 100)]
    return '"""\n' + "".join(f"        {row}\n" for row in rows) + '        """'


with open(sys.argv[1], "w") as out:
    out.write(f"// Written by Tests/Fixtures/platforms.py with openpyxl {openpyxl.__version__}, xlsxwriter "
              f"{xlsxwriter.__version__}.\n\n")
    out.write("/// Exports in the form of the platforms, in base64; all contents are made up.\nenum PlatformFixtures {\n")
    for name, content in [("adhocracy", adhocracy()), ("goVocal", go_vocal()), ("decidim", decidim())]:
        out.write(f"    static let {name} = {literal(content)}\n\n")
    out.write("}\n")
