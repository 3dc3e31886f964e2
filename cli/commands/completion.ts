import type { Command } from "commander";
import { builtinModels } from "../../theory/builtin-models.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand } from "./command.ts";

const shells = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `completion SHELL`: a script that completes commands, options and the names of built-in models. */
export const addCompletion: AddCommand = (program, { io }) => {
  program
    .command("completion")
    .argument("<shell>", "bash, zsh or fish")
    .description("print a script that completes command lines in a shell")
    .helpOption("-h, --help", "print this help")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  driftproof completion bash > ~/.local/share/bash-completion/completions/driftproof",
        "  driftproof completion zsh >> ~/.zshrc",
        "  driftproof completion fish > ~/.config/fish/completions/driftproof.fish",
      ].join("\n"),
    )
    .action((shell: string) => {
      if (!Object.hasOwn(shells, shell))
        throw new UsageError(`shell: one of bash, zsh, fish is expected, found "${shell}"`);
      io.stdout.write(shells[shell as keyof typeof shells](program));
    });
};

const models = builtinModels.map(({ name }) => name);

function optionsOf(command: Command): string[] {
  return [...command.options.flatMap(({ short, long }) => [short, long]), "-h", "--help"].filter(
    (option) => option !== undefined,
  );
}

function bashScript({ commands }: Command): string {
  const cases = commands.map(
    (command) => `    ${command.name()}) words="${[...new Set(optionsOf(command))].join(" ")}" ;;`,
  );
  return `_driftproof() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map((command) => command.name()).join(" ")}" -- "$current"))
    return
  fi
  if [ "$before" = "--model" ]; then
    COMPREPLY=($(compgen -W "${models.join(" ")}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join("\n")}
  esac
  if [[ "$current" == -* ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _driftproof driftproof
`;
}

function zshScript(program: Command): string {
  return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(program)}`;
}

function fishScript({ commands }: Command): string {
  const quoted = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;
  const first = "__fish_use_subcommand";
  const lines = commands.flatMap((command) => {
    const inside = quoted(`__fish_seen_subcommand_from ${command.name()}`);
    const options = command.options.map(({ long, short, description }) => {
      const names = [
        ...(short ? [`-s ${short.slice(1)}`] : []),
        ...(long ? [`-l ${long.slice(2)}`] : []),
        ...(long === "--model" ? [`-x -a ${quoted(models.join(" "))}`] : []),
      ];
      return `complete -c driftproof -n ${inside} ${names.join(" ")} -d ${quoted(description)}`;
    });
    return [
      `complete -c driftproof -n ${first} -f -a ${command.name()} -d ${quoted(command.description())}`,
      ...options,
    ];
  });
  return `${lines.join("\n")}\n`;
}
