"""A process with ideas, made in the browser by its own forms; and a visitor who has a keyboard, a small screen and no script."""

import json
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

# Longer than a program would take and a person hardly ever needs.
PAUSE = 3.5


def make_process(browser, origin, slug="was-braucht-es"):
    """A process that is open for ideas from now on; `browser` is logged in as somebody who may write."""
    browser.open(f"{origin}/staff/participation/processes/new?lang=de", 1280, False)
    browser.fill({"title": "Was braucht es?", "question": "Was braucht es, damit unsere Stadt noch lebenswerter wird?",
                  "description": "Wir sammeln Ideen und sagen zu jeder, was daraus wird.", "published": ["yes"], "reviewed": "at-once",
                  "phase-1-kind": "collect", "phase-1-first": "2020-01-01", "topic-1-name": "Straßen, Wege und Plätze",
                  "topic-2-name": "Kultur und Begegnung"})
    browser.press("Speichern")
    return f"{origin}/participation/{slug}"


def add_idea(browser, process, title, text, **more):
    """Both steps of an idea. Gives the author's own address."""
    browser.open(f"{process}/ideas/new?lang=de", 1280, False)
    browser.fill({"title": title, "text": text, **more})
    time.sleep(PAUSE)
    browser.press("Weiter")
    browser.press("Idee einreichen")
    return browser.evaluate("location.href")


