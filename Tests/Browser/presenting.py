#!/usr/bin/env python3
"""Takes the hub's pages where they are shown: on paper, on a projector, under a magnifier, by keyboard.

    presenting.py BINARIES DEMO-DATA [FOLDER]

Each page printed must be A4 with its title, its address and no empty sheet; slides fill a screen of 1280 by 720 and a sheet each, and
the page keys lead through them. At 400 % zoom (320 CSS pixels) no page scrolls sideways; the first key leads to the skip link, and
whatever has the focus shows it. The overview weighs less than 150 KB, and no page asks anybody else for anything. FOLDER keeps the
printed files for looking at.
"""

import base64
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import pypdfium2

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Processes"))
from hub_process import free_port  # noqa: E402

from browser import Browser, first_link, wait  # noqa: E402

PUBLIC = ["/", "/towns", "/towns/soest", "/indicators", "/indicators/child-poverty", "/framework", "/participation", "/bundles",
          "/bundles/m01", "/calculations/measures?bundle=m01", "/calculations/adoptions", "/indicators/child-poverty/courses",
          "/fields", "/fields/mobility", "/measures", "/compare?town=soest", "/reports/2022-1", "/log", "/log/entries/0", "/changes?since=5", "/about", "/api"]
SLIDES = ["/slides", "/slides/indicators/child-poverty", "/slides/reports/2022-1"]
OFFICE = ["/office", "/office/deliveries?period=2022", "/office/deliveries/2022/soest", "/office/members", "/office/reports/2022",
          "/office/journal", "/office/news?since=5"]
A4 = (595, 842)
# Bytes of the overview with everything it needs, as they travel uncompressed.
HEAVIEST = 150 * 1024

faults = []


def fault(where, what):
    faults.append(what)
    print(f"FAIL {where}: {what}")


def until(browser, condition, seconds=20):
    """Waits for a condition in the page; false where it never comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if browser.evaluate(condition):
            return True
        time.sleep(0.02)
    return False


def rests(number):
    """Whether a slide fills the screen and nothing glides any more since the condition was asked before."""
    return f"""(() => {{
      const still = window.lastPlace === scrollY;
      window.lastPlace = scrollY;
      return still && Math.abs(document.getElementById('slide-{number}').getBoundingClientRect().top) < 3;
    }})()"""


def answered(browser):
    """What the page has asked for by now, once all of it has come or failed: addresses by request."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        # Whatever the browser has to say comes with the answer.
        browser.evaluate("1")
        told = {name: {event["params"]["requestId"] for event in browser.events if event.get("method") == f"Network.{name}"}
                for name in ("requestWillBeSent", "loadingFinished", "loadingFailed")}
        if told["requestWillBeSent"] <= told["loadingFinished"] | told["loadingFailed"]:
            break
        time.sleep(0.02)
    return {event["params"]["requestId"]: event["params"]["request"]["url"] for event in browser.events
            if event.get("method") == "Network.requestWillBeSent"}


def size(browser, width, height):
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)


