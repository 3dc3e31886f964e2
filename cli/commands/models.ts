import { builtinModels } from "../../theory/builtin-models.ts";
import { example } from "../options.ts";
import { printJson } from "../output.ts";
import type { AddCommand } from "./command.ts";

/** `models`: the built-in models. */
export const addModels: AddCommand = (program, { io }) => {
  program
    .command("models")
    .description("list the built-in models")
    .option("--json", "print their model files")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("models --json"))
    .action((options: { readonly json?: boolean }) => {
      if (options.json) {
        printJson(io.stdout, {
          models: builtinModels.map(({ name, about, input }) => ({ name, about, model: { name, ...input } })),
        });
        return;
      }
      const width = Math.max(...builtinModels.map(({ name }) => name.length));
      const lines = builtinModels.map(({ name, about }) => `${name.padEnd(width)}  ${about}`);
      io.stdout.write(`${lines.join("\n")}\n`);
    });
};
