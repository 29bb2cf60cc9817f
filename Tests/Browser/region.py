#!/usr/bin/env python3
"""Why is the region's child poverty 10.97? Asked of a hub with all 59 municipalities of Südwestfalen as a new reader would, by three
clicks in headless Chromium, then by one command with the auditor, and worked out here from the contributions.

    region.py BINARIES [--serve]

With --serve the hub stays and its address is printed. The figures are those of Tests/FederationTests/SouthWestphaliaTable.swift,
handed in by the load generator (the product Load).
"""

import decimal
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Processes"))
from hub_process import Hub  # noqa: E402

from browser import Browser  # noqa: E402


# The pioneers go by the names that the framework strategy knows them by; the others by their official key.
PIONEERS = {"05958004": "arnsberg", "05970004": "bad-berleburg", "05962040": "menden", "05966024": "olpe", "05974040": "soest"}


def table():
    text = (ROOT / "Tests" / "FederationTests" / "SouthWestphaliaTable.swift").read_text()
    head, *rows = [line.strip() for line in text.split('"""')[1].strip().splitlines()]
    return [dict(zip(head.split(","), row.split(","))) for row in rows]


def two_decimals(text):
    return f"{decimal.Decimal(text):.2f}"


def make(binaries, folder):
    """A hub that runs, with every municipality a member and its figures handed in."""
    hub = Hub(binaries, folder)
    hub.create()
    invitations = pathlib.Path(folder) / "invitations"
    invitations.mkdir()
    lines = []
    for town in table():
        tenant = PIONEERS.get(town["ags"], f"t{town['ags']}")
        role = "pioneer" if town["ags"] in PIONEERS else "joiner"
        hub.run("invite", tenant, "--name", town["name"], "--role", role, "--from", "2020",
                "--location", f"{town['latitude']},{town['longitude']}", "--output", str(invitations / f"{tenant}.invitation"))
        lines += [f"{tenant},area,2019,{two_decimals(town['area_km2'])}", f"{tenant},population,2019,{town['population_2019']}",
                  f"{tenant},population,2022,{town['population_2022']}",
                  f"{tenant},child-poverty,2022,{two_decimals(town['child_poverty_2022'])}"]
    figures = pathlib.Path(folder) / "figures.csv"
    figures.write_text("\n".join(lines) + "\n")
    hub.start()
    subprocess.run([pathlib.Path(binaries) / "Load", invitations, "--table", figures], check=True, stdout=subprocess.DEVNULL)
    return hub


def expect(text, *parts):
    for part in parts:
        if part not in text:
            sys.exit(f"“{part}” is not on the page:\n{text[:3000]}")


def follow(browser, words, place="main"):
    """Clicks the first link in `place` whose words match."""
    browser.events.clear()
    found = browser.evaluate(f"""(() => {{
      const place = {place if "." in place else f"document.querySelector('{place}')"};
      const one = [...place.querySelectorAll('a')].find((link) => new RegExp({json.dumps(words)}).test(link.innerText.trim()));
      if (one) one.click();
      return one ? one.innerText.trim() : '';
    }})()""")
    if not found:
        sys.exit(f"{browser.path()} has no link {words}")
    browser.wait_until_loaded()
    print(f"  click: {found} → {browser.path()}")


def walk(hub, folder):
    """Overview, calculation, signed statement."""
    browser = Browser(f"{folder}/browser")
    try:
        browser.open(f"http://127.0.0.1:{hub.port}/?lang=en", 1280, False)
        follow(browser, "^Child poverty$")
        expect(browser.text(), "10.97", "Weighted mean", "Population", "59 of 59", "13.34", "74,861")
        follow(browser, r"^Entry \d+$", "[...document.querySelectorAll('main tr')].find((row) => /Arnsberg/.test(row.innerText))")
        expect(browser.text(), "Summary", "Arnsberg", "Signed at", "child-poverty", "13.34")
    finally:
        browser.close()


def recompute(hub):
    """Σ value × weight ÷ Σ weight of all contributions, as the interface gives them in parts."""
    rows, address = [], "/api/v1/indicators/child-poverty/contributions?period=2022&limit=25"
    while address:
        answer = json.loads(hub.get(address)[1])
        rows += answer["contributions"]
        address = answer["next"] and re.sub(r"^https?://[^/]+", "", answer["next"])
    assert len(rows) == 59, len(rows)
    weights = [decimal.Decimal(row["weight"]["observation"]["value"]) for row in rows]
    values = [decimal.Decimal(row["observation"]["value"]) for row in rows]
    mean = sum(value * weight for value, weight in zip(values, weights)) / sum(weights)
    assert two_decimals(mean) == "10.97", mean


def explain(hub, binaries, folder):
    """The figure from an export, by one command."""
    export = pathlib.Path(folder) / "export.tar"
    hub.run("export", "--output", str(export))
    policy = pathlib.Path(folder) / "policy"
    policy.write_text(f"log {hub.log}\nquorum none\n")
    told = subprocess.run([pathlib.Path(binaries) / "rahmenwerk-audit", "explain", export, "child-poverty", "2022", "--policy", policy,
                           "--office", hub.office], capture_output=True, text=True, env={**os.environ, "LANG": "C"})
    if told.returncode != 0:
        sys.exit(f"explain ended with {told.returncode}: {told.stdout}{told.stderr}")
    expect(told.stdout, "10.97", "arnsberg", "13.34", "74861")
    print("  command: rahmenwerk-audit explain export.tar child-poverty 2022 → "
          + next(line.strip() for line in told.stdout.splitlines() if "10.97" in line))


def main(binaries, serve):
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-region-") as folder:
        hub = make(binaries, folder)
        try:
            if serve:
                print(f"http://127.0.0.1:{hub.port}/", flush=True)
                hub.process.wait()
                return
            walk(hub, folder)
            recompute(hub)
            explain(hub, binaries, folder)
        finally:
            hub.stop()


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], "--serve" in sys.argv[2:])
