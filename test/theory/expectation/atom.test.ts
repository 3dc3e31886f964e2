import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outputOrder } from "../../../theory/activations/activation.ts";
import { type Atom, atomName, parseAtom } from "../../../theory/expectation/atom.ts";
import { runs } from "../support/property.ts";

const powers = fc
  .uniqueArray(fc.tuple(fc.integer({ min: outputOrder, max: 5 }), fc.integer({ min: 1, max: 12 })), {
    maxLength: 3,
    selector: ([order]) => order,
  })
  .map((entries) => new Map(entries));

/** Atoms as expectations build them: no trailing zeros, and at least one factor of phi (else it is a moment). */
const atoms: fc.Arbitrary<Atom> = fc
  .record({
    hidden: fc.array(fc.nat({ max: 11 }), { maxLength: 3 }).map((list) => {
      while (list.at(-1) === 0) list.pop();
      return list;
    }),
    left: powers,
    right: powers,
    atOrigin: fc.boolean(),
  })
  .filter(({ left, right }) => left.size + right.size > 0);

const sorted = ({ hidden, left, right, atOrigin }: Atom) => ({
  hidden: [...hidden],
  left: [...left].sort(([a], [b]) => a - b),
  right: [...right].sort(([a], [b]) => a - b),
  atOrigin,
});

describe("the names of atoms", () => {
  it("say everything about the atom", () => {
    fc.assert(
      fc.property(atoms, (atom) => {
        expect(sorted(parseAtom(atomName(atom))!)).toEqual(sorted(atom));
      }),
      runs(500),
    );
  });

  it("are one for one atom, whatever order its factors came in", () => {
    fc.assert(
      fc.property(atoms, (atom) => {
        const reversed = { ...atom, left: new Map([...atom.left].reverse()) };
        expect(atomName(reversed)).toBe(atomName(atom));
      }),
      runs(200),
    );
  });

  it("write the output itself as y, and as n at Q = 0", () => {
    const powers = new Map([
      [0, 1],
      [outputOrder, 2],
    ]);
    const atom = { hidden: [1], left: powers, right: new Map([[outputOrder, 1]]), atOrigin: false };
    expect(atomName(atom)).toBe("E[c1*y^2*phi(y)*y']");
    expect(atomName({ ...atom, hidden: [], atOrigin: true })).toBe("E[n^2*phi(n)*n']");
  });

  it.each(["Q1", "s", "m4_1", "B-1", "<w*sign(w)>", "E"])("%s is not an atom's", (name) => {
    expect(parseAtom(name)).toBeUndefined();
  });
});
