import { expect, it, vi } from "vitest";
import { ownRegion } from "../../proofs-check/claims/noise-variance/own-region.ts";
import { builtinModels } from "../../theory/builtin-models.ts";
import { parseModel } from "../../theory/model.ts";

vi.mock("../../proofs-check/certificates/check-enclosure.ts", () => ({
  checkEnclosure: () => ({ exitCode: 1, message: "too much work to check" }),
}));

it("a region is not proved by a certificate that its checker refuses", () => {
  const { proved, regions, evidence } = ownRegion(parseModel(builtinModels[2]!.input), []);
  expect(proved).toBe(false);
  expect(regions).toEqual([]);
  expect([...new Set(evidence.map(({ kind }) => kind))]).toEqual(["counterexample"]);
});