class Keyboard:
    """Presses keys in a window of 360 px without script; nothing is clicked and nothing is set behind the page's back."""

    def __init__(self, browser):
        self.browser = browser
        browser.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=1, mobile=False)
        browser.call("Emulation.setScriptExecutionDisabled", value=True)

    def open(self, url):
        self.browser.events.clear()
        self.browser.call("Page.navigate", url=url)
        self.browser.wait_until_loaded()

    def tab_to(self, wanted):
        """Tabs on to the field of that name, or to the link or button whose words begin so."""
        for _ in range(250):
            self.key("Tab", 9)
            at = self.browser.evaluate("""(() => { const e = document.activeElement;
              return { name: e.name || '', words: (e.innerText || '').trim(), shown: e.getClientRects().length > 0 }; })()""")
            if at["name"] == wanted or at["words"].startswith(wanted):
                if not at["shown"]:
                    sys.exit(f"{self.browser.path()}: {wanted!r} has the focus and cannot be seen")
                return
        sys.exit(f"{self.browser.path()}: no way by keyboard to {wanted!r}:\n{self.browser.text()[:2000]}")

    def type(self, name, text):
        self.tab_to(name)
        self.browser.call("Input.insertText", text=text)

    def choose(self, name, letter):
        """The first choice of a selection that begins with `letter`."""
        self.tab_to(name)
        self.browser.call("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
        self.browser.call("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def press(self, wanted):
        """Follows a link or presses a button with the enter key."""
        self.tab_to(wanted)
        self.browser.events.clear()
        self.key("Enter", 13, "\r")
        self.browser.wait_until_loaded()

    def key(self, name, code, text=""):
        self.browser.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", key=name, code=name,
                          windowsVirtualKeyCode=code, **({"text": text} if text else {}))
        self.browser.call("Input.dispatchKeyEvent", type="keyUp", key=name, code=name, windowsVirtualKeyCode=code)

    def done(self):
        self.browser.call("Emulation.setScriptExecutionDisabled", value=False)


def take_part(browser, process):
    """From the process to an idea of one's own, its support and a comment, by keyboard alone, at 360 px, without script."""
    hand = Keyboard(browser)
    hand.open(f"{process}?lang=de")
    hand.press("Idee einreichen")
    hand.type("title", "Trinkbrunnen auf dem Marktplatz")
    hand.type("text", "Im Sommer ist es dort heiß, und Trinkwasser ist für alle gut.")
    hand.choose("topic", "S")
    hand.type("pseudonym", "Wassertropfen")
    time.sleep(PAUSE)
    hand.press("Weiter")
    says(browser, "Stimmt alles so?", "Trinkbrunnen auf dem Marktplatz", "Straßen, Wege und Plätze", "Wassertropfen",
         "Ähnliche Ideen gibt es schon", "Ein Trinkbrunnen für den Markt")
    hand.press("Noch etwas ändern")
    if browser.evaluate("document.getElementById('text').value").startswith("Im Sommer") is False:
        sys.exit("what was typed is lost on the way back")
    hand.press("Weiter")
    hand.press("Idee einreichen")
    says(browser, "Danke. Ihre Idee ist eingegangen.", "/participation/mine/")
    hand.press("Zur Idee")
    hand.press("Diese Idee unterstützen")
    says(browser, "1 Unterstützung", "Sie unterstützen diese Idee.")
    hand.type("comment", "Bitte auch einen am Bahnhof.")
    time.sleep(PAUSE)
    hand.press("Kommentar senden")
    says(browser, "Danke. Ihr Kommentar ist eingegangen.")
    hand.press("Zur Idee")
    says(browser, "1 Kommentar", "Bitte auch einen am Bahnhof.")
    hand.open(f"{process}/ideas?lang=de")
    hand.type("q", "Trinkbrunn heiss")
    browser.events.clear()
    hand.key("Enter", 13, "\r")
    browser.wait_until_loaded()
    says(browser, "Trinkbrunnen auf dem Marktplatz")
    hand.done()


def refused_and_goes_on(browser, origin, idea, look):
    """One report too many of this connection: without script one is told how long to wait, with script one goes on."""
    address = f"{idea}/report"
    with urllib.request.urlopen(f"{origin}{address}?lang=de", timeout=60) as page:
        token = re.search(r'name="token" value="([^"]+)"', page.read().decode()).group(1)
    time.sleep(PAUSE)
    form = urllib.parse.urlencode({"token": token, "rule": "other", "words": "Zu oft."}).encode()
    for _ in range(40):
        try:
            urllib.request.urlopen(f"{origin}{address}?lang=de", form, timeout=60).close()
        except urllib.error.HTTPError as error:
            if error.code != 429 or not 0 < int(error.headers["Retry-After"]) <= 3600:
                sys.exit(f"{address} answers {error.code} to what is sent too often")
            break
    else:
        sys.exit(f"{address} takes whatever is sent")
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{origin}{address}?lang=de", 360, False)
    browser.fill({"rule": "other", "words": "Bitte noch einmal ansehen."})
    time.sleep(PAUSE)
    browser.press("Meldung senden")
    says(browser, "geht es wieder; was Sie eingegeben haben, steht noch da")
    if "Oder es geht gleich weiter" in browser.text():
        sys.exit("work is offered to a browser that runs no scripts")
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    browser.press("Meldung senden")
    says(browser, "geht es wieder", "Oder es geht gleich weiter")
    if browser.evaluate("document.getElementById('words').value") != "Bitte noch einmal ansehen.":
        sys.exit("what was typed is lost where too much was sent")
    # At once: whoever presses before the work is done waits for it.
    browser.press("Meldung senden")
    says(browser, "Danke für Ihre Meldung")
    browser.open(f"{origin}{address}?lang=en", 360, False)
    browser.fill({"rule": "other", "words": "Once more."})
    time.sleep(PAUSE)
    browser.press("Send the report")
    deadline = time.monotonic() + 120
    while "You can send now." not in browser.text():
        if time.monotonic() > deadline:
            sys.exit("the work does not end")
    look(browser)
    browser.press("Send the report")
    says(browser, "Thank you for your report")


def says(browser, *words):
    text = " ".join(browser.text().split())
    for word in words:
        if word not in text:
            sys.exit(f"{browser.path()} does not say {word!r}:\n{browser.text()[:3000]}")
    too_wide = browser.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    if too_wide:
        sys.exit(f"{browser.path()} is wider than the window")
