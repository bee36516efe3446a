import { LEVELS, RULE_NAMES, type CommandWords, type OptionWords, type Values } from "./words.js";

/** The script for fish 3. */
export function fishScript(words: readonly CommandWords[]): string {
  const named = words.filter(({ name }) => name !== "");
  return `# fish completion for compose-lint, written by: compose-lint completion fish

set -g __compose_lint_rules ${RULE_NAMES.join(" ")}
set -g __compose_lint_levels ${LEVELS.join(" ")}

# Whether this command was named, which has to be the first word; "" for none of them.
function __compose_lint_in
    set -l words (commandline -opc)
    set -l named ""
    if set -q words[2]; and contains -- $words[2] ${named.map(({ name }) => name).join(" ")}
        set named $words[2]
    end
    test "$named" = "$argv[1]"
end

# Offers words behind those that are typed already, with a comma between them.
function __compose_lint_list
    set -l before (commandline -ct | string replace -r '^--[^=]*=' '' | string replace -r '[^,]*$' '')
    printf '%s\\n' $before$argv
end

complete -c compose-lint -e
${named.map(({ name, description }) => `complete -c compose-lint -n 'test (count (commandline -opc)) -eq 1' -a ${name} -d ${quoted(description)}`).join("\n")}
${words.map(linesOf).join("\n")}
`;
}

function linesOf({ name, options, argument }: CommandWords): string {
  const head = `complete -c compose-lint -n '__compose_lint_in "${name}"'`;
  const ofArgument = argument.kind === "files" || argument.kind === "folders" ? [] : [`${head} -f${argument.kind === "unknown" ? "" : ` -a ${offered(argument)}`}`];
  return [...ofArgument, ...options.map((option) => `${head} ${optionLine(option)}`)].join("\n");
}

function optionLine({ flags, description, value }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return [...names, ...(value ? [taken(value)] : []), `-d ${quoted(description)}`].join(" ");
}

function taken(value: Values): string {
  switch (value.kind) {
    case "files":
      return "-r -F";
    case "folders":
      return "-x -a '(__fish_complete_directories)'";
    case "unknown":
      return "-x";
    case "choices":
    case "levels":
      return `-x -a ${offered(value)}`;
  }
}

function offered(values: Values): string {
  if (values.kind === "levels") return "'(__compose_lint_list $__compose_lint_rules=$__compose_lint_levels)'";
  if (values.kind !== "choices") return "''";
  const words = values.choices === RULE_NAMES ? "$__compose_lint_rules" : values.choices.join(" ");
  return quoted(values.isList ? `(__compose_lint_list ${words})` : words);
}

/** In single quotes, fish leaves everything alone but these two. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}
