#!/usr/bin/env python3
"""Drives pages of `lopsided report --format html` in Chromium and says what is wrong with them.

    lopsided report quick --format html
    python3 Benchmarks/Peers/page_check.py reports/quick/report.html --screenshots /tmp/pages

Needs Chromium with its driver (Debian: chromium, chromium-driver) and Python alone. At phone and
desktop width, light and dark: the page is no wider than the window, loads nothing, logs nothing,
has unique identifiers and no dangling link; tables scroll within themselves under a first column
that stays; every column sorts by pointer and keyboard as an independent reading of its cells says.
"""

import argparse
import base64
import contextlib
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

ENTER = "\ue007"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SUPERSCRIPTS = {ord(c): str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {ord("⁻"): "-"}
NUMBER = re.compile(r"<?\s*([+−-]?\d[\d,]*(?:\.\d+)?)(?:×10(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?")


class Browser:
    """A WebDriver session."""

    def __init__(self):
        driver = shutil.which("chromedriver")
        if not driver or not shutil.which("chromium"):
            sys.exit("Chromium or its driver is missing: apt-get install chromium chromium-driver")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.base}/status", timeout=1).close()
                break
            time.sleep(0.1)
        options = {
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
            "binary": shutil.which("chromium"),
        }
        capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self.base += f"/session/{session['sessionId']}"

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def devtools(self, command, **parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def show(self, page, width, scheme):
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=844 if width < 600 else 900, deviceScaleFactor=1,
            mobile=width < 600,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.devtools("Emulation.setEmulatedMedia", features=[feature])
        self.call("POST", "/url", {"url": page.resolve().as_uri()})

    def press(self, element, keys):
        self.call("POST", f"/element/{element[ELEMENT]}/value", {"text": keys})

    def screenshot(self, path, tallest=0):
        """The window, or the page from its top down to `tallest` pixels."""
        clip = {}
        if tallest:
            width, height = self.run(
                "return [innerWidth, document.documentElement.scrollHeight]"
            )
            area = {"x": 0, "y": 0, "width": width, "height": min(height, tallest), "scale": 1}
            clip = {"clip": area, "captureBeyondViewport": True}
        shot = self.devtools("Page.captureScreenshot", **clip)
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        with contextlib.suppress(RuntimeError, OSError):
            self.call("DELETE", "")
        self.process.terminate()
        self.process.wait()


LAYOUT = """
const all = [...document.querySelectorAll("[id]")].map((element) => element.id);
const links = [...document.querySelectorAll('a[href^="#"]')]
  .map((link) => decodeURIComponent(link.hash.slice(1)));
const wide = [...document.querySelectorAll(".table")].filter((box) => {
  box.scrollLeft = 60;
  const cell = box.querySelector("td");
  const moved = box.scrollLeft > 0;
  const stays = Math.abs(cell.getBoundingClientRect().left - box.getBoundingClientRect().left) < 3;
  box.scrollLeft = 0;
  return moved && !stays;
});
return {
  overflow: document.documentElement.scrollWidth - innerWidth,
  repeated: all.filter((id, place) => all.indexOf(id) !== place),
  dangling: links.filter((id) => !document.getElementById(id)),
  loaded: performance.getEntriesByType("resource").map((entry) => entry.name),
  slipping: wide.map((box) => box.getAttribute("aria-label")),
  tables: document.querySelectorAll("main table").length,
  scrolling: [...document.querySelectorAll(".table")]
    .filter((box) => box.scrollWidth > box.clientWidth).length,
  small: [...document.querySelectorAll("button.sort")].filter((button) => {
    const box = button.getBoundingClientRect();
    return Math.min(box.width, box.height) < 24;
  }).length,
};
"""

TABLES = """
return [...document.querySelectorAll("main table")].map((table) => ({
  buttons: [...table.tHead.rows[0].cells].map((cell) => cell.querySelector("button.sort")),
  rows: [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
}));
"""

COLUMN = """
const [button, column] = arguments;
const table = button.closest("table");
return {
  sort: button.closest("th").getAttribute("aria-sort"),
  others: table.querySelectorAll("th[aria-sort]").length,
  cells: [...table.tBodies[0].rows].map((row) => row.cells[column].textContent.trim()),
};
"""


def number(text):
    found = NUMBER.match(text)
    if not found:
        return None
    value = float(found[1].replace(",", "").replace("−", "-"))
    if found[2]:
        value *= 10.0 ** int(found[2].translate(SUPERSCRIPTS))
    return value


def check_order(cells, direction, where):
    """Whether cells stand in order; missing ones last."""
    known = [cell for cell in cells if cell not in ("", "–", "-")]
    if cells[: len(known)] != known:
        return [f"{where}: missing cells are not last"]
    values = [number(cell) for cell in known]
    if None in values:
        # Texts: the browser's collation is not repeated here; all must still be there.
        return []
    wanted = sorted(values, reverse=direction == "descending")
    return [] if values == wanted else [f"{where}: not {direction}: {known}"]


def check_sorting(browser, limit):
    problems = []
    sorted_columns = 0
    for place, table in enumerate(browser.run(TABLES)):
        rows = table["rows"]
        for column, button in enumerate(table["buttons"]):
            if button is None or sorted_columns >= limit:
                continue
            where = f"table {place + 1}, column {column + 1}"
            original = browser.run(COLUMN, button, column)["cells"]
            seen = []
            for step in range(3):
                # By keyboard and by pointer in turn.
                if step == 0:
                    browser.press(button, ENTER)
                else:
                    browser.run("arguments[0].click()", button)
                now = browser.run(COLUMN, button, column)
                if sorted(now["cells"]) != sorted(original):
                    problems.append(f"{where}: cells were lost")
                if step < 2:
                    seen.append(now["sort"])
                    if now["others"] != 1:
                        problems.append(f"{where}: {now['others']} columns claim to be sorted")
                    problems += check_order(now["cells"], now["sort"], where)
                elif now["sort"] is not None or now["cells"] != original:
                    problems.append(f"{where}: the third press does not restore the order")
            if sorted(str(s) for s in seen) != ["ascending", "descending"]:
                problems.append(f"{where}: aria-sort was {seen}")
            sorted_columns += 1
        # Rows stay whole: a label that was blank is carried along, the rest is as before.
        after = browser.run(TABLES)[place]["rows"]
        if after != rows:
            problems.append(f"table {place + 1}: rows differ after sorting back")
    return sorted_columns, problems


def check(browser, page, screenshots, limit):
    problems = []
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            browser.show(page, width, scheme)
            view = f"{width} px {scheme}"
            found = browser.run(LAYOUT)
            if found["overflow"] > 0:
                problems.append(f"{view}: the page is {found['overflow']} px too wide")
            if found["small"]:
                problems.append(f"{view}: {found['small']} buttons are smaller than 24 px")
            for key in ("repeated", "dangling", "loaded", "slipping"):
                if found[key]:
                    problems.append(f"{view}: {key}: {found[key][:5]}")
            print(f"  {view}: {found['tables']} tables, {found['scrolling']} scroll")
            if screenshots:
                screenshots.mkdir(parents=True, exist_ok=True)
                stem = f"{page.resolve().parent.name}-{width}-{scheme}"
                browser.screenshot(screenshots / f"{stem}.png")
                browser.screenshot(screenshots / f"{stem}-whole.png", tallest=12_000)
    columns, wrong = check_sorting(browser, limit)
    print(f"  {columns} columns sorted both ways and back")
    for entry in browser.call("POST", "/se/log", {"type": "browser"}):
        problems.append(f"log: {entry['message']}")
    return problems + wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path, help="a folder for pictures")
    parser.add_argument("--columns", type=int, default=10**9, help="sort at most this many")
    arguments = parser.parse_args()
    browser = Browser()
    failed = False
    try:
        for page in arguments.pages:
            print(page)
            problems = check(browser, page, arguments.screenshots, arguments.columns)
            failed = failed or bool(problems)
            for problem in problems:
                print(f"  WRONG {problem}")
    finally:
        browser.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
