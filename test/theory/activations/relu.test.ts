import { describe, expect, it } from "vitest";
import { outputOrder } from "../../../theory/activations/activation.ts";
import { relu } from "../../../theory/activations/relu.ts";
import { builtinModels } from "../../../theory/builtin-models.ts";
import { derive } from "../../../theory/derive.ts";
import { UnsupportedError } from "../../../theory/errors.ts";
import { losses } from "../../../theory/losses/index.ts";
import { parseModel } from "../../../theory/model.ts";
import { jacobian } from "../../../theory/stability.ts";

const normal = (...powers: [number, number][]) => relu.normalForm!(new Map(powers));

describe("products of relu's derivatives", () => {
  it("away from the kink have the value of their normal form", () => {
    const value = (powers: ReadonlyMap<number, number>, y: number): number =>
      [...powers].reduce((product, [order, exponent]) => product * relu.derivative(order)(y) ** exponent, 1);
    for (let i = 0; i <= 3; i++) {
      for (let j = 0; j <= 3; j++) {
        const powers = new Map([...(i > 0 ? [[0, i] as const] : []), ...(j > 0 ? [[1, j] as const] : [])]);
        const { factor, powers: reduced } = relu.normalForm!(powers);
        for (const y of [-1.5, 0.5, 2]) expect(factor.toNumber() * value(reduced, y)).toBe(value(powers, y));
        // Idempotent, and at most one factor is left.
        expect(relu.normalForm!(reduced).powers).toEqual(reduced);
        expect(reduced.size).toBeLessThanOrEqual(1);
      }
    }
  });

  it("at the kink are the limit of smooth steps: H^j delta has mass 1/(j + 1), relu delta none", () => {
    // A logistic step of width h; midpoint rule on its scale.
    const mass = (i: number, j: number, h: number): number => {
      const n = 4000;
      let sum = 0;
      for (let k = 0; k < n; k++) {
        const x = -40 + (80 * (k + 0.5)) / n;
        const step = 1 / (1 + Math.exp(-x));
        const smooth = h * (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
        sum += smooth ** i * step ** j * (step * (1 - step)) * (80 / n);
      }
      return sum;
    };
    for (const j of [0, 1, 2, 3]) {
      const { factor, powers } = normal(...(j > 0 ? [[1, j] as [number, number]] : []), [2, 1]);
      expect(factor.toNumber()).toBeCloseTo(mass(0, j, 1e-9), 8);
      expect([...powers]).toEqual([[2, 1]]);
      expect(normal([0, 1], ...(j > 0 ? [[1, j] as [number, number]] : []), [2, 1]).factor.isZero).toBe(true);
      expect(mass(1, j, 1e-9)).toBeLessThan(1e-8);
    }
  });

  it("with y itself have the value of their normal form away from the kink", () => {
    for (const y of [-1.5, 0.5, 2]) {
      for (const [i, j, k] of [
        [1, 0, 0],
        [2, 0, 1],
        [1, 2, 0],
        [3, 1, 2],
      ] as const) {
        const given = [
          [outputOrder, i],
          [0, j],
          [1, k],
        ] as const;
        const { factor, powers } = normal(
          ...given.filter(([, power]) => power > 0).map(([o, p]): [number, number] => [o, p]),
        );
        const value = (list: Iterable<readonly [number, number]>): number =>
          [...list].reduce((product, [order, power]) => {
            const base = order === outputOrder ? y : relu.derivative(order)(y);
            return product * base ** power;
          }, 1);
        expect(factor.toNumber() * value(powers) + 0).toBe(value(given) + 0);
        expect(powers.size).toBe(1);
      }
    }
  });

  it("with y itself at the kink: y^k delta^(m) has the moments of its normal form", () => {
    // Integral of y^p times the m-th derivative of delta: (-1)^m m! if p = m, else 0.
    const moment = (p: number, m: number): number => {
      let value = p === m ? 1 : 0;
      for (let k = 1; k <= m; k++) value *= -k;
      return value;
    };
    for (let m = 0; m <= 3; m++) {
      for (let k = 0; k <= 4; k++) {
        const { factor, powers } = normal(...(k > 0 ? [[outputOrder, k] as [number, number]] : []), [
          m + 2,
          1,
        ]);
        const [[order, power]] = [...powers] as [[number, number]];
        expect(power).toBe(1);
        for (let p = 0; p <= 4; p++)
          expect(factor.toNumber() * moment(p, order - 2) + 0).toBe(moment(p + k, m) + 0);
      }
    }
    expect(normal([outputOrder, 1], [1, 2], [2, 1]).factor.isZero).toBe(true);
    expect(() => normal([outputOrder, 1], [1, 1], [3, 1])).toThrow(UnsupportedError);
  });

  it("of two singular factors have no meaning and are refused", () => {
    expect(() => normal([2, 2])).toThrow(
      new UnsupportedError("activation: a product of singular derivatives of relu has no meaning here"),
    );
    expect(() => normal([2, 1], [3, 1])).toThrow(UnsupportedError);
    expect(() => normal([1, 1], [3, 1])).toThrow(UnsupportedError);
  });

  it("that a model's equations and Jacobian need all have a normal form", () => {
    for (const { name: loss } of losses) {
      for (const constraint of ["sphere", "free"]) {
        const model = parseModel({ ...builtinModels[0]!.input, activation: "relu", loss, constraint });
        const generators = jacobian(derive(model))
          .flat()
          .flatMap((entry) => entry.generators());
        const squared = generators.filter((name) =>
          /phi''\([yn]'?\)\^|phi'\([yn]'?\)\*phi''\([yn]\)/.test(name),
        );
        expect(squared, `${loss}, ${constraint}`).toEqual([]);
      }
    }
  });
});
