import type { Hypotheses } from "../../theory/derive.ts";
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
  readonly fluctuations?: boolean;
  readonly hypotheses: Hypotheses;
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
    .option("--fluctuations", "add the noise intensity D of the fluctuations at large N; it is long")
    .option(
      "--hypotheses <facts>",
      "what may be used of the hidden laws: model (their mean and symmetry), zero-mean, or none",
      oneOf("model", "zero-mean", "none"),
      "model",
    )
    .addHelpText("after", example("derive --model letter-figure2 --format latex"))
    .action((file: string | undefined, options: DeriveOptions) => runDerive(file, options, context));
};

async function runDerive(file: string | undefined, options: DeriveOptions, { io }: Context): Promise<void> {
  if (options.json && options.format !== undefined && options.format !== "json") {
    throw new UsageError(`--json and --format ${options.format} exclude each other`);
  }
  const format = options.json ? "json" : (options.format ?? "text");
  const { model } = await modelOf(file, options.model);
  const { derive, hypothesesOf, requireAgreement } = await import("../../theory/derive.ts");
  const hypotheses = hypothesesOf(model, options.hypotheses);
  const derivation = derive(model, hypotheses, options.expand ? false : undefined);
  requireAgreement(derivation);
  if (format === "typescript" || format === "python") {
    const { moduleText } = await import("../../report/modules/module-text.ts");
    const { version } = await import("../version.ts");
    io.stdout.write(moduleText(derivation, { format, values: options.values ?? false, version: version() }));
    return;
  }
  const { formulasOf } = await import("../derivation/formulas.ts");
  const formulas = formulasOf(derivation, options.values ?? false, options);
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
