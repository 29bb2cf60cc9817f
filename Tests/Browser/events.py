#!/usr/bin/env python3
"""Holds a conference in headless Chromium: forms, QR codes, phones, the wall, a recorder whose network drops.

    events.py BINARIES [SCREENSHOT-FOLDER]

Every page on the way is opened in both languages, wide and narrow, light and dark, and looked at with axe-core.
"""

import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Processes"))
from hub_process import free_port  # noqa: E402

from browser import Browser, first_link, wait  # noqa: E402
from check_pages import PROBE  # noqa: E402

STAFF = "/staff/participation/events"
EVENT = {"title": "Regionalkonferenz Südwestfalen", "kind": "conference", "attendance": "hybrid", "first": "2026-11-30",
         "starts": "9:00", "ends": "17:00", "place": "Stadthalle Menden (Sauerland)", "link": "https://video.example/saal",
         "description": "Ein Tag mit sechs Tischen.\n\n- Kommen\n- Schreiben\n- Ordnen", "published": ["yes"],
         "reviewed": "first",
         "item-1-starts": "9:30", "item-1-ends": "10:00", "item-1-title": "Begrüßung", "item-2-starts": "10:00",
         "item-2-title": "Erste Runde an den Tischen", "item-2-note": "Jede Runde dauert 20 Minuten.",
         "table-1-name": "Mobilität und Erreichbarkeit", "table-1-question": "Wie kommen alle ohne Auto ans Ziel?",
         "table-1-moderator": "Verkehrsplanung", "table-1-recorder": "Protokoll Mobilität",
         "table-2-name": "Bildung", "table-2-link": "https://video.example/bildung", "table-3-name": "Gesundheit"}


def fail(text):
    print(f"FAIL {text}", file=sys.stderr)
    sys.exit(1)


class Hall:
    """The node, and what a conference does with it."""

    def __init__(self, base, port, folder, shots):
        self.base, self.port, self.shots = base, port, shots and pathlib.Path(shots)
        self.staff = Browser(f"{folder}/staff")
        self.phone = Browser(f"{folder}/phone")
        self.pages = 0

    def go(self, browser, path, width=1280):
        errors = browser.open(f"{self.base}{path}{'&' if '?' in path else '?'}lang=de", width, False)
        found = errors + browser.violations()
        if found:
            fail(f"{path}: " + "\n".join(found))

    def look(self, browser, name, path, has_script=False):
        """The page in both languages, wide, narrow and dark."""
        probe = PROBE if not has_script else PROBE.replace(
            "if (document.querySelector('script')) say('a script');",
            "if (document.querySelectorAll('script').length !== 1) say('not exactly one script');")
        for language in ("de", "en"):
            for width, dark in ((1280, False), (360, False), (360, True)):
                self.pages += 1
                address = f"{self.base}{path}{'&' if '?' in path else '?'}lang={language}"
                found = browser.open(address, width, dark)
                found += browser.evaluate(probe.replace("LANGUAGE", json.dumps(language)))
                if (width, dark) != (360, False):
                    found += browser.violations()
                if found:
                    fail(f"{name} {language} {width}{' dark' if dark else ''}: " + "\n".join(found))
                if self.shots:
                    browser.screenshot(self.shots / f"{name}-{language}-{width}{'-dark' if dark else ''}.png")

    def expect(self, browser, *words):
        text = " ".join(browser.text().split())
        for word in words:
            if word not in text:
                fail(f"{browser.path()} does not say {word!r}:\n{browser.text()[:3000]}")

    def post(self, path, text):
        """A card as a phone without script writes it."""
        def ask(method, body=None):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        token = re.search(r'name="token" value="([^"]*)"', ask("GET")[1]).group(1)
        time.sleep(1.1)
        status, page = ask("POST", urllib.parse.urlencode({"token": token, "text": text}))
        if status != 303:
            fail(f"a card is answered {status}: {page[:2000]}")

    def close(self):
        self.staff.close()
        self.phone.close()


