#!/usr/bin/env python3
"""Opens the demo's pages in headless Chromium, German and English, 360 and 1280 px wide, light and dark.

    check_pages.py BINARIES DEMO-DATA [SCREENSHOT-FOLDER]

Each page must load without an error on the console (a violated content security policy is one), must not be wider
than the window, and must have one h1, a title, a skip link that works, labelled tables and a language, and axe-core must find nothing.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Processes"))
from hub_process import free_port  # noqa: E402

from browser import Browser, first_link, wait  # noqa: E402
from participation import add_idea, make_process  # noqa: E402

PAGES = ["/", "/towns", "/towns?q=berle", "/towns?q=Atlantis", "/towns?sort=colour", "/fields", "/fields/energy", "/fields/mobility", "/goals/good-life", "/measures", "/measures?q=platt&status=running", "/measures?q=Atlantis", "/towns/soest/measures/stadtportal", "/compare", "/compare?town=menden&town=bad-berleburg&town=soest", "/indicators?q=armut&sort=-name", "/towns/soest", "/towns/menden", "/indicators/child-poverty", "/indicators/population",
         "/indicators/average-length-of-stay", "/indicators/child-poverty?sort=-value", "/map", "/map?indicator=population",
         "/embed/indicators/child-poverty", "/embed/indicators/child-poverty/comparison", "/embed/indicators/child-poverty/map", "/embed/measures", "/log", "/log/entries/0", "/framework", "/framework/1", "/bundles", "/bundles/m01", "/participation", "/about", "/api", "/reports/2022-1", "/problems/fork",
         "/calculations/measures", "/calculations/measures?number=towns&bundle=m01", "/calculations/participation?figure=contributions",
         "/calculations/adoptions", "/calculations/summaries?period=2022", "/calculations/summaries?period=x",
         "/embed/participation", "/embed/bundles", "/embed/bundles/m01",
         "/changes", "/changes?since=5", "/changes?since=x", "/?at=20", "/?at=0", "/towns?page=99",
         "/indicators/child-poverty?period=x", "/slides", "/slides/indicators/child-poverty", "/slides/reports/2022-1", "/no-such-page"]
NODE_PAGES = ["/", "/measures", "/events", "/imprint", "/privacy", "/accessibility", "/feedback",
              "/participation/lineage", "/participation/pilots", "/participation/documents", "/participation/data",
              "/participation/follow", "/participation/outcome", "/staff/login"]
# Behind the log-in, through which the test goes once by the real form.
STAFF_PAGES = ["/staff", "/staff/strategy", "/staff/strategy/measures", "/staff/strategy/measures/stadtportal",
               "/staff/strategy/edit/measure/stadtportal/basics", "/staff/strategy/edit/measure/stadtportal/costs",
               "/staff/strategy/edit/head", "/staff/strategy/versions", "/staff/strategy/publish", "/staff/strategy/adopt",
               "/staff/reports", "/staff/face", "/staff/face/accessibility", "/staff/feedback", "/staff/receipts",
               "/staff/summary", "/staff/summary/suedwestfalen/2022", "/staff/indicators", "/staff/indicators/entry",
               "/staff/indicators/entry?period=2023", "/staff/indicators/series/child-poverty",
               "/staff/indicators/series/child-poverty/plan", "/staff/indicators/new", "/staff/indicators/import",
               "/staff/indicators/series/child-poverty/secrecy", "/staff/participation",
               "/staff/participation/processes/new", "/staff/participation/documents", "/staff/participation/documents/new",
               "/staff/participation/import",
               "/staff/participation/privacy", "/staff/participation/privacy/record",
               "/staff/participation/lineage", "/staff/participation/pilots", "/staff/participation/pilots/new",
               "/staff/participation/votes", "/staff/participation/votes/new",
               "/staff/deadlines", "/staff/deadlines/new", "/staff/framework", "/staff/framework/suedwestfalen/1",
               "/staff/framework/suedwestfalen/declaration",
               "/staff/participation/events", "/staff/participation/events/new", "/staff/participation/conversations",
               "/staff/account", "/staff/account/second-factor", "/staff/accounts",
               "/staff/accounts/invite", "/staff/accounts/1", "/staff/accounts/1/deactivate", "/staff/journal"]
# Made by the test itself, once somebody is logged in.
IDEA_PAGES = ["/participation", "/participation/was-braucht-es", "/participation/was-braucht-es/ideas",
              "/participation/was-braucht-es/ideas?q=Markt", "/participation/was-braucht-es/ideas?q=Mond",
              "/participation/was-braucht-es/ideas/new", "/participation/ideas/1", "/participation/ideas/1/comments",
              "/participation/ideas/1/report", "/participation/rules", "/participation/log", "/staff/participation",
              "/staff/participation/queue", "/staff/participation/queue?show=unread", "/staff/participation/reports",
              "/staff/participation/contributions", "/staff/participation/contributions/1", "/staff/participation/places"]
# The examples of participation that the demo carries, in the towns that carry them. `#` is an address that the test finds on the page before it.
FILLED_PAGES = {
    "soest": [
        "/participation/lebenswerte-region", "/participation/lebenswerte-region/ideas", "/participation/lebenswerte-region/ideas?topic=mobilitaet",
        "#idea Mitfahrbänke an den Ortseingängen", "#idea Eine Mitfahrbank für unser Dorf", "/participation/ideen-das-ganze-jahr/ideas/new",
        "/participation/pilots", "/participation/pilots/1", "/participation/lineage", "/measures/stadtportal",
        "/participation/documents", "/participation/documents/charta", "/participation/documents/charta/answers",
        "/participation/documents/charta/versions/2/changes", "/participation/documents/charta/versions/1", "/events",
        "/events/regionalkonferenz", "/events/regionalkonferenz/documentation", "/events/regionalkonferenz/wall",
        "/participation/outcome", "/participation/log", "/participation/data", "/participation/data/lebenswerte-region",
        "/staff/participation/queue", "/staff/participation/contributions?process=lebenswerte-region", "#staff Mitfahrbänke an den Ortseingängen",
        "/staff/participation/lineage", "/staff/participation/pilots/1", "/staff/participation/documents/charta",
        "/staff/participation/documents/charta/remarks", "/staff/participation/documents/charta/sections/1",
        "/staff/participation/events/regionalkonferenz", "/staff/participation/events/regionalkonferenz/themes",
        "/staff/participation/events/regionalkonferenz/documentation", "/staff/participation/processes/lebenswerte-region"],
    "olpe": ["/participation/sieben-massnahmen", "/participation/votes/1", "/participation/votes/1/result",
             "/participation/abstimmen-ausprobieren", "/participation/votes/2", "/staff/participation/votes",
             "/staff/participation/votes/1", "/staff/participation/votes/1/sheets/1", "/staff/participation/votes/1/edit",
             "/events/werkstatt-jugend/documentation"],
    "arnsberg": ["/participation/staerken-und-schwaechen", "/participation/votes/1/result", "/participation/lineage"],
    "menden": ["/participation/ideen-fuer-morgen", "/participation/ideen-fuer-morgen/ideas?channel=conversation", "/participation/votes/1/result",
               "/events/offener-tag/wall", "/participation/outcome", "/staff/participation/conversations/ideen-fuer-morgen"],
    "bad-berleburg": ["/participation/leitlinien", "/participation/documents/leitlinien-doerfer",
                      "/participation/documents/leitlinien-doerfer/answers", "/participation/documents/leitlinien-doerfer/versions/2/changes",
                      "/staff/participation/documents/leitlinien-doerfer/remarks?show=open"],
}
OFFICE_PAGES = ["/office", "/office/face", "/office/face/look", "/office/accounts", "/office/journal", "/office/framework",
                "/office/framework/import", "/office/consultation", "/office/members", "/office/members/invite",
                "/office/members/soest", "/office/members/soest/change", "/office/members/soest/merge", "/office/witnesses",
                "/office/reports", "/office/reports/2022", "/office/deliveries", "/office/deliveries?period=2022&show=open",
                "/office/deliveries?show=x", "/office/deliveries/2022/soest", "/office/news", "/office/news?since=5"]

# What is answered with an error, as it should be: the browser says so on its console.
REFUSED = {"hub/no-such-page": "404", "hub/towns?sort=colour": "400", "hub/changes?since=x": "400", "hub/?at=0": "400",
           "hub/towns?page=99": "400", "hub/calculations/summaries?period=x": "400",
           "hub/indicators/child-poverty?period=x": "400", "hub/office/deliveries?show=x": "400"}

PROBE = """(() => {
  const faults = [];
  const say = (fault) => faults.push(fault);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) say(`wider than the window: ${root.scrollWidth} > ${root.clientWidth}`);
  if (document.querySelectorAll('h1').length !== 1) say('not exactly one h1');
  if (!document.title.trim()) say('no title');
  if (root.lang !== LANGUAGE) say(`language ${root.lang}`);
  const skip = document.querySelector('a[href^="#"]');
  if (!skip || !document.getElementById(skip.getAttribute('href').slice(1))) say('no skip link that leads anywhere');
  for (const table of document.querySelectorAll('table')) {
    if (!table.querySelector('caption')) say('a table without caption');
    for (const head of table.querySelectorAll('th')) if (!head.hasAttribute('scope')) say('a header cell without scope');
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  if (new Set(ids).size !== ids.length) say('an id stands twice');
  for (const image of document.querySelectorAll('svg[role="img"]'))
    if (!image.querySelector('title')) say('a chart without title');
  if (document.querySelector('script')) say('a script');
  return faults;
})()"""


def main(binaries, data, shots=None):
    binaries, data = pathlib.Path(binaries), pathlib.Path(data)
    programs = []
    hub, node = free_port(), free_port()
    origin = f"http://127.0.0.1:{hub}"
    faults = pages = 0
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-browser-") as folder:
        try:
            # Copies: the demo's own data get no account from here, and the test can be run again.
            shutil.copytree(data / "hub", f"{folder}/hub")
            shutil.copytree(data / "nodes" / "soest", f"{folder}/soest")
            programs.append(subprocess.Popen(
                [binaries / "rahmenwerk-hub", "serve", "--settings", data / "hub.json5", "--data", f"{folder}/hub", "--set",
                 f"http.port={hub}", "--set", f"staff.publicAddress={origin}", "--set",
                 f"map.boundaries={ROOT}/Tests/Fixtures/boundaries.geojson", "--set", "map.notice=Erfundene Grenzen zum Prüfen"], stderr=subprocess.PIPE, text=True))
            programs.append(subprocess.Popen(
                [binaries / "rahmenwerk-node", "serve", "--data", f"{folder}/soest", "--set", f"http.port={node}", "--set",
                 "log.level=error"], stderr=subprocess.PIPE, text=True))
            for port in (hub, node):
                wait(port)
            browser = Browser(f"{folder}/browser")
            addresses = [(f"hub{path}", origin + path) for path in PAGES]
            addresses += [(f"node{path}", f"http://127.0.0.1:{node}{path}") for path in NODE_PAGES]
            links = [first_link(program) for program in programs]
            addresses.append(("node/staff/link", links[1]))
            addresses += [(f"hub{path}", origin + path) for path in OFFICE_PAGES]
            addresses += [(f"node{path}", f"http://127.0.0.1:{node}{path}") for path in STAFF_PAGES]
            addresses += [(f"node{path}", f"http://127.0.0.1:{node}{path}") for path in IDEA_PAGES]
            def look(name, address):
                nonlocal faults, pages
                for language in ("de", "en"):
                    for width, dark in ((1280, False), (360, False), (360, True)):
                        pages += 1
                        url = f"{address}{'&' if '?' in address else '?'}lang={language}"
                        errors = [text for text in browser.open(url, width, dark)
                                  if not (name in REFUSED and REFUSED[name] in text)]
                        found = errors + browser.evaluate(PROBE.replace("LANGUAGE", json.dumps(language)))
                        # A wall keeps itself up to date by the one script there is.
                        if address.endswith("/wall"):
                            found = [fault for fault in found if fault != "a script"]
                        # One figure in a frame: nothing to skip.
                        if "/embed/" in name:
                            found = [fault for fault in found if not fault.startswith("no skip link")]
                        if (width, dark) != (360, False):
                            found += browser.violations()
                        for fault in found:
                            faults += 1
                            print(f"FAIL {name} {language} {width} px: {fault}")
                        if shots:
                            place = name.replace("/", "_").replace("?", "_")
                            label = f"{place}-{language}-{width}{'-dark' if dark else ''}.png"
                            browser.screenshot(pathlib.Path(shots) / label)

            for name, address in addresses:
                if links and name == f"hub{OFFICE_PAGES[0]}":
                    while links:
                        browser.first_account(links.pop())
                if name == f"node{IDEA_PAGES[0]}":
                    fill_with_ideas(browser, f"http://127.0.0.1:{node}")
                look(name, address)
            for town, paths in FILLED_PAGES.items():
                shutil.copytree(data / "nodes" / town, f"{folder}/filled-{town}")
                port = free_port()
                programs.append(subprocess.Popen(
                    [binaries / "rahmenwerk-node", "serve", "--data", f"{folder}/filled-{town}", "--set", f"http.port={port}", "--set",
                     "log.level=error"], stderr=subprocess.PIPE, text=True))
                wait(port)
                here = f"http://127.0.0.1:{port}"
                browser.first_account(first_link(programs[-1]))
                for path in paths:
                    look(f"{town}{path}", here + path if path.startswith("/") else find(browser, here, path))
            browser.close()
        finally:
            for program in programs:
                program.terminate()
                program.wait()
    print(f"{pages} pages opened, {faults} faults")
    sys.exit(1 if faults else 0)


def find(browser, origin, wanted):
    """The address of an idea by its title: `#idea TITLE` its public page, `#staff TITLE` that of staff."""
    kind, title = wanted[1:].split(" ", 1)
    browser.open(f"{origin}/staff/participation/contributions?process=lebenswerte-region&q={urllib.parse.quote(title)}&lang=de", 1280, False)
    number = browser.evaluate(f"""(() => {{
      const link = [...document.querySelectorAll('main a')].find((one) => one.innerText.trim() === {json.dumps(title)});
      return link ? link.pathname.split('/').pop() : '';
    }})()""")
    if not number:
        # Merged ideas stand for themselves no more; the one they were merged into leads there.
        browser.open(f"{origin}/staff/participation/contributions?process=lebenswerte-region&q=Mitfahrb%C3%A4nke&lang=de", 1280, False)
        browser.press("Mitfahrbänke an den Ortseingängen")
        number = browser.evaluate(f"""(() => {{
          const link = [...document.querySelectorAll('main a')].find((one) => one.innerText.trim() === {json.dumps(title)});
          return link ? link.pathname.split('/').pop() : '';
        }})()""")
    if not number:
        sys.exit(f"there is no idea {title!r}")
    return f"{origin}/participation/ideas/{number}" if kind == "idea" else f"{origin}/staff/participation/contributions/{number}"


def fill_with_ideas(browser, origin):
    """A process with two ideas and one that waits to be read."""
    process = make_process(browser, origin)
    add_idea(browser, process, "Mehr Bänke auf dem Marktplatz", "Damit man sich ausruhen kann, auch im Schatten.\n\n- unter den "
             "Linden\n- am Brunnen", pseudonym="Eine mit müden Füßen", topic="strassen-wege-und-plaetze")
    add_idea(browser, process, "Donaudampfschifffahrtsgesellschaftskapitänsmützenausstellung am Markt", "x" * 300)
    add_idea(browser, process, "Anruf erbeten", "Rufen Sie Frau Muster an, 02921 1031234, Marktstraße 5.")


if __name__ == "__main__":
    main(*sys.argv[1:])
