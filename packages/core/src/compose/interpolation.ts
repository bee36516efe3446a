import type { Variable } from "./tree.js";

/** Text with its variables replaced. */
export interface Interpolated {
  readonly text: string;
  /** False if the text depends on a variable that nobody set. */
  readonly known: boolean;
  readonly variables: readonly Variable[];
  /** A variable that `:?` or `?` demands and that is not set. */
  readonly missing?: string;
}

/** Why a template cannot be read. */
export interface TemplateFault {
  readonly fault: string;
}

/** Gives a variable's value, or nothing if it is not set. An empty value is set. */
export type Lookup = (name: string) => string | undefined;

const MAX_DEPTH = 100;

/**
 * Replaces `$NAME` and `${NAME…}` as Compose does: `:-` `-` default, `:?` `?` required, `:+` `+` alternative, `$$` a dollar sign.
 * A value is never interpolated again. Source: Compose Specification, "Interpolation"; compose-go `template`.
 */
export function interpolate(template: string, lookup: Lookup): Interpolated | TemplateFault {
  return replaceAll(template, lookup, 0);
}

function replaceAll(template: string, lookup: Lookup, depth: number): Interpolated | TemplateFault {
  if (depth > MAX_DEPTH) return { fault: `Defaults inside defaults more than ${String(MAX_DEPTH)} levels deep.` };
  let text = "";
  let known = true;
  let missing: string | undefined;
  const variables: Variable[] = [];
  let at = 0;
  for (let dollar = template.indexOf("$"); dollar !== -1; dollar = template.indexOf("$", at)) {
    text += template.slice(at, dollar);
    const next = template[dollar + 1] ?? "";
    if (next === "$") {
      text += "$";
      at = dollar + 2;
      continue;
    }
    let result: Interpolated | TemplateFault;
    if (next === "{") {
      const end = closingBrace(template, dollar + 2);
      if (end === -1) return { fault: "`${` is never closed by `}`. Write `$$` for a plain dollar sign." };
      result = replaceExpression(template.slice(dollar + 2, end), lookup, depth);
      at = end + 1;
    } else {
      const name = NAME.exec(template.slice(dollar + 1, dollar + 257))?.[0];
      if (name === undefined) {
        // A dollar sign that cannot begin a variable stays as it is.
        text += "$";
        at = dollar + 1;
        continue;
      }
      result = replaceName(name, lookup);
      at = dollar + 1 + name.length;
    }
    if ("fault" in result) return result;
    text += result.text;
    known &&= result.known;
    missing ??= result.missing;
    variables.push(...result.variables);
  }
  return { text: text + template.slice(at), known, variables, ...(missing === undefined ? {} : { missing }) };
}

const NAME = /^[_A-Za-z][_A-Za-z0-9]*/;

/**
 * The brace that closes the expression, past those of nested expressions, on the same line. The character behind an opening brace
 * counts for nothing, so that of `{{` there is one; and where none closes, it is the last one of the line.
 */
function closingBrace(template: string, from: number): number {
  const lineBreak = template.indexOf("\n", from);
  const end = lineBreak === -1 ? template.length : lineBreak;
  let open = 1;
  let last = -1;
  let isBehindBrace = true;
  for (let at = from; at < end; at += 1) {
    const character = template[at];
    if (character === "}") last = at;
    if (isBehindBrace) isBehindBrace = false;
    else if (character === "}" && --open === 0) return at;
    else if (character === "{") {
      open += 1;
      isBehindBrace = true;
    }
  }
  return last;
}

function replaceName(name: string, lookup: Lookup): Interpolated {
  const value = lookup(name);
  return { text: value ?? "", known: value !== undefined, variables: [{ name, from: value === undefined ? "nobody" : "environment" }] };
}

function replaceExpression(expression: string, lookup: Lookup, depth: number): Interpolated | TemplateFault {
  const name = NAME.exec(expression)?.[0];
  if (name === undefined) return { fault: "`${` must be followed by the name of a variable. Write `$$` for a plain dollar sign." };
  const rest = expression.slice(name.length);
  if (rest === "") return replaceName(name, lookup);

  const operator = /^:?[-?+]/.exec(rest)?.[0];
  if (operator === undefined) return { fault: `\`\${${name}…}\` may go on only with \`:-\`, \`-\`, \`:?\`, \`?\`, \`:+\` or \`+\`. Shell forms such as \`\${VAR:0:1}\` or \`\${VAR/a/b}\` do not exist here; write \`$$\` to pass a dollar sign on.` };
  const argument = rest.slice(operator.length);
  const value = lookup(name);
  // With the colon, an empty value counts as unset.
  const isSet = value !== undefined && (value !== "" || !operator.startsWith(":"));
  switch (operator.at(-1)) {
    case "-": {
      if (isSet) return replaceName(name, lookup);
      const fallback = replaceAll(argument, lookup, depth + 1);
      return "fault" in fallback ? fallback : { ...fallback, variables: [{ name, from: "default" }, ...fallback.variables] };
    }
    case "+": {
      if (!isSet) return { text: "", known: value !== undefined, variables: [{ name, from: value === undefined ? "nobody" : "environment" }] };
      const alternative = replaceAll(argument, lookup, depth + 1);
      return "fault" in alternative ? alternative : { ...alternative, variables: [{ name, from: "environment" }, ...alternative.variables] };
    }
    default:
      return isSet ? replaceName(name, lookup) : { text: "", known: false, variables: [{ name, from: "nobody" }], missing: name };
  }
}
