import { describe, expect, it } from "vitest";
import { version } from "../../cli/version.ts";
import { exampleModel, invoke } from "./harness.ts";

describe.each(["typescript", "python"])("derive --format %s", (format) => {
  it("prints a module and nothing else", async () => {
    const { code, out, err } = await invoke("derive", "--model", "letter-figure2", "--format", format);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`driftproof ${version()}`);
    expect(out).toMatch(
      format === "python" ? /^def rhs\(state, parameters=None\):$/m : /^export function rhs\(state/m,
    );
  });

  it("puts numbers in with --values", async () => {
    const { out } = await invoke("derive", "--model", "letter-figure2", "--format", format, "--values");
    expect(out).toMatch(
      format === "python" ? /^def rhs\(state\):$/m : /^export function rhs\(state: [^,]*\): /m,
    );
  });

  it("refuses equations that do not close in one line", async () => {
    const file = exampleModel({ regularizer: { kind: "l1", strength: 1 } });
    const { code, out, err } = await invoke("derive", file, "--format", format);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^driftproof: regularizer: .*do not close.*\n$/);
  });
});