def until(condition, what, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    fail(what)


def press_enter(browser):
    for kind in ("keyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13,
                     text="\r" if kind == "keyDown" else "")


def set_up(hall):
    hall.go(hall.staff, "/staff/participation/processes/new")
    hall.staff.fill({"title": "Unsere Region", "question": "Was braucht es, damit die Region noch lebenswerter wird?",
                     "phase-1-kind": "collect", "phase-1-first": "2026-01-01", "published": ["yes"], "reviewed": "first"})
    hall.staff.press("Speichern")
    hall.look(hall.staff, "events-none", STAFF)
    hall.go(hall.staff, STAFF + "/new")
    hall.staff.fill({"title": "Nur ein Titel", "first": "bald"})
    hall.staff.press("Speichern")
    hall.expect(hall.staff, "JJJJ-MM-TT")
    if not hall.staff.evaluate("document.title").startswith("Fehler:"):
        fail("the title does not say that something is wrong")
    hall.go(hall.staff, STAFF + "/new")
    hall.staff.fill({"process": "1", **EVENT})
    hall.staff.press("Speichern")
    hall.expect(hall.staff, "Die Veranstaltung ist gespeichert.")


def cards_by_phone(hall):
    """A card from a narrow phone, read by staff with the Enter key alone, appears on the wall by itself."""
    wall = hall.phone
    hall.go(wall, "/events/regionalkonferenz-suedwestfalen/wall")
    until(lambda: "erscheinen von selbst" in wall.text(), "the wall does not say that it is live")
    wall.evaluate("window.marker = 1; true")
    hall.post("/t/1", "Ein <b>Bus</b> am Sonntag & mehr")
    hall.post("/t/2", "Schule am Nachmittag offen")
    hall.go(hall.staff, STAFF + "/regionalkonferenz-suedwestfalen/queue")
    for _ in range(2):
        # Chromium gives an autofocus field its focus with the next frame, which may come after the load event.
        until(lambda: hall.staff.evaluate("document.activeElement.value ?? null") == "show", "the button to show has no focus")
        hall.staff.events.clear()
        press_enter(hall.staff)
        hall.staff.wait_until_loaded()
    hall.expect(hall.staff, "Alles ist gesichtet.")
    until(lambda: wall.text().count("Schule am Nachmittag") == 1 and "Ein <b>Bus</b> am Sonntag & mehr" in wall.text(),
          "the wall does not show the cards")
    if wall.evaluate("window.marker") != 1 or wall.evaluate("document.querySelectorAll('.wall b').length") != 0:
        fail("the wall was loaded anew, or took text for markup")
    # A theme changes the layout: then the wall is drawn anew.
    hall.go(hall.staff, STAFF + "/regionalkonferenz-suedwestfalen/themes")
    hall.staff.evaluate("document.querySelector('input[name=card]').checked = true; true")
    hall.staff.fill({"name": "Wege in die Stadt"})
    hall.staff.press("Zuordnen")
    hall.expect(hall.staff, "davon 1 ohne Thema")
    until(lambda: wall.evaluate("window.marker ?? 0") == 0 and "Wege in die Stadt" in wall.text(),
          "the wall does not take a new theme")


def without_script(hall):
    wall = hall.phone
    wall.call("Emulation.setScriptExecutionDisabled", value=True)
    wall.open(f"{hall.base}/events/regionalkonferenz-suedwestfalen/wall?lang=de", 1280, False)
    text = wall.text()
    if "von selbst" in text or "Stand:" not in text or "Ein <b>Bus</b> am Sonntag & mehr" not in text:
        fail(f"without script the wall says something false: {text}")
    wall.call("Emulation.setScriptExecutionDisabled", value=False)


def capture(hall):
    """What a recorder types survives a network that drops, and a lost answer makes no second card."""
    hall.go(hall.staff, STAFF + "/regionalkonferenz-suedwestfalen")
    link = hall.staff.evaluate("[...document.querySelectorAll('a')].find((one) => one.href.includes('/capture/')).href")
    path = urllib.parse.urlparse(link).path
    hall.look(hall.phone, "capture", path, has_script=True)
    browser = hall.phone
    browser.open(f"{hall.base}{path}?lang=de", 1280, False)
    if browser.evaluate("document.activeElement.id") != "text":
        fail("the recorder cannot type at once")

    def type_card(text):
        browser.evaluate("document.getElementById('text').focus(); true")
        browser.call("Input.insertText", text=text)
        press_enter(browser)

    def state():
        return browser.evaluate("document.getElementById('capture-state').textContent")

    def network(is_there):
        browser.call("Network.emulateNetworkConditions", offline=not is_there, latency=0, downloadThroughput=-1,
                     uploadThroughput=-1)

    type_card("Mit Netz")
    until(lambda: state() == "Alles ist gespeichert.", "the card is not saved")
    network(False)
    for number in range(3):
        type_card(f"Ohne Netz {number}")
    until(lambda: state().startswith("3 Karten warten auf diesem Gerät. Das Netz ist weg"), f"not three waiting: {state()}")
    if browser.evaluate("document.getElementById('text').value") != "":
        fail("the field is not free for the next card")
    network(True)
    until(lambda: state() == "Alles ist gespeichert.", f"what waited was not sent: {state()}")
    # The answer is lost after the card was stored.
    browser.call("Fetch.enable", patterns=[{"urlPattern": "*/card*", "requestStage": "Response"}])
    browser.events.clear()
    type_card("Antwort verloren")
    lost = 0
    for _ in range(100):
        browser.evaluate("1")
        for event in [one for one in browser.events if one.get("method") == "Fetch.requestPaused"]:
            browser.events.remove(event)
            browser.call("Fetch.failRequest", requestId=event["params"]["requestId"], errorReason="ConnectionReset")
            lost += 1
        if lost:
            break
        time.sleep(0.1)
    if not lost:
        fail("the card was not sent")
    until(lambda: state().startswith("Eine Karte wartet"), f"the lost answer was not noticed: {state()}")
    browser.call("Fetch.disable")
    until(lambda: state() == "Alles ist gespeichert.", f"the card is not sent again: {state()}")
    # A card that can never be taken is said so, and its text can be had back.
    type_card("x" * 1200)
    until(lambda: "zu lang" in browser.text(), "the card that is too long is not refused")
    browser.evaluate("document.querySelector('#capture-list button').click(); true")
    if len(browser.evaluate("document.getElementById('text').value")) != 1200:
        fail("the text of the refused card is lost")
    # However long it is, the cards behind it do not wait, and what stands half written is kept when it comes back.
    browser.evaluate("document.getElementById('text').value = 'y'.repeat(2000000); document.getElementById('text').focus(); true")
    press_enter(browser)
    type_card("Danach")
    until(lambda: state() == "Alles ist gespeichert.", f"a card that is too long holds up the next: {state()}")
    browser.call("Input.insertText", text="Halb getippt")
    browser.evaluate("document.querySelector('#capture-list button').click(); true")
    until(lambda: "Halb getippt – halb geschrieben" in browser.text(), "what was half written is lost")
    browser.evaluate("document.querySelector('#capture-list button').click(); true")
    if browser.evaluate("document.getElementById('text').value") != "Halb getippt":
        fail("what was half written does not come back")
    # What was begun is there again after a reload.
    browser.evaluate("document.getElementById('text').value = ''; true")
    browser.call("Input.insertText", text="Angefangen")
    browser.open(f"{hall.base}{path}?lang=de", 1280, False)
    if browser.evaluate("document.getElementById('text').value") != "Angefangen":
        fail("what was begun is lost")
    # The plain form does without script.
    browser.evaluate("localStorage.clear(); true")
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{hall.base}{path}?lang=de", 360, False)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    hall.go(hall.staff, STAFF + "/regionalkonferenz-suedwestfalen/queue")
    text = hall.staff.text()
    for card in ("Mit Netz", "Ohne Netz 0", "Ohne Netz 1", "Ohne Netz 2", "Antwort verloren", "Danach"):
        # The first stands in its box and in the list below.
        if not 1 <= text.count(card) <= (2 if card == "Mit Netz" else 1):
            fail(f"{card!r} stands {text.count(card)} times among the waiting cards")
    hall.expect(hall.staff, "6 Karten zu sichten")


def print_sheets(hall):
    """One sheet of paper each, and zbarimg reads from them the addresses that stand beside the codes."""
    hall.go(hall.staff, STAFF + "/regionalkonferenz-suedwestfalen/print")
    expected = {f"{hall.base}/events/regionalkonferenz-suedwestfalen"} | {f"{hall.base}/t/{number}" for number in (1, 2, 3)}
    with tempfile.TemporaryDirectory() as folder:
        picture = pathlib.Path(folder) / "sheets.png"
        hall.staff.screenshot(picture)
        done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture], capture_output=True,
                              text=True, timeout=60)
    if set(done.stdout.split()) != expected:
        fail(f"zbarimg reads {done.stdout.split()} instead of {expected}")
    import base64
    pdf = base64.b64decode(hall.staff.call("Page.printToPDF", printBackground=True)["data"])
    count = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    if count != 4:
        fail(f"{count} sheets of paper instead of 4")


