import { LEVELS, RULE_NAMES, type CommandWords, type Values } from "./words.js";

/** The script for bash, from 3.2 (which macOS has) on. No word in it needs quoting. */
export function bashScript(words: readonly CommandWords[]): string {
  const names = words.map(({ name }) => name).filter((name) => name !== "");
  return `# bash completion for compose-lint, written by: compose-lint completion bash

_compose_lint() {
  # Bash takes "=" for a word of its own.
  local words=() word index joins=
  for ((index = 0; index <= COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [[ $index -gt 1 && ( $word == = || -n $joins ) ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    if [[ $word == = ]]; then joins=1; else joins=; fi
  done
  local count=\${#words[@]} command= flag= value levels="${LEVELS.join(" ")}"
  local rules="${RULE_NAMES.join(" ")}"
  local current=\${words[count - 1]}
  COMPREPLY=()
  for word in "\${words[@]:1:count - 2}"; do
    [[ $word == -- ]] && return
  done
  if [[ $count -gt 2 ]]; then
    case \${words[1]} in
      ${names.join(" | ")}) command=\${words[1]} ;;
    esac
  fi
  if [[ $current == --*=* ]]; then
    flag=\${current%%=*} value=\${current#*=}
  elif [[ $count -gt 2 && \${words[count - 2]} == -* ]]; then
    flag=\${words[count - 2]} value=$current
  fi
  case $command:$flag in
${words.flatMap(({ name, options }) => options.flatMap(({ flags, value }) => (value ? [`    ${flags.map((flag) => `${name}:${flag}`).join(" | ")}) ${action(value)} ;;`] : []))).join("\n")}
    *)
      value=$current
      if [[ $current == -* ]]; then
        case $command in
${words.map(({ name, options }) => `          "${name}") _compose_lint_choose "${options.flatMap(({ flags }) => flags.filter((flag) => flag.startsWith("--"))).join(" ")}" ;;`).join("\n")}
        esac
      elif [[ $count -eq 2 ]]; then
        _compose_lint_choose "${names.join(" ")}"
        while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
        compopt -o filenames 2>/dev/null
      else
        case $command in
${words.map(({ name, argument }) => `          "${name}") ${action(argument)} ;;`).join("\n")}
        esac
      fi
      ;;
  esac
  # What stands before the last "=" stays as it is.
  if [[ \${#COMPREPLY[@]} -gt 0 && $current == *=* && $COMP_WORDBREAKS == *=* ]]; then
    word=\${current%"\${current##*=}"}
    COMPREPLY=("\${COMPREPLY[@]#"$word"}")
  fi
}

# Offers some words in the place of a value that is typed in part.
_compose_lint_choose() {
  local word before=\${current%"$value"}
  for word in $1; do
    [[ $word == "$value"* ]] && COMPREPLY+=("$before$word")
  done
}

# The same after the last comma.
_compose_lint_choose_last() {
  value=\${value##*,}
  _compose_lint_choose "$1"
}

_compose_lint_levels() {
  value=\${value##*,}
  if [[ $value == *=* ]]; then
    value=\${value#*=}
    _compose_lint_choose "$levels"
  else
    local names= word
    for word in $rules; do names+="$word= "; done
    _compose_lint_choose "$names"
    compopt -o nospace 2>/dev/null
  fi
}

_compose_lint_nothing() {
  compopt +o default +o bashdefault 2>/dev/null
}

# Where nothing is offered, bash completes names of files.
complete -o bashdefault -o default -F _compose_lint compose-lint
`;
}

function action(values: Values): string {
  switch (values.kind) {
    case "choices":
      return `${values.isList ? "_compose_lint_choose_last" : "_compose_lint_choose"} "${values.choices === RULE_NAMES ? "$rules" : values.choices.join(" ")}"`;
    case "levels":
      return "_compose_lint_levels";
    case "files":
    case "folders":
      return ":";
    case "unknown":
      return "_compose_lint_nothing";
  }
}
