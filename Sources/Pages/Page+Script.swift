extension Page {
  /// What pages do: tables sort, the navigation follows, and links say what they lead to.
  ///
  /// Without it the page reads the same.
  static let script = #"""
    (() => {
      "use strict";
      const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
      const missing = new Set(["", "–", "-"]);

      // The number that a cell begins with: "0.478 ± 0.027", "−0.5 (−0.9 to 0.1)", "1,000", "12 %",
      // "1.0×10⁻¹²"; "<0.001" stands just below 0.001.
      const pattern = /^(<?)\s*([+−-]?)(\d[\d,]*(?:\.\d+)?)(?:×10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/;
      function number(text) {
        const found = pattern.exec(text);
        if (!found) return null;
        const [, below, sign, digits, exponentSign, exponent] = found;
        let value = Number(digits.replaceAll(",", ""));
        if (exponent) {
          const power = Number([...exponent].map((digit) => superscripts.indexOf(digit)).join(""));
          value *= 10 ** (exponentSign ? -power : power);
        }
        if (below) value -= 1e-9 * Math.max(value, 1e-9);
        return sign === "−" || sign === "-" ? -value : value;
      }

      const collator = new Intl.Collator("en", { numeric: true });

      function makeSortable(table) {
        const body = table.tBodies[0];
        if (!body || body.rows.length < 2) return;
        const rows = [...body.rows];
        const heads = [...table.tHead.rows[0].cells];
        // A blank first cell belongs to the label above; once rows move, each needs its own.
        let label = null;
        for (const row of rows) {
          const cell = row.cells[0];
          if (cell.textContent.trim()) {
            label = cell;
          } else if (label) {
            const carried = document.createElement("span");
            carried.className = "carried";
            carried.textContent = label.textContent;
            cell.append(carried);
          }
        }
        heads.forEach((head, column) => {
          const name = head.textContent.trim();
          if (!name) return;
          const texts = rows.map((row) => row.cells[column].textContent.trim());
          const numbers = texts.map(number);
          const isNumeric = texts.every((text, row) => missing.has(text) || numbers[row] !== null)
            && numbers.some((value) => value !== null);
          const order = isNumeric ? ["descending", "ascending"] : ["ascending", "descending"];
          const button = document.createElement("button");
          button.type = "button";
          button.className = "sort";
          button.setAttribute("aria-label", `Sort by ${name}`);
          button.title = `Sort by ${name}`;
          button.addEventListener("click", () => {
            const direction = order[order.indexOf(head.getAttribute("aria-sort")) + 1];
            heads.forEach((other) => other.removeAttribute("aria-sort"));
            table.classList.toggle("sorted", direction !== undefined);
            const places = rows.map((_, row) => row);
            if (direction) {
              head.setAttribute("aria-sort", direction);
              const sign = direction === "ascending" ? 1 : -1;
              places.sort((first, second) => {
                const gaps = missing.has(texts[first]) - missing.has(texts[second]);
                if (gaps) return gaps;
                const difference = isNumeric
                  ? numbers[first] - numbers[second]
                  : collator.compare(texts[first], texts[second]);
                return sign * difference || first - second;
              });
            }
            body.append(...places.map((row) => rows[row]));
          });
          head.append("\u00a0", button);
        });
      }
      document.querySelectorAll("main table").forEach(makeSortable);

      // A term's definition shows where the pointer rests on a link to it.
      for (const link of document.querySelectorAll('main a[href^="#"]:not(.here)')) {
        const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        const entry = target?.closest("li");
        if (entry) link.title = entry.textContent.trim();
      }

      const contents = document.querySelector("nav details");
      if (!contents) return;
      const isWide = matchMedia("(min-width: 64rem)");
      const fit = () => { contents.open = isWide.matches; };
      fit();
      isWide.addEventListener("change", fit);
      contents.addEventListener("click", (event) => {
        if (event.target.closest("a")) fit();
        if (event.target.closest("summary") && isWide.matches) event.preventDefault();
      });
      const links = new Map(
        [...contents.querySelectorAll(":scope > ol > li > a")].map((link) => [link.hash, link]));
      const headings = [...document.querySelectorAll("main h2")];
      let isWaiting = false;
      function follow() {
        isWaiting = false;
        const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 140);
        const current = (passed.at(-1) ?? headings[0])?.id;
        for (const [hash, link] of links) {
          if (decodeURIComponent(hash) === `#${current}`) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
      addEventListener("scroll", () => {
        if (!isWaiting) requestAnimationFrame(follow);
        isWaiting = true;
      }, { passive: true });
      follow();
    })();
    """#
}