def main(binaries, shots=None):
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-events-") as folder:
        binary = pathlib.Path(binaries) / "rahmenwerk-node"
        subprocess.run([binary, "init", "--data", f"{folder}/node"], check=True, capture_output=True)
        program = subprocess.Popen(
            [binary, "serve", "--data", f"{folder}/node", "--set", f"http.port={port}", "--set", "log.level=error"],
            stderr=subprocess.PIPE, text=True)
        hall = None
        try:
            wait(port)
            hall = Hall(f"http://127.0.0.1:{port}", port, folder, shots)
            hall.staff.first_account(first_link(program))
            set_up(hall)
            cards_by_phone(hall)
            without_script(hall)
            capture(hall)
            print_sheets(hall)
            slug = "/regionalkonferenz-suedwestfalen"
            hall.go(hall.staff, STAFF + slug + "/documentation")
            hall.staff.fill({"people": "80", "summary": "Achtzig Menschen an drei Tischen.", "next": "Der Rat berät im Mai.",
                             "published": ["yes"]})
            hall.staff.press("Speichern")
            for name, path in [("staff-events", STAFF), ("staff-event", STAFF + slug), ("staff-edit", STAFF + slug + "/edit"),
                               ("staff-queue", STAFF + slug + "/queue"), ("staff-themes", STAFF + slug + "/themes"),
                               ("staff-print", STAFF + slug + "/print"),
                               ("staff-documentation", STAFF + slug + "/documentation"),
                               ("staff-conversations", "/staff/participation/conversations"),
                               ("staff-conversation", "/staff/participation/conversations/unsere-region")]:
                hall.look(hall.staff, name, path)
            talks = hall.staff.evaluate("document.querySelector('pre').textContent")
            for name, path in [("events", "/events"), ("event", "/events" + slug), ("table", "/t/1"),
                               ("documentation", "/events" + slug + "/documentation"),
                               ("conversation", urllib.parse.urlparse(talks).path)]:
                hall.look(hall.phone, name, path)
            hall.look(hall.phone, "wall", "/events" + slug + "/wall", has_script=True)
            hall.look(hall.phone, "wall-themes", "/events" + slug + "/wall?by=theme", has_script=True)
            print(f"a conference from its form to its documentation, {hall.pages} pages looked at")
        finally:
            if hall:
                hall.close()
            program.terminate()
            program.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
