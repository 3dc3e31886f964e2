import type { Command } from "commander";

/**
 * Makes a program ask for a missing option only after it has refused unknown ones: a misspelt option may be the missing
 * one. commander by itself asks first.
 */
export function askForRequiredLast(program: Command): void {
  const required = new Map(
    program.commands.map((command) => [command, command.options.filter(({ mandatory }) => mandatory)]),
  );
  for (const option of [...required.values()].flat()) option.makeOptionMandatory(false);
  program.hook("preAction", (_, command) => {
    const values = command.opts();
    const missing = required.get(command)?.find((option) => values[option.attributeName()] === undefined);
    if (missing) command.error(`error: required option '${missing.flags}' not specified`);
  });
}
