extension Page {
  /// How pages look: light and dark, on phones, on desks and on paper.
  static let style = #"""
    :root {
      color-scheme: light dark;
      --ground: #ffffff; --raised: #f5f7f9; --ink: #1b1f24; --faint: #5a636e; --line: #d8dee4;
      --accent: #0a5ca8; --mark: #fff3c4; --shade: #00000029;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #15181c; --raised: #1e2328; --ink: #e3e6ea; --faint: #9ba5b0; --line: #353c44;
        --accent: #82b8f2; --mark: #43390f; --shade: #000000b0;
      }
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
    }
    main { min-width: 0; max-width: 74rem; padding: 1rem 1.5rem 6rem; overflow-wrap: break-word; }
    main > p, main > ul, main > ol { max-width: 46rem; }
    h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
    h1 { font-size: 1.75rem; margin: 1rem 0; max-width: 46rem; }
    h2 { font-size: 1.35rem; margin: 3rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
    h3 { font-size: 1.05rem; margin: 2rem 0 0.75rem; }
    li { margin: 0.25rem 0; }
    ul { padding-left: 1.4rem; }
    a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
    a.here { visibility: hidden; text-decoration: none; font-weight: 400; }
    :is(h1, h2, h3):hover a.here, a.here:focus-visible { visibility: visible; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    li:has(> a:target), li:has(> p > a:target) {
      background: var(--mark); box-shadow: 0 0 0 0.4rem var(--mark); border-radius: 2px;
    }
    pre { background: var(--raised); padding: 0.75rem 1rem; overflow-x: auto; border-radius: 6px; }
    code { font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }

    .table {
      overflow-x: auto; margin: 1rem 0; max-width: 100%; border: 1px solid var(--line); border-radius: 6px;
      /* A shadow where columns are hidden to the right; at the end the ground covers it. */
      background:
        linear-gradient(to right, transparent, var(--ground) 70%) 100% 0 / 3rem 100% no-repeat local,
        linear-gradient(to left, var(--shade), transparent) 100% 0 / 1rem 100% no-repeat scroll;
    }
    table { border-collapse: separate; border-spacing: 0; font-size: 0.9rem; font-variant-numeric: tabular-nums; min-width: 100%; }
    th, td { padding: 0.4rem 0.75rem; border-bottom: 1px solid var(--line); vertical-align: baseline; }
    tbody tr:last-child td { border-bottom: 0; }
    th { background: var(--raised); font-weight: 600; line-height: 1.3; vertical-align: bottom; min-width: 4.5rem; }
    td[style*="right"] { white-space: nowrap; }
    td[style*="left"]:not(:first-child) { min-width: 9rem; }
    th:first-child, td:first-child {
      position: sticky; left: 0; z-index: 1; min-width: 13.5rem; max-width: 20rem;
      border-right: 1px solid var(--line); white-space: normal; overflow-wrap: break-word;
    }
    td:first-child { background: var(--ground); }
    tbody tr:hover td { background: var(--raised); }
    th a { color: inherit; }
    .sort {
      appearance: none; border: 0; margin: -0.3rem -0.45rem -0.3rem 0.1rem; padding: 0; width: 1.6rem; height: 1.6rem;
      font: inherit; line-height: 1; color: var(--faint); background: none; border-radius: 4px; cursor: pointer;
      vertical-align: baseline;
    }
    .sort::before { content: "\2195"; opacity: 0.55; }
    .sort:hover { background: var(--line); color: var(--ink); }
    [aria-sort="ascending"] .sort::before { content: "\2191"; opacity: 1; color: var(--accent); }
    [aria-sort="descending"] .sort::before { content: "\2193"; opacity: 1; color: var(--accent); }
    .carried { display: none; color: var(--faint); }
    table.sorted .carried { display: inline; }

    figure { margin: 1.25rem 0; overflow-x: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 6px; }
    figure svg { display: block; max-width: 100%; height: auto; margin: 0 auto; }
    figure svg rect[width="100%"] { fill: var(--ground); }
    @media screen and (prefers-color-scheme: dark) {
      figure svg [fill="#ffffff"] { fill: var(--ground); }
      figure svg [fill="#222222"], figure svg [fill="#000000"] { fill: var(--ink); }
      figure svg [stroke="#222222"], figure svg [stroke="#000000"] { stroke: var(--ink); }
      figure svg [fill="#666666"] { fill: var(--faint); }
      figure svg [stroke="#666666"] { stroke: var(--faint); }
      figure svg [fill="#e3e3e3"] { fill: var(--line); }
      figure svg [stroke="#e3e3e3"] { stroke: var(--line); }
      figure svg [fill="#0072B2"] { fill: #5b8cff; }
      figure svg [stroke="#0072B2"] { stroke: #5b8cff; }
      figure svg [fill="#009E73"] { fill: #1bbf8f; }
      figure svg [stroke="#009E73"] { stroke: #1bbf8f; }
      figure svg [fill="#D55E00"] { fill: #f07a26; }
      figure svg [stroke="#D55E00"] { stroke: #f07a26; }
    }

    nav { background: var(--ground); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 2; }
    nav summary { padding: 0.6rem 1.5rem; font-weight: 600; cursor: pointer; }
    nav ol { list-style: none; margin: 0; padding: 0; }
    nav details > ol { max-height: 70vh; overflow-y: auto; padding: 0 1.5rem 1rem; }
    nav li { margin: 0; }
    nav a { display: block; padding: 0.3rem 0; color: inherit; text-decoration: none; line-height: 1.35; }
    nav a:hover { color: var(--accent); }
    nav ol ol { padding-left: 1rem; font-size: 0.875rem; color: var(--faint); }
    @media (max-width: 63.99rem) {
      html { scroll-padding-top: 3.5rem; }
      main { padding: 0.5rem 1rem 4rem; }
      nav summary { padding: 0.6rem 1rem; }
      nav details > ol { padding: 0 1rem 1rem; }
      nav a { padding: 0.45rem 0; }
      h1 { font-size: 1.45rem; }
      h2 { font-size: 1.25rem; margin-top: 2rem; }
      th, td { padding: 0.4rem 0.55rem; }
      th:first-child, td:first-child { min-width: 6.5rem; max-width: 38vw; }
    }
    @media (min-width: 64rem) {
      body { display: grid; grid-template-columns: 16.5rem minmax(0, 1fr); }
      nav { height: 100vh; overflow-y: auto; border-bottom: 0; border-right: 1px solid var(--line); font-size: 0.9rem; }
      nav summary { padding: 1.5rem 1.25rem 0.5rem; }
      nav details > ol { max-height: none; padding: 0 1.25rem 2rem; }
      nav ol ol { display: none; }
      nav li:has(a[aria-current]) > ol { display: block; }
      nav a[aria-current] { color: var(--accent); font-weight: 600; }
      main { padding: 1rem 2.5rem 8rem; }
    }
    @media print {
      :root {
        color-scheme: light;
        --ground: #ffffff; --raised: #f5f7f9; --ink: #000000; --faint: #444444; --line: #bbbbbb; --accent: #000000;
      }
      body { display: block; font-size: 9.5pt; }
      main { max-width: none; padding: 0; }
      main > p, main > ul, h1 { max-width: none; }
      nav, .sort, a.here { display: none; }
      a { text-decoration: none; }
      .table, figure { overflow: visible; border: 0; }
      table { font-size: 7.5pt; min-width: 0; }
      th, td { padding: 2pt 4pt; white-space: normal; }
      th:first-child, td:first-child { position: static; border-right: 0; }
      figure, tr, pre { break-inside: avoid; }
      figure svg { min-width: 0 !important; }
      h1, h2, h3 { break-after: avoid; }
    }
    """#
}
