/** The page's own style sheet: light and dark, wide and narrow, screen and paper. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1f2933; --muted: #52606d; --line: #d9e0e7; --panel: #f5f7fa; --link: #0b5cad;
  --good: #0b6e3f; --good-back: #e3f6ec; --bad: #a61b1b; --bad-back: #fdeaea; --open: #7a4d00; --open-back: #fff3d6;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e4e7eb; --muted: #a3b0bd; --line: #343d47; --panel: #1c2229; --link: #7cb8f5;
    --good: #7be0ab; --good-back: #12351f; --bad: #ff9d9d; --bad-back: #421818; --open: #f5cf7a; --open-back: #3d2f0c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
}
main, header, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
footer { padding-bottom: 3rem; color: var(--muted); }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .75rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; line-height: 1.3; margin: 3rem 0 .75rem; padding-top: .9rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 2rem 0 .5rem; }
p, li, dd, figcaption { max-width: 46rem; overflow-wrap: anywhere; }
.lead { font-size: 1.1rem; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100rem; top: 0; padding: .5rem 1rem; background: var(--paper); z-index: 1; }
.skip:focus { left: 0; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1rem 0 0; list-style: none; }
code { font: .9em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.table { overflow-x: auto; margin: .75rem 0 1.5rem; }
table { border-collapse: collapse; min-width: 100%; font-size: .94rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--muted); font-size: .9rem; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); line-height: 1.45; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-weight: 600; font-size: .85rem; white-space: nowrap; border-bottom-width: 2px; }
tbody th { font-weight: 400; }
tbody th > a { white-space: nowrap; }
td, tbody th { overflow-wrap: break-word; }
.claim td { white-space: nowrap; }
.claim tbody th { white-space: normal; min-width: 14rem; }
.verdict { text-decoration: none; }
.wording { font-size: .85rem; color: var(--muted); white-space: nowrap; }
.source { font-weight: 400; color: var(--muted); }
h4 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
h5 { font-size: .92rem; margin: 1rem 0 .3rem; color: var(--muted); }
.judged { border-left: 3px solid var(--line); padding-left: 1rem; margin: 1rem 0; }
.pieces { list-style: none; padding: 0; margin: 0; }
.pieces > li { padding: .4rem 0; border-bottom: 1px solid var(--line); max-width: 56rem; }
.pieces .badge { margin-right: .35rem; }
.facts { font-size: .9rem; color: var(--muted); }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .88rem; font-weight: 600; white-space: nowrap; border: 1px solid currentColor; }
.proved, .supported, .holds { color: var(--good); background: var(--good-back); }
.proved { border-width: 2px; }
.refuted, .fails { color: var(--bad); background: var(--bad-back); }
.inconclusive, .open { color: var(--open); background: var(--open-back); }
.statement { font-size: 1.05rem; }
dl { margin: .5rem 0 1rem; }
dl > div { display: flex; gap: 1rem; padding: .2rem 0; }
dt { flex: 0 0 5.5rem; color: var(--muted); }
dd { margin: 0; min-width: 0; }
.equations, .equation { display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr) auto auto; gap: .25rem .75rem; }
.equation { align-items: center; margin: .6rem 0; padding: .5rem .9rem; background: var(--panel); border-radius: 8px; }
.equations > * { grid-column: 1 / -1; }
.equations > .equation { grid-template-columns: subgrid; margin: .15rem 0; }
.equations > .all { margin: 0 .9rem .4rem 0; }
.left { justify-self: end; font-size: .95rem; overflow-x: auto; overflow-y: hidden; padding: .25rem 0; }
.scroll { grid-column: 2; overflow-x: auto; overflow-y: hidden; padding: .25rem 0; }
.formula { padding-left: 1.6em; text-indent: -1.6em; line-height: 2.3; font-size: .95rem; }
.formula .katex { line-height: 1.2; }
.formula .katex-base { margin: .3em 0; }
.number { color: var(--muted); font-variant-numeric: tabular-nums; }
.copy { justify-self: end; font: inherit; font-size: .8rem; padding: .1rem .6rem; color: var(--muted); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
.copy[hidden] { display: none; }
.copy:hover { color: var(--ink); border-color: var(--muted); }
@media screen and (max-width: 44rem) {
  .stacked table, .stacked caption, .stacked tbody, .stacked tr, .stacked th, .stacked td { display: block; min-width: 0; }
  .stacked thead { display: none; }
  .stacked tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .stacked tbody th, .stacked tbody td { border: 0; padding: .1rem 0; white-space: normal; overflow-wrap: anywhere; }
  .stacked td { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .75rem; justify-items: start; }
  .stacked td::before { content: attr(data-label); color: var(--muted); }
}
@media screen and (max-width: 44rem) {
  .equations, .equation, .equations > .equation { grid-template-columns: minmax(0, 1fr) auto auto; }
  .equation > .left { justify-self: start; }
  .equation > .scroll { grid-column: 1 / -1; grid-row: 2; }
  .equation > .number { grid-column: 2; }
}
@media screen and (min-width: 78rem) {
  main { max-width: 84rem; }
  header { max-width: 84rem; }
  .beside { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 0 2.5rem; align-items: start; }
  .beside > .models { grid-column: 1; grid-row: 1; min-width: 0; }
  #symbols { grid-column: 2; grid-row: 1; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; font-size: .9rem; }
}
.source { max-height: 14rem; overflow: auto; margin: 0; white-space: pre-wrap; }
summary { cursor: pointer; padding: .35rem 0; color: var(--link); }
figure { margin: 1.25rem 0 2rem; }
.picture { overflow-x: auto; }
.picture svg { display: block; background: #fff; border: 1px solid var(--line); border-radius: 8px; }
figcaption { margin-top: .5rem; color: var(--muted); font-size: .92rem; }
.assumptions li { margin-bottom: .6rem; }
.letter { font-weight: 600; color: var(--ink); }
@page { margin: 16mm 14mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --panel: #fff; --link: #000; color-scheme: light; }
  html { font-size: 9.5pt; }
  .copy, .skip, nav { display: none !important; }
  main, header { max-width: none; padding: 0; }
  h2 { break-before: auto; }
  .equation { border-bottom: 1px solid var(--line); border-radius: 0; }
  .beside { display: block; }
  #symbols { position: static; max-height: none; overflow: visible; }
  .source { max-height: none; }
  .judged { break-inside: auto; }
  summary { list-style: none; color: inherit; }
  details::details-content { content-visibility: visible; display: block; }
  .picture svg { max-width: 100%; max-height: 150mm; height: auto; border: 0; }
  .equation, figure, tr, .pieces > li { break-inside: avoid; }
  h2, h3, h4, h5, caption, summary, thead, .lead-in, .statement { break-after: avoid; }
  dl { break-inside: avoid; break-before: avoid; }
  p { orphans: 3; widows: 3; }
  .table, .scroll, .picture { overflow: visible; }
  .claim tbody th { min-width: 9rem; }
  .claim td:nth-child(5) { white-space: normal; }
  .claim table, .claim thead th { font-size: 6.8pt; }
  .claim th, .claim td { padding-right: .4rem; }
}
`;
