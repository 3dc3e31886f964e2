import { example } from "../options.ts";
import type { AddCommand } from "./command.ts";

/** `merge`: joins the results of a sweep's parts. */
export const addMerge: AddCommand = (program, { io }) => {
  program
    .command("merge")
    .description("join results of one sweep, in the order of its points")
    .argument("<results...>", "files that sweeps have written")
    .requiredOption("-o, --output <file>", "where the joined results go")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("merge part-1.jsonl part-2.jsonl -o results.jsonl"))
    .action(async (files: string[], { output }: { readonly output: string }) => {
      const { mergeResults } = await import("../sweep/merge-results.ts");
      const { writeFile } = await import("../write-file.ts");
      const lines = mergeResults(files);
      writeFile(output, lines);
      io.stdout.write(`${output}: ${lines.length} points\n`);
    });
};
