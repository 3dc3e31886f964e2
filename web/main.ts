import { inDisk } from "./address.ts";
import { NumberControls } from "./controls.ts";
import { Explorer } from "./explorer.ts";
import { download } from "./export.ts";
import { cellsOf } from "./field.ts";
import { legendHtml, summaryOf } from "./legend.ts";
import type { Reply } from "./messages.ts";
import { type ExplorerState, initialState, type LawName, modelInputOf } from "./state.ts";
import { equationsHtml, fixedPointsTable, valuesTable } from "./tables.ts";

const element = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const expressionChoice = "expression";
/** Makes the page alive. */
export function start(): void {
  let showLegend = (): void => {};
  const explorer = new Explorer({ showState, reply, clock });
  const numbers = new NumberControls(
    () => explorer.state,
    (state, change) =>
      explorer.change(change.key.startsWith("Q.") ? { ...state, start: inDisk(state.start) } : state, change),
  );
  for (const [l] of initialState.features.entries()) {
    element<HTMLSelectElement>(`law-${l}`).addEventListener("change", (event) => {
      const law = (event.target as HTMLSelectElement).value as LawName;
      const { features } = explorer.state;
      explorer.set({ ...explorer.state, features: features.with(l, { ...features[l]!, law }) });
    });
  }

  const onSelect = (id: string, change: (value: string) => Partial<ExplorerState>): void => {
    element<HTMLSelectElement>(id).addEventListener("change", (event) => {
      explorer.set({ ...explorer.state, ...change((event.target as HTMLSelectElement).value) });
    });
  };
  onSelect("features", (value) => ({
    features: Array.from(
      { length: Number(value) },
      (_, l) => explorer.state.features[l] ?? initialState.features[l]!,
    ),
  }));
  onSelect("activation", (value) => ({ activation: value === expressionChoice ? "y + y^3/10" : value }));
  onSelect("loss", (value) => ({ loss: value as ExplorerState["loss"] }));
  onSelect("constraint", (value) => ({ constraint: value as ExplorerState["constraint"] }));
  onSelect("random-start", (value) => ({ randomStart: value === "random" }));
  element("expression").addEventListener("change", (event) => {
    explorer.set({ ...explorer.state, activation: (event.target as HTMLInputElement).value || "y" });
  });
  // A slider that is taken hold of will move: its way is evaluated ahead.
  element("form").addEventListener("pointerdown", (event) => {
    const { key } = (event.target as HTMLElement).dataset;
    if (key !== undefined && (event.target as HTMLInputElement).type === "range") explorer.takeHold(key);
  });
  element("form").addEventListener("pointerup", () => explorer.rest());

  // A shortcut for the two number fields.
  element("plot").addEventListener("click", ({ clientX, clientY }) => {
    const Q = explorer.picture.overlapsAt(clientX, clientY);
    if (!Q) return;
    const start = inDisk(explorer.state.start.map((q, l) => Q[l] ?? q));
    explorer.set({ ...explorer.state, start, randomStart: false });
  });
  element("play").addEventListener("click", () => {
    explorer.play(!explorer.playing);
    element("play").textContent = explorer.playing ? "Pause" : "Run";
  });
  element("restart").addEventListener("click", () => {
    explorer.play(true, true);
    element("play").textContent = "Pause";
  });
  const say = (text: string): void => {
    element("exported").textContent = text;
  };
  element("export-model").addEventListener("click", () => {
    download("model.json", "application/json", `${JSON.stringify(modelInputOf(explorer.state), null, 2)}\n`);
    say("model.json: driftproof verify model.json judges it.");
  });
  element("export-figure").addEventListener("click", () => {
    download("portrait.svg", "image/svg+xml", explorer.picture.file(titleOf(explorer.state)));
    say("portrait.svg has been written.");
  });
  element("copy-link").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("The address of this view is on the clipboard.");
    } catch {
      say("The address bar holds this view.");
    }
  });
  explorer.set(explorer.state);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => showLegend());

  function showState(state: ExplorerState): void {
    numbers.show(state);
    const set = (id: string, value: string): void => {
      element<HTMLSelectElement>(id).value = value;
    };
    set("features", String(state.features.length));
    set("activation", state.activation);
    const builtin =
      element<HTMLSelectElement>("activation").value === state.activation &&
      state.activation !== expressionChoice;
    if (!builtin) set("activation", expressionChoice);
    element("expression-row").hidden = builtin;
    if (!builtin) element<HTMLInputElement>("expression").value = state.activation;
    set("loss", state.loss);
    set("constraint", state.constraint);
    set("random-start", state.randomStart ? "random" : "given");
    element("feature-1").hidden = state.features.length === 1;
    for (const [l, feature] of state.features.entries()) {
      set(`law-${l}`, feature.law);
      element(`range-kurtosis.${l}`).parentElement!.hidden = feature.law !== "signs";
    }
    for (const key of ["kappa", "s"]) {
      element(`range-${key}`).parentElement!.hidden = state.constraint === "sphere";
    }
    element("range-Q.1").parentElement!.hidden = state.features.length === 1;
    element("picture-title").textContent = titleOf(state);
  }

  function reply(answer: Reply): void {
    if (answer.kind === "begun") element("plot").ariaBusy = "true";
    if (answer.kind === "field" || answer.kind === "failed") element("plot").ariaBusy = "false";
    if (answer.kind === "field") {
      element("error").textContent = "";
      element("accuracy").textContent = accuracyOf(explorer.state);
      element("summary").textContent = "Searching for fixed points…";
      element("fixed-points").ariaBusy = "true";
    }
    if (answer.kind === "labels" && answer.exact) {
      element("accuracy").textContent =
        `Basins: the flow followed from ${answer.cells} × ${answer.cells} starts.`;
    }
    if (answer.kind === "failed") {
      element("error").textContent = answer.message;
      element("summary").textContent = "";
      element("fixed-points").innerHTML = "";
    }
    if (answer.kind === "equations") element("formulas").innerHTML = equationsHtml(answer.equations);
    if (answer.kind === "values") element("values").innerHTML = valuesTable(answer.values);
    if (answer.kind === "landscape") {
      element("fixed-points").innerHTML = fixedPointsTable(answer.fixedPoints, answer.notes);
      element("fixed-points").ariaBusy = "false";
      element("summary").textContent = summaryOf(answer.fixedPoints);
      showLegend = () => {
        element("legend").innerHTML = legendHtml(answer.fixedPoints, explorer.state, explorer.picture.theme);
      };
      showLegend();
    }
    document.body.dataset["ready"] = answer.kind === "done" || answer.kind === "failed" ? "yes" : "no";
  }

  function clock(t: number, diverged: boolean): void {
    const { dimension } = explorer.state;
    element("play").textContent = explorer.playing ? "Pause" : "Run";
    if (diverged) element("clock").textContent = `A run left every bounded set by t = ${t.toFixed(2)}.`;
    else
      element("clock").textContent =
        `t = ${t.toFixed(2)}, ${Math.round(t * dimension).toLocaleString("en")} steps a run at N = ${dimension.toLocaleString("en")}`;
  }
}

/** What is drawn before, or without, the flow being followed from every start. */
function accuracyOf({ features, constraint, norm }: ExplorerState): string {
  if (constraint === "free") {
    const arrows = features.length === 1 ? "The curve is the rate" : "Arrows are the flow";
    const paths = features.length === 1 ? "" : " Lines: paths of the whole flow from there.";
    return `Free weights: s moves too. ${arrows} of the cosine similarity Q/√s at s = ${norm} alone.${paths} Marks: fixed points of the whole flow, each at an s of its own, which the table has.`;
  }
  const cells = cellsOf(2);
  return features.length === 1 ? "" : `Basins: linear between ${cells + 1} × ${cells + 1} nodes of the flow.`;
}

function titleOf({ features, constraint, norm }: ExplorerState): string {
  if (constraint === "free") {
    return features.length === 1
      ? `Rate of the cosine similarity at s = ${norm}`
      : `Flow of the cosine similarities at s = ${norm}`;
  }
  return features.length === 1 ? "Drift h(Q)" : "Phase portrait and basins of attraction";
}
