import { LEVELS, RULE_NAMES, type CommandWords, type OptionWords, type Values } from "./words.js";

/** The script for zsh 5: to be read by a start-up file, or to be put into a folder of $fpath as `_compose-lint`. */
export function zshScript(words: readonly CommandWords[]): string {
  const [lint, ...named] = words;
  return `#compdef compose-lint
# zsh completion for compose-lint, written by: compose-lint completion zsh

_compose_lint_rules=(${RULE_NAMES.join(" ")})

_compose_lint_list() {
  compset -P '*,'
  compset -S ',*'
  compadd -S '' -- "$@"
}

_compose_lint_levels() {
  compset -P '*,'
  if compset -P '*='; then
    compadd -- ${LEVELS.join(" ")}
  else
    compadd -S = -- $_compose_lint_rules
  fi
}

_compose_lint_first() {
  local -a commands=(
${named.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`).join("\n")}
  )
  _describe -t commands command commands
  _files
}

_compose-lint() {
  if (( CURRENT > 2 )); then
    case $words[2] in
${named.map((command) => `      ${command.name})\n        shift words\n        (( CURRENT-- ))\n${argumentsOf(command, `'*: :${action(command.argument)}'`, "        ")}\n        return\n        ;;`).join("\n")}
    esac
  fi
${lint ? argumentsOf(lint, `'1: :_compose_lint_first' '*: :${action(lint.argument)}'`, "  ") : ""}
}

if [[ $funcstack[1] == _compose-lint ]]; then
  _compose-lint "$@"
else
  compdef _compose-lint compose-lint
fi
`;
}

function argumentsOf({ options }: CommandWords, rest: string, indent: string): string {
  return [`${indent}_arguments -S`, ...options.map(specification), rest].join(` \\\n${indent}  `);
}

/** `'*'{-o+,--output-file=}'[where it goes]:value:_files'`, as \`_arguments\` of zsh has it. */
function specification({ flags, description, value }: OptionWords): string {
  const names = flags.map((flag) => (value ? (flag.startsWith("--") ? `${flag}=` : `${flag}+`) : flag));
  const text = `[${description.replace(/[[\]\\:]/g, String.raw`\$&`)}]${value ? `:value:${action(value)}` : ""}`;
  const [name = ""] = names;
  // With a value, an option may be repeated.
  const mark = value ? "*" : "";
  return names.length === 1 ? quoted(`${mark}${name}${text}`) : `${mark === "" ? quoted(`(${flags.join(" ")})`) : quoted(mark)}{${names.join(",")}}${quoted(text)}`;
}

function action(values: Values): string {
  switch (values.kind) {
    case "choices": {
      const words = values.choices === RULE_NAMES ? "$_compose_lint_rules" : values.choices.join(" ");
      return values.isList ? `_compose_lint_list ${words}` : values.choices === RULE_NAMES ? `compadd -- ${words}` : `(${words})`;
    }
    case "levels":
      return "_compose_lint_levels";
    case "files":
      return "_files";
    case "folders":
      return "_files -/";
    case "unknown":
      return " ";
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
