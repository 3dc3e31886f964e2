import { formatValue } from "../cli/output.ts";
import type { FixedPoint } from "../numerics/fixed-points.ts";
import { escapeMarkup } from "../report/escape.ts";
import type { Equation, Values } from "./messages.ts";
import { typeset } from "./typeset.ts";

/** Numbers of the model at one state, a row each; `data-name` for those who look one up. */
export function valuesTable({ Q, s, g, f, lambda, rates, growth }: Values): string {
  const indexed = (
    list: readonly number[],
    latex: (l: number) => string,
    name: string,
  ): [string, string, number][] => list.map((value, l) => [latex(l + 1), `${name}${l + 1}`, value]);
  const rows = [
    ...indexed(g, (l) => `g_${l}`, "g"),
    ["f", "f", f] as [string, string, number],
    ["\\lambda", "lambda", lambda] as [string, string, number],
    ...indexed(rates, (l) => `dQ_${l}/dt`, "rate"),
    ...(s ? [["ds/dt", "rate-s", s.rate] as [string, string, number]] : []),
    ...indexed(growth ?? [], (l) => `A_${l}`, "growth"),
  ];
  const body = rows.map(
    ([latex, name, value]) =>
      `<tr><th scope="row">${typeset(latex)}</th><td data-name="${name}">${minus(formatValue(value))}</td></tr>`,
  );
  const at = Q.map((q) => minus(String(Number(q.toPrecision(6))))).join(", ");
  return scrolling(
    "Numbers at the start",
    `<table><caption><b>Numbers</b> at ${typeset("Q")} = (${at})${s ? `, ${typeset("s")} = ${s.value}` : ""}${growth ? `; growth rates ${typeset("A_l")} at ${typeset("Q=0")}` : ""}</caption><tbody>${body.join("")}</tbody></table>`,
  );
}

/** Fixed points, one for all that differ by signs, and what is known of the list. */
export function fixedPointsTable(points: readonly FixedPoint[], notes: readonly string[]): string {
  const note = `<p class="note">${escapeMarkup(notes.join(" ").replaceAll("'", "’"))}</p>`;
  const shown = points.filter(({ Q }) => Q.every((q) => q >= 0));
  if (shown.length === 0) return `<h2>No fixed points</h2>${note}`;
  const features = shown[0]!.Q.length;
  const free = points.some(({ s }) => s !== 1);
  const overlaps = Array.from({ length: features }, (_, l) => typeset(features === 1 ? "Q" : `|Q_${l + 1}|`));
  const columns = ["kind", ...overlaps, ...(free ? [typeset("s")] : []), "eigenvalues"];
  const rows = shown.map(({ Q, s, stability, eigenvalues }) => {
    const cells = [...Q, ...(free ? [s] : [])].map((q) => `<td>${q.toFixed(4)}</td>`);
    const rates = eigenvalues.map(
      ([re, im]) => minus(re.toPrecision(3)) + (im ? `\u00a0±\u00a0${Math.abs(im).toPrecision(2)}i` : ""),
    );
    return `<tr><th scope="row">${stability}</th>${cells.join("")}<td>${rates.join(", ")}</td></tr>`;
  });
  const table = `<table class="of-${columns.length}"><caption><b>Fixed points</b> up to signs</caption><thead><tr>${columns.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
  return scrolling("Fixed points", table) + note;
}

/** Equations in boxes that scroll when they are wider than the page. */
export function equationsHtml(equations: readonly Equation[]): string {
  return equations
    .map(
      ({ label, latex }) =>
        `<div class="equation" tabindex="0" role="region" aria-label="${label}">${typeset(latex, true)}</div>`,
    )
    .join("");
}

/** What may be wider than its place, and scrolls by the keyboard too. */
function scrolling(name: string, table: string): string {
  return `<section class="table" tabindex="0" aria-label="${name}">${table}</section>`;
}

function minus(text: string): string {
  return text.replace(/-/g, "−");
}
