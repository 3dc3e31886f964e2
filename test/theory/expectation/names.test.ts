import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputOrder } from "../../../theory/activations/activation.ts";
import { atomName, parseAtom } from "../../../theory/expectation/atom.ts";
import { parseSignalMean, signalMeanName } from "../../../theory/expectation/signal-mean.ts";
import { parseSignalMoment, signalMomentName } from "../../../theory/expectation/signal-moment.ts";
import {
  differentiateView,
  hiddenName,
  parseHidden,
  parsePhi,
  phiName,
  type View,
} from "../../../theory/expectation/views.ts";
import { Polynomial } from "../../../theory/polynomial.ts";
import { Rational } from "../../../theory/rational.ts";
import { overlapIndex, parseMoment, symbol } from "../../../theory/symbols.ts";
import { difference, g } from "../support/evaluate.ts";
import { runs } from "../support/property.ts";

const wave = (name: "cos" | "sin" | "exp", n: number, d: number) => ({ name, multiple: Rational.of(n, d) });
const hidden = [0, 2, ...Array<number>(9).fill(0), 13];
const side = (...list: [number, number][]) => new Map(list);

/** Names with every part that a name can have, numbers of several digits among them; and who reads them. */
const kinds: { read: (name: string) => unknown; names: string[] }[] = [
  {
    read: parseAtom,
    names: [
      atomName({
        hidden,
        left: side([outputOrder, 11], [0, 10], [12, 1]),
        right: side([2, 1]),
        atOrigin: false,
      }),
      atomName({
        hidden: [],
        left: side([outputOrder, 1]),
        right: side([outputOrder, 12], [3, 14]),
        atOrigin: true,
      }),
    ],
  },
  {
    read: parseSignalMean,
    names: [
      signalMeanName({ hidden, order: 12, wave: wave("cos", -11, 12) }),
      signalMeanName({ hidden: [1], order: 1, wave: wave("exp", -1, 1) }),
      signalMeanName({ hidden: [], order: 0, wave: wave("sin", 10, 1) }),
    ],
  },
  {
    read: parseSignalMoment,
    names: [signalMomentName({ hidden, order: 12 }), signalMomentName({ hidden: [1], order: 1 })],
  },
  { read: parsePhi, names: [phiName(12, "y'"), phiName(0, "z"), "y", "z'"] },
  { read: (name) => (parseHidden(name) < 0 ? undefined : name), names: [hiddenName(11)] },
  { read: (name) => (overlapIndex(name) < 0 ? undefined : name), names: [symbol.overlap(11)] },
  { read: parseMoment, names: [symbol.moment(12, 10)] },
];

describe("the names of means and of what is in them", () => {
  it("are read as they are written, with long numbers too", () => {
    const [both, alone] = kinds[0]!.names.map((name) => parseAtom(name)!);
    expect(both).toMatchObject({ hidden, atOrigin: false });
    expect([...both!.left]).toEqual([
      [outputOrder, 11],
      [0, 10],
      [12, 1],
    ]);
    expect([...both!.right]).toEqual([[2, 1]]);
    expect(alone).toMatchObject({ hidden: [], atOrigin: true });
    expect([...alone!.right]).toEqual([
      [outputOrder, 12],
      [3, 14],
    ]);
    const [long, short, bare] = kinds[1]!.names.map((name) => parseSignalMean(name)!);
    expect(long).toMatchObject({ hidden, order: 12 });
    expect([long, short, bare].map((mean) => `${mean!.wave.name} ${mean!.wave.multiple}`)).toEqual([
      "cos -11/12",
      "exp -1",
      "sin 10",
    ]);
    expect(parseSignalMoment(signalMomentName({ hidden, order: 12 }))).toEqual({ hidden, order: 12 });
    expect(signalMomentName({ hidden, order: 0 })).toBe("E[c2^2*c12^13*S^0]");
    expect(parsePhi(phiName(12, "y'"))).toEqual({ order: 12, view: "y'" });
    for (const view of ["y", "y'", "z", "z'"] as View[])
      expect(parsePhi(phiName(outputOrder, view))).toEqual({ order: outputOrder, view });
    expect([parseHidden(hiddenName(11)), overlapIndex(symbol.overlap(11))]).toEqual([11, 11]);
    expect(parseMoment(symbol.moment(12, 10))).toEqual({ order: 12, feature: 10 });
  });

  it("are nobody's once a foreign letter is in them, wherever it stands", () => {
    for (const { read, names } of kinds) {
      for (const name of names) {
        expect(read(name), name).toBeDefined();
        for (let at = 0; at <= name.length; at++) {
          const wrong = `${name.slice(0, at)}q${name.slice(at)}`;
          expect(read(wrong), wrong).toBeUndefined();
        }
      }
    }
  });

  it("of the views' products tell which of the two samples, and the two views, they are of", () => {
    const factors = ["y", "y'", "z", "z'"].flatMap((view) =>
      [outputOrder, 0, 3].map((k) => phiName(k, view as View)),
    );
    fc.assert(
      fc.property(
        fc.subarray(factors, { minLength: 1 }),
        fc.constantFrom<View>("y", "y'", "z", "z'"),
        (names, view) => {
          // Leibniz over the factors, each a single power.
          const expected = Polynomial.sum(
            names.map((name) => {
              const { order, view: own } = parsePhi(name)!;
              if (own !== view) return Polynomial.zero;
              const others = Polynomial.product(
                names.filter((other) => other !== name).map((other) => g(other)),
              );
              return order === outputOrder ? others : others.multiply(g(phiName(order + 1, view)));
            }),
          );
          const integrand = Polynomial.product(names.map((name) => g(name)));
          expect(
            difference(differentiateView(integrand.multiply(g("c1")), view), expected.multiply(g("c1"))),
          ).toBe("");
        },
      ),
      runs(30),
    );
  });
});
