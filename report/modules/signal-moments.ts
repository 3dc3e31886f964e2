import { momentSymbol } from "../../theory/expectation/expectation.ts";
import { parseSignalMoment, type SignalMoment } from "../../theory/expectation/signal-moment.ts";
import { stateVariables } from "../../theory/symbols.ts";
import type { FamilyUse, ModuleContext, ModuleFamily } from "./family.ts";

/** The moments `E[c1*S^3]` of the signal S = Q.c, from the hidden laws' raw moments. */
export const signalMoments: ModuleFamily = {
  owns: (generator) => parseSignalMoment(generator) !== undefined,
  write(uses, context) {
    const { language } = context;
    const features = context.derivation.expectation.features;
    const overlaps = language.list(stateVariables(features, false));
    const raw = rawMoments(
      uses.flatMap(({ names }) => names.map((name) => parseSignalMoment(name)!)),
      context,
    );
    const lists = raw.map((moments) => language.list(moments.map(({ code }) => code)));
    return {
      symbols: raw.flatMap((moments) => moments.flatMap(({ symbols }) => symbols)),
      declarations: [],
      runtime: ["signal-moments"],
      identifier: (name) => {
        const moment = parseSignalMoment(name)!;
        return `${seriesName(moment)}[${moment.order}]`;
      },
      statements: (use) => [
        language.comment(
          "Raw moments E[c_l^k], k = 0, 1, ..., and those of the signal, c1_S[k] = E[c1*S^k].",
        ),
        language.local("raw", `[\n${lists.map((list) => `  ${list},`).join("\n")}\n]`),
        ...series(use).map(({ name, hidden, highest }) => {
          const exponents = Array.from({ length: features }, (_, l) => String(hidden[l] ?? 0));
          const call = language.internal("signalMoments");
          return language.local(name, `${call}(${overlaps}, raw, ${language.list(exponents)}, ${highest})`);
        }),
      ],
    };
  },
};

/** `c1_S` holds E[c1*S^k] for all k. */
function seriesName({ hidden }: SignalMoment): string {
  const factors = hidden.flatMap((exponent, l) =>
    exponent === 0 ? [] : [`c${l + 1}${exponent === 1 ? "" : `p${exponent}`}`],
  );
  return [...factors, "S"].join("_");
}

/** The distinct hidden factors of a function's moments, each with the highest power of S. */
function series({ names }: FamilyUse): { name: string; hidden: readonly number[]; highest: number }[] {
  const found = new Map<string, { name: string; hidden: readonly number[]; highest: number }>();
  for (const moment of names.map((name) => parseSignalMoment(name)!)) {
    const name = seriesName(moment);
    const highest = Math.max(moment.order, found.get(name)?.highest ?? 0);
    found.set(name, { name, hidden: moment.hidden, highest });
  }
  return [...found.values()];
}

/** What the code of E[c_l^k] is, with what the derivation was allowed to assume: 1, 0 or a symbol. */
function rawMoments(moments: readonly SignalMoment[], { derivation, symbol }: ModuleContext) {
  return derivation.expectation.hypotheses.map((hypothesis, l) => {
    const highest = Math.max(...moments.map(({ hidden, order }) => order + (hidden[l] ?? 0)));
    return Array.from({ length: highest + 1 }, (_, k) => {
      const moment = momentSymbol(k, l, hypothesis);
      const [name] = moment.generators();
      return name === undefined
        ? { code: moment.isZero ? "0" : "1", symbols: [] }
        : { code: symbol(name), symbols: [name] };
    });
  });
}
