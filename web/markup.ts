import { activations } from "../theory/activations/index.ts";
import { mathml } from "./math.ts";
import { parameterOf, stopsOf } from "./parameters.ts";
import { initialState, type LawName, lawNames, lossNames } from "./state.ts";
import { views } from "./views.ts";

const lawLabels: Readonly<Record<LawName, string>> = {
  signs: "signs or zero (any kurtosis)",
  gaussian: "Gaussian",
  uniform: "uniform",
  laplace: "Laplace",
};

/** What of the page never changes, by the name of its place in `index.html`: typeset when the page is built, not when it is opened. */
export function markup(): Readonly<Record<string, string>> {
  return {
    views: views.map(({ name, hash }) => `<li><a href="${hash}">${name}</a></li>`).join(""),
    activations: options(activations.map(({ name }) => [name, name])),
    losses: options(lossNames.map((name) => [name, name])),
    features: initialState.features.map((_, l) => feature(l)).join("\n"),
    noise: rows(["nu", "eta", "rho", "tau", "B", "kappa", "s"]),
    simulation: rows(["N", "runs", "speed", ...initialState.start.map((_, l) => `Q.${l}`)]),
    letters: letters(),
  };
}

/** What the letters in the equations mean that no slider has. */
function letters(): string {
  return `${mathml("v=\\nu+\\eta")} and ${mathml("c=\\nu+\\rho\\,\\eta")} are the views’ noise variance and covariance a coordinate; ${mathml("y=S+n")} and ${mathml("y'=S+n'")} the outputs’ arguments with signal ${mathml("S=\\textstyle\\sum_l Q_l c_l")} and Gaussian noises of variance ${mathml("s\\,v")} and covariance ${mathml("s\\,c")}; ${mathml("m_{k,l}=\\mathbb{E}\\,c_l^k")}; ${mathml("s=|w|^2/N")}, 1 on the sphere.`;
}

function feature(l: number): string {
  const laws = options(lawNames.map((name) => [name, lawLabels[name]]));
  return `<fieldset id="feature-${l}"><legend>Feature ${l + 1}</legend>
<div class="choices"><div><label for="law-${l}">law of ${mathml(`c_${l + 1}`)}</label><select id="law-${l}">${laws}</select></div></div>
${rows([`m2.${l}`, `kurtosis.${l}`])}</fieldset>`;
}

function options(names: readonly (readonly [value: string, text: string])[]): string {
  return names.map(([value, text]) => `<option value="${value}">${text}</option>`).join("");
}

/** A slider with a number field each. */
function rows(keys: readonly string[]): string {
  return keys.map(row).join("\n");
}

function row(key: string): string {
  const { latex, meaning, least, most, step } = parameterOf(key);
  const index = key.split(".")[1];
  const number = Number(index) + 1;
  const what = index === undefined ? meaning : `${meaning}, feature ${number}`;
  const symbol = key.startsWith("Q.") ? `Q_${number}` : latex;
  return `<div class="row"><label for="range-${key}" title="${what}">${mathml(symbol)}<span class="unseen">${what}</span></label>
<input type="range" id="range-${key}" data-key="${key}" min="0" max="${stopsOf(parameterOf(key)).length - 1}" step="1">
<input type="number" id="number-${key}" data-key="${key}" min="${least}" max="${most}" step="${step}" inputmode="decimal" aria-label="${what}, as a number"></div>`;
}
