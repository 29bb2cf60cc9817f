#!/usr/bin/env python3
"""Walks through the work of a town and of the office in headless Chromium, with forms, as people do it.

    walks.py BINARIES DEMO-DATA

Three people share a town's node and three the office. Each page on the way is looked at with axe-core.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Processes"))
from hub_process import free_port  # noqa: E402

from browser import Browser, first_link, wait  # noqa: E402
from participation import add_idea, make_process, refused_and_goes_on, take_part  # noqa: E402

SECOND = {"login": "c.test", "name": "C. Test", "function": "Zuarbeit im Browser"}
THIRD = {"login": "d.test", "name": "D. Test", "function": "Freigabe im Browser"}
PASSWORD = "Kirsche Pflaume Mirabelle"


class Room:
    """The staff pages of one program, with a browser for each of three people: two who write and approve, one who only approves."""

    def __init__(self, name, base, prefix, program, folder):
        self.name, self.base, self.prefix = name, base, prefix
        self.first = Browser(f"{folder}/{name}-first")
        self.second = Browser(f"{folder}/{name}-second")
        self.third = Browser(f"{folder}/{name}-third")
        self.first.first_account(first_link(program))
        self.invite(self.second, SECOND, ["author", "approver"])
        self.invite(self.third, THIRD, ["approver"])

    def invite(self, browser, person, roles):
        self.go(self.first, "/accounts/invite")
        self.first.fill({**person, "roles": roles})
        self.first.press("Einladung erstellen")
        link = re.search(r"https?://\S+/link/\S+", self.first.text()).group(0)
        browser.open(link + "?lang=de", 1280, False)
        browser.fill({"password": PASSWORD, "password-repeated": PASSWORD})
        browser.press("Speichern und anmelden")

    def go(self, browser, path):
        self.see(browser, browser.open(f"{self.base}{self.prefix}{path}{'&' if '?' in path else '?'}lang=de", 1280, False))

    def see(self, browser, errors=()):
        faults = list(errors) + browser.violations()
        if faults:
            sys.exit(f"{self.name}{browser.path()}: " + "\n".join(faults))

    def close(self):
        self.first.close()
        self.second.close()
        self.third.close()


def expect(browser, *words):
    text = " ".join(browser.text().split())
    for word in words:
        if word not in text:
            sys.exit(f"{browser.path()} does not say {word!r}:\n{browser.text()[:3000]}")


def edit_at_once(node):
    """Two people change the title of one measure at once: the second one loses nothing and sees both texts."""
    for browser in (node.first, node.second):
        node.go(browser, "/strategy/measures")
        browser.press("Energiespar-Wettbewerb")
        browser.press("Ändern")
    node.first.fill({"title": "Energiespar-Wettbewerb der Schulen"})
    node.first.press("Speichern")
    node.second.fill({"title": "Wettbewerb Energiesparen", "lead": "Stabsstelle Klima"})
    node.second.press("Speichern")
    node.see(node.second)
    expect(node.second, "Energiespar-Wettbewerb der Schulen", "Wettbewerb Energiesparen")
    node.second.fill({"title": "Energiespar-Wettbewerb der Schulen und Vereine"})
    node.second.press("Speichern")
    node.go(node.first, "/strategy/measures")
    expect(node.first, "Energiespar-Wettbewerb der Schulen und Vereine")


def wrong_input(node):
    """A fault is said at its field, and what was typed is still there."""
    node.go(node.first, "/strategy/measures/new")
    node.first.fill({"title": "Neue Maßnahme", "start": "im Frühjahr", "description": "Ein langer Text"})
    node.first.press("Speichern")
    node.see(node.first)
    expect(node.first, "2026-10")
    if not node.first.evaluate("document.title").startswith("Fehler:"):
        sys.exit("the title does not say that something is wrong")
    if node.first.evaluate("document.getElementById('description').value") != "Ein langer Text":
        sys.exit("what was typed is lost")


def correct_a_summary(node):
    """A value is corrected, handed on by one person, approved by another and sent; nobody approves what they worked on."""
    node.go(node.first, "/indicators/entry?period=2022")
    node.first.fill({"value.child-poverty": "11,25"})
    node.first.press("Speichern")
    node.see(node.first)
    node.go(node.first, "/summary/suedwestfalen/2022")
    node.first.press("Zur Freigabe vorlegen")
    node.see(node.first)
    expect(node.first, "von einer anderen Person freigeben")
    node.go(node.second, "/summary/suedwestfalen/2022")
    expect(node.second, "Daran haben Sie selbst gearbeitet.")
    node.go(node.third, "/summary/suedwestfalen/2022")
    node.third.press("Als Bürgermeisteramt freigeben")
    node.see(node.third)
    node.third.press("Unterschreiben")
    node.see(node.third)
    expect(node.third, "Fassung 2")


def consult(office, node):
    """A draft is laid before the towns once a second person agrees, and another one publishes it."""
    office.go(office.first, "/framework")
    office.first.press("Arbeitsentwurf beginnen")
    office.see(office.first)
    office.first.press("Titel und Vision")
    office.first.fill({"vision.de": "Eine Region, die ihre Kinder im Blick hat."})
    office.first.press("Speichern")
    office.see(office.first)
    office.go(office.second, "/consultation")
    office.second.fill({"until": "31.12.2030", "number": "2"})
    office.second.press("Zur Konsultation stellen")
    office.see(office.second)
    expect(office.second, "Wartet auf eine zweite Person", "Daran haben Sie selbst gearbeitet.")
    office.go(office.third, "")
    office.third.press("Entwurf der Version 2 zur Konsultation stellen")
    office.see(office.third)
    office.third.press("Freigeben und eintragen")
    office.see(office.third)
    office.see(office.first, office.first.open(f"{office.base}/framework/drafts/2-1?lang=de", 360, False))
    expect(office.first, "Eine Region, die ihre Kinder im Blick hat.")
    office.go(office.first, "/framework/publish")
    office.first.press("Zur Freigabe vorlegen")
    office.see(office.first)
    expect(office.first, "Er wartet auf die Freigabe durch eine andere Person")
    office.go(office.second, "/framework/publish")
    office.second.fill({"number": "3"})
    office.second.press("Freigeben und veröffentlichen")
    office.see(office.second)
    if not office.second.evaluate("document.title").startswith("Fehler:"):
        sys.exit("a wrong number publishes")
    office.second.fill({"number": "2"})
    office.second.press("Freigeben und veröffentlichen")
    office.see(office.second)
    office.see(office.first, office.first.open(f"{office.base}/framework/2/changes?lang=de", 360, False))
    expect(office.first, "Eine Stelle ist anders", "Noch nicht beschlossen haben sie")


def ideas(node, folder):
    """Visitors submit, support and discuss; staff read, decide and answer; visitors see what became of it."""
    process = make_process(node.first, node.base)
    add_idea(node.first, process, "Ein Trinkbrunnen für den Markt", "Trinkwasser auf dem Marktplatz, im Sommer ist es heiß.")
    visitor = Browser(f"{folder}/visitor")
    try:
        take_part(visitor, process)
        own = add_idea(visitor, process, "Anruf", "Bitte rufen Sie 02921 1031234 an.")
        node.go(node.first, "/participation/queue")
        # The demonstration's own examples wait before it: the newest stands last.
        newest = node.first.evaluate("[...document.getElementsByName('item')].at(-1).value")
        waiting = node.first.evaluate("document.getElementsByName('item').length")
        node.first.fill({f"decision-{newest}": "withhold", f"rule-{newest}": "personal"})
        node.first.press("Entscheidungen speichern")
        node.see(node.first)
        expect(node.first, "Die Entscheidungen sind gespeichert.",
               f"Auf eine Entscheidung warten: {waiting - 1}." if waiting > 1 else "Alles ist gelesen.")
        visitor.open(own, 360, False)
        node.see(visitor)
        expect(visitor, "Wird nicht veröffentlicht.", "Persönliche Angaben über sich oder andere")
        node.go(node.first, "/participation/contributions?q=Trinkbrunnen")
        node.first.press("Trinkbrunnen auf dem Marktplatz")
        node.see(node.first)
        node.first.fill({"status": "accepted", "decided-by": "Ausschuss für Bauen", "why": "Der Anschluss ist da."})
        node.first.press("Stand speichern")
        node.see(node.first)
        visitor.open(f"{process}/ideas?lang=de&q=Trinkbrunnen&status=accepted", 360, False)
        visitor.press("Trinkbrunnen auf dem Marktplatz")
        node.see(visitor)
        expect(visitor, "wird umgesetzt", "Ausschuss für Bauen", "Der Anschluss ist da.")
        refused_and_goes_on(visitor, node.base, visitor.path(), node.see)
    finally:
        visitor.close()


def main(binaries, data):
    binaries, data = pathlib.Path(binaries), pathlib.Path(data)
    hub_port, node_port = free_port(), free_port()
    programs, rooms = [], []
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-walks-") as folder:
        try:
            shutil.copytree(data / "hub", f"{folder}/hub")
            shutil.copytree(data / "nodes" / "soest", f"{folder}/soest")
            hub = f"http://127.0.0.1:{hub_port}"
            programs.append(subprocess.Popen(
                [binaries / "rahmenwerk-hub", "serve", "--settings", data / "hub.json5", "--data", f"{folder}/hub", "--set",
                 f"http.port={hub_port}", "--set", f"staff.publicAddress={hub}"], stderr=subprocess.PIPE, text=True))
            programs.append(subprocess.Popen(
                [binaries / "rahmenwerk-node", "serve", "--data", f"{folder}/soest", "--set", f"http.port={node_port}", "--set",
                 "log.level=error"], stderr=subprocess.PIPE, text=True))
            wait(hub_port)
            wait(node_port)
            node = Room("node", f"http://127.0.0.1:{node_port}", "/staff", programs[1], folder)
            rooms.append(node)
            edit_at_once(node)
            wrong_input(node)
            correct_a_summary(node)
            ideas(node, folder)
            office = Room("hub", hub, "/office", programs[0], folder)
            rooms.append(office)
            consult(office, node)
            print("edited, corrected, approved, consulted and published in the browser")
        finally:
            for room in rooms:
                room.close()
            for program in programs:
                program.terminate()
                program.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
