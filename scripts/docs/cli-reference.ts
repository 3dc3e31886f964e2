import type { Command, Option } from "commander";
import { createProgram } from "../../cli/program.ts";

const header = `# Command line

<!-- Made from the program by \`npm run docs\`: edit the commands' own help in cli/commands/, not this page. -->

Every command prints what a reader wants on stdout, progress on stderr and only on a terminal, and one line on stderr
when it fails. With \`--json\`, where it is offered, stdout holds one JSON document. The same \`--seed\` gives the same
output, but for fields of elapsed time.

| exit code | meaning |
|---|---|
| 0 | done; for \`verify\` and \`report\`: nothing is refuted or inconclusive |
| 1 | a claim is refuted, a verdict differs from the baseline's, a certificate does not hold, or two derivations disagree |
| 2 | the command line, a model or another file is wrong; the line on stderr names the field |
| 3 | something is inconclusive: a verdict, a search that found nothing, an integration that did not get through |
| 70 | a defect in driftproof: please report it |
| 130 | stopped by Ctrl-C |
`;

/** The reference of the command line, as Markdown: every command with its arguments, options and what it prints. */
export function cliReference(): string {
  let help = "";
  const sink = { write: (text: string) => void (help += text), isTTY: false, columns: 100 };
  const { commands } = createProgram({ stdout: sink, stderr: sink, env: {} });
  const extraHelp = (command: Command): string => {
    help = "";
    command.outputHelp();
    return help.slice(command.helpInformation().length).trim();
  };
  const list = commands.map(
    (command) => `* [\`${command.name()}\`](#${command.name()}): ${firstHalf(command)}`,
  );
  const sections = commands.map((command) => commandSection(command, extraHelp(command)));
  return `${[header, list.join("\n"), ...sections].join("\n\n").replaceAll("\n\n\n", "\n\n")}\n`;
}

function commandSection(command: Command, extra: string): string {
  const usage = `${command.name()} ${command.usage()}`;
  const argumentRows = command.registeredArguments.map((argument) =>
    row(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`, argument.description),
  );
  const optionRows = command.options.map((option) => row(option.flags, optionText(option)));
  return [
    `## ${command.name()}`,
    sentence(command.description()),
    `Usage: \`driftproof ${usage}\``,
    ["| argument or option | meaning |", "|---|---|", ...argumentRows, ...optionRows].join("\n"),
    ...(extra === "" ? [] : [`\`\`\`text\n${extra}\n\`\`\``]),
  ].join("\n\n");
}

function optionText(option: Option): string {
  const { defaultValue, defaultValueDescription } = option;
  const none = defaultValue === undefined || (Array.isArray(defaultValue) && defaultValue.length === 0);
  const fallback = defaultValueDescription ?? (none || option.negate ? undefined : String(defaultValue));
  return [
    option.description,
    ...(option.mandatory ? ["required"] : []),
    ...(fallback === undefined ? [] : [`default: ${fallback}`]),
  ].join("; ");
}

function row(name: string, text: string): string {
  const cell = (content: string): string => content.replaceAll("|", "\\|");
  return `| \`${cell(name)}\` | ${cell(text).replaceAll("<", "&lt;")} |`;
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

/** A command's description up to what follows a colon or semicolon: enough for a list. */
function firstHalf(command: Command): string {
  return command.description().split(/[:;]/)[0]!;
}