def press(browser, key, code, number):
    for kind in ("keyDown", "keyUp"):
        text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
        browser.call("Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=number, **text)


def printed(browser, folder, path):
    """The page's PDF, read again."""
    data = browser.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
    file = folder / (path.strip("/").replace("/", "_").replace("?", "_") or "overview")
    file = file.with_suffix(".pdf")
    file.write_bytes(base64.b64decode(data))
    return pypdfium2.PdfDocument(str(file))


def words(text):
    """Without line ends, hyphens of the browser and blanks: how a line is broken does not matter."""
    return "".join(text.replace("\u00ad", "").replace("\ufffe", "").replace("-", "").split())


def on_paper(browser, folder, path, url):
    browser.open(url, 1280, False)
    title = browser.evaluate("document.querySelector('h1').innerText")
    line = browser.evaluate("document.querySelector('.print-line').textContent")
    document = printed(browser, folder, path)
    first = words(document[0].get_textpage().get_text_range())
    for what in (title, line):
        if words(what) not in first:
            fault(path, f"the first sheet does not say {what!r}")
    if words(browser.evaluate("document.querySelector('.site-nav').innerText")) in first:
        fault(path, "the navigation is printed")
    whole = words("".join(page.get_textpage().get_text_range() for page in document))
    # Paper has no forms, so it has no heading over nothing but forms.
    for heading in browser.evaluate("""[...document.querySelectorAll('main section')]
          .filter((one) => one.querySelector('form') && [...one.children].every((part) => /^(H2|H3|FORM)$/.test(part.tagName)))
          .flatMap((one) => [...one.querySelectorAll('h2, h3')].map((part) => part.innerText))"""):
        if words(heading) in whole:
            fault(path, f"the heading {heading!r} of a form is printed")
    for number, page in enumerate(document, 1):
        if tuple(round(side) for side in page.get_size()) != A4:
            fault(path, f"sheet {number} is {page.get_size()} and not A4")
        text = page.get_textpage()
        if text.count_chars() < 30:
            fault(path, f"sheet {number} is empty")
        if f"{number} / {len(document)}" not in text.get_text_range():
            fault(path, f"sheet {number} has no number")


def as_slides(browser, folder, path, url):
    browser.open(url, 1280, False)
    size(browser, 1280, 720)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
    tall = browser.evaluate("[...document.querySelectorAll('.slide')].filter((one) => one.scrollHeight > innerHeight + 1).map((one) => one.id)")
    if tall:
        fault(path, f"taller than the screen: {tall}")
    count = browser.evaluate("document.querySelectorAll('.slide').length")
    for number in range(2, count + 1):
        press(browser, "PageDown", "PageDown", 34)
        if not until(browser, rests(number)):
            fault(path, f"Page Down does not lead to slide {number}")
            break
    browser.evaluate("document.querySelector('#slide-2 .slide-steps a').click(); true")
    if not until(browser, rests(1)):
        fault(path, "the link back does not lead to the first slide")
    document = printed(browser, folder, path)
    if len(document) != count:
        fault(path, f"{count} slides are printed on {len(document)} sheets")
    if any(tuple(round(side) for side in page.get_size()) != A4[::-1] for page in document):
        fault(path, "a slide is not A4 on its side")


def magnified(browser, path, url):
    browser.open(url, 1280, False)
    size(browser, 320, 256)
    width = browser.evaluate("document.documentElement.scrollWidth")
    if width > 320:
        fault(path, f"at 400 % the page is {width} px wide")


def by_keyboard(browser, path, url):
    browser.open(url, 1280, False)
    press(browser, "Tab", "Tab", 9)
    if not until(browser, "document.activeElement.matches('a.skip') && document.activeElement.getBoundingClientRect().top >= 0"):
        fault(path, "the first key does not show the skip link")
        return
    press(browser, "Enter", "Enter", 13)
    if not until(browser, "location.hash === '#content' && document.activeElement.id === 'content'"):
        fault(path, "the skip link does not lead to the content")
    seen = set()
    for _ in range(25):
        press(browser, "Tab", "Tab", 9)
        state = browser.evaluate("""(() => {
          const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
          if (one === document.body) return null;
          return {name: (one.innerText || one.getAttribute('aria-label') || one.name || one.tagName).trim().slice(0, 40),
                  shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, size: box.width * box.height};
        })()""")
        if state is None:
            break
        if not state["shown"] or not state["size"]:
            fault(path, f"the focus on {state['name']!r} cannot be seen")
        seen.add(state["name"])
    if not seen:
        fault(path, "nothing behind the skip link can be reached")


def weighed(browser, origin, path, url):
    browser.call("Network.setCacheDisabled", cacheDisabled=True)
    browser.open(url, 1280, False)
    asked = answered(browser)
    for address in asked.values():
        if not address.startswith((origin + "/", "data:")):
            fault(path, f"asks {address}")
    if path == "/":
        weight = sum(len(browser.call("Network.getResponseBody", requestId=request)["body"].encode()) for request in asked)
        print(f"the overview weighs {weight / 1024:.1f} KB in {len(asked)} requests")
        if weight > HEAVIEST:
            fault(path, f"weighs {weight} bytes")
    browser.call("Network.setCacheDisabled", cacheDisabled=False)


def still(browser, path, url):
    """Nothing glides for those who do not want it."""
    browser.open(url, 1280, False)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
    moving = browser.evaluate("""[...document.querySelectorAll('*')].filter((one) => {
      const style = getComputedStyle(one);
      return style.scrollBehavior !== 'auto' || parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
    }).map((one) => one.tagName)""")
    if moving:
        fault(path, f"moves although nothing should: {moving}")


def main(binaries, data, kept=None):
    binaries, data = pathlib.Path(binaries), pathlib.Path(data)
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="rahmenwerk-presenting-") as folder:
        shutil.copytree(data / "hub", f"{folder}/hub")
        paper = pathlib.Path(kept or f"{folder}/paper")
        paper.mkdir(parents=True, exist_ok=True)
        hub = subprocess.Popen(
            [binaries / "rahmenwerk-hub", "serve", "--settings", data / "hub.json5", "--data", f"{folder}/hub", "--set",
             f"http.port={port}", "--set", f"staff.publicAddress={origin}"], stderr=subprocess.PIPE, text=True)
        try:
            wait(port)
            browser = Browser(f"{folder}/browser")
            browser.first_account(first_link(hub))
            for path in PUBLIC + OFFICE:
                url = f"{origin}{path}{'&' if '?' in path else '?'}lang=de"
                on_paper(browser, paper, path, url)
                magnified(browser, path, url)
                weighed(browser, origin, path, url)
            for path in SLIDES:
                url = f"{origin}{path}?lang=de"
                as_slides(browser, paper, path, url)
                magnified(browser, path, url)
                weighed(browser, origin, path, url)
            for path in ("/", "/towns", "/indicators/child-poverty", "/office/deliveries?period=2022"):
                url = f"{origin}{path}{'&' if '?' in path else '?'}lang=de"
                by_keyboard(browser, path, url)
                still(browser, path, url)
            browser.close()
        finally:
            hub.terminate()
            hub.wait()
    print(f"{len(PUBLIC + OFFICE)} pages on paper, {len(SLIDES)} sets of slides, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
