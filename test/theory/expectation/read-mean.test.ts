import { describe, expect, it } from "vitest";
import { compileFlow } from "../../../numerics/flow/flow.ts";
import { derive } from "../../../theory/derive.ts";
import { type ModelInput, parseModel } from "../../../theory/model.ts";
import { toText } from "../../../theory/render/text.ts";
import { plain } from "../support/plain-model.ts";

const skew = { law: "atoms", values: [2, -1], weights: ["1/3", "2/3"] };
const five: ModelInput = { features: Array(5).fill(plain.features[0]) };
const two: ModelInput = { features: [skew, skew] };

const modelWith = (f: string, changes: ModelInput) =>
  parseModel({ ...plain, constraint: "free", ...changes, theory: { f } });
const read = (f: string, changes: ModelInput = {}): string => toText(derive(modelWith(f, changes)).terms.f);
const times = (factor: string, n: number): string => `E[${Array(n).fill(factor).join("*")}]`;

describe("a mean in a user's theory", () => {
  it.each<[string, string, ModelInput?]>([
    ["E[phi'(y')*c1*phi(y')]", "E[c1*phi(y)*phi'(y)]"],
    ["E[ c1 ^ 2 * phi( y ) ^2 ]", "E[c1^2*phi(y)^2]"],
    ["E[phi(y')*phi^(4)(y)]", "E[phi^(4)(y)*phi(y')]"],
    ["E[phi''''(y)*phi'(y)*phi'(y)*y]", "E[y*phi'(y)^2*phi^(4)(y)]"],
    ["E[n*phi(n)]", "E[n*phi(n)]"],
    ["E[n'*phi'(n)*phi(n')]", "E[phi'(n)*n'*phi(n')]"],
    ["E[y^2] + E[y*y']", "E[y*y'] + E[y^2]"],
    ["E[c1^2]*E[phi(y)]", "0"],
    ["E[y^12*phi(y)^10] + E[n^12]", "E[n^12] + E[y^12*phi(y)^10]"],
    ["E[phi^(10)(y)^2]", "E[phi^(10)(y)^2]"],
    ["E[c1^4] + E[phi(y)^0]", "1 + m4_1"],
    [times("c1", 100), "m100_1"],
    ["E[c1^100]", "m100_1"],
    ["E[phi''''''''''(y)^2]", "E[phi^(10)(y)^2]"],
    // A moment of the signal is written as the derivation beside it writes its own.
    ["E[c1*S]", "m2_1*Q1"],
    ["E[c2*S]", "m2_2*Q2", { ...two, activation: "quadratic" }],
    ["E[S^3]", "m3_1*Q1^3 + m3_2*Q2^3", { ...two, activation: "quadratic" }],
    // A derivation without such moments does not know their slopes: there they are written out.
    ["E[c5*S]", "m2_5*Q5", { ...five, activation: "tanh" }],
    ["E[c5*S^3]", "E[c5*S^3]", { ...five, activation: "quadratic" }],
    ["E[c1^2*S^0]", "m2_1", { ...five, activation: "quadratic" }],
    ["E[c1^2*S^0]", "m2_1", { ...five, activation: "sin" }],
    ["E[c1*S^2] + E[c1^2*S]", "0", { ...five, activation: "quadratic" }],
    // One law without symmetry is enough for odd means.
    ["E[phi(y)*y']", "m3_2*Q2^3", { features: [plain.features[0], skew], activation: "quadratic" }],
    ["E[c2*phi'(y')]", "E[c2*phi'(y)]", { features: [plain.features[0], skew] }],
    ["E[phi(y)*y']", "m3_1*Q1^3 + m3_2*Q2^3", { ...two, activation: "quadratic" }],
    // And a wave in one form.
    ["E[cos(-3*S/2)] - E[c1*sin(-S)]", "E[c1*sin(S)] + E[cos(3*S/2)]", { activation: "sin" }],
    ["E[sin(0*S)] + E[sin(S)]", "0", { activation: "sin" }],
    ["E[exp(-S/2)]", "E[exp(S/2)]", { activation: "exp(y/2)" }],
    ["E[exp(-S/2)]", "E[exp(-S/2)]", { activation: "exp(y/2)", features: [skew] }],
  ])("%s is %s", (text, printed, changes) => {
    expect(read(text, changes)).toBe(printed);
  });

  it.each<[string, ModelInput?]>([
    ["E[n*phi(y)]"],
    ["E[c1*phi(n)]"],
    ["E[c0*phi(y)]"],
    ["E[c2*S]"],
    ["E[c2*cos(S)]", { activation: "sin" }],
    ["E[cos(S)*c1]", { activation: "sin" }],
    ["E[cos(S/0)]", { activation: "sin" }],
    ["E[c1^101]"],
    [times("c1", 101)],
    ["E[phi'''''''''''(y)]"],
    ["E[phi^(101)(y)]"],
    ["E[phi(y)^(-1)]"],
    ["E[2*phi(y)]"],
    ["E[ay]"],
    ["E[y^2a]"],
    ["E[ac1]"],
    ["E[c1^2a]"],
    ["E[aphi(y)]"],
    ["E[phi(y)^2a]"],
    ["E[]"],
  ])("%s cannot be read", (text, changes) => {
    expect(() => read(text, changes)).toThrow(/^theory\.f: cannot read the mean "E\[/);
  });

  it.each<[string, ModelInput]>([
    ["cos", { activation: "tanh" }],
    ["sin", { activation: "quadratic" }],
    ["exp", { activation: "sin" }],
    ["cos", { activation: "exp(y/2)" }],
  ])("with %s of the signal is refused where it is of another activation's kind: %j", (wave, changes) => {
    expect(() => read(`E[${wave}(S)]`, changes)).toThrow(
      new RegExp(`^theory\\.f: no mean of .* has ${wave} of S in it$`),
    );
  });

  it.each<[string, ModelInput]>([
    ["E[c1*S^3]", { activation: "quadratic" }],
    ["E[c1^2*cos(-S)]", { activation: "sin" }],
    ["E[c1*S^3]", { activation: "erf" }],
  ])("has the slope that differences give it: %s, %j", (text, changes) => {
    const flow = compileFlow(modelWith(text, changes));
    const overlaps = Array.from({ length: flow.features }, (_, l) => 0.3 + l / 50);
    const state = Float64Array.from([...overlaps, 1.1]);
    const size = state.length;
    const rate = (change: number): number => {
      const out = new Float64Array(size);
      flow.rhs(state.with(0, state[0]! + change), out);
      return out[0]!;
    };
    const exact = new Float64Array(size ** 2);
    flow.jacobian(state, exact);
    expect(exact[0]).toBeCloseTo((rate(1e-4) - rate(-1e-4)) / 2e-4, 6);
  });
});
