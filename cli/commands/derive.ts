import { modelOf } from "../model-argument.ts";
import { type CommonOptions, example, oneOf, withModel } from "../options.ts";
import { printJson } from "../output.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

type Format = "text" | "latex" | "json" | "typescript" | "python";

interface DeriveOptions extends CommonOptions {
  readonly format?: Format;
  readonly values?: boolean;
  readonly expand?: boolean;
}

/** `derive`: a model's drift, diffusion, PDE, ODE, Jacobian and learnability, as formulas. */
export const addDerive: AddCommand = (program, context) => {
  withModel(program.command("derive"))
    .description("derive the model's PDE, ODE, Jacobian and learnability threshold")
    .option(
      "--format <format>",
      "text, latex, json, typescript or python (default: text)",
      oneOf("text", "latex", "json", "typescript", "python"),
    )
    .option("--values", "put the model's numbers in, exact")
    .option(
      "--expand",
      "write the moments E[c1*S^3] of S = Q.c out in the overlaps, for any number of features",
    )
    .addHelpText("after", example("derive --model letter-figure2 --format latex"))
    .action((file: string | undefined, options: DeriveOptions) => runDerive(file, options, context));
};

async function runDerive(file: string | undefined, options: DeriveOptions, { io }: Context): Promise<void> {
  if (options.json && options.format !== undefined && options.format !== "json") {
    throw new UsageError(`--json and --format ${options.format} exclude each other`);
  }
  const format = options.json ? "json" : (options.format ?? "text");
  if (format === "typescript" || format === "python") {
    throw new UsageError(`--format ${format} is not available yet`);
  }
  const { model } = await modelOf(file, options.model);
  const { derive, requireAgreement } = await import("../../theory/derive.ts");
  const { formulasOf } = await import("../derivation/formulas.ts");
  const derivation = derive(model, undefined, options.expand ? false : undefined);
  requireAgreement(derivation);
  const formulas = formulasOf(derivation, options.values ?? false);
  if (format === "json") {
    const { derivationJson } = await import("../derivation/json.ts");
    printJson(io.stdout, derivationJson(formulas));
  } else if (format === "latex") {
    const { derivationLatex } = await import("../derivation/latex.ts");
    io.stdout.write(derivationLatex(formulas));
  } else {
    const { derivationText } = await import("../derivation/text.ts");
    io.stdout.write(derivationText(formulas));
  }
}
