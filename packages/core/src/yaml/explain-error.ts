import type { YAMLParseError } from "yaml";

/** Says what is wrong in the words of somebody who writes Compose files; `yaml`'s own words serve its developers. */
export function explainYamlError(error: YAMLParseError, text: string): string {
  const said = error.message;
  switch (error.code) {
    case "TAB_AS_INDENT":
      return "A tab is used as indentation. YAML allows only spaces there.";
    case "BAD_INDENT":
      if (said.includes("end with a")) return "A bracket that was opened above is never closed.";
      return said.includes("must start at the same column")
        ? "This line is indented differently from its neighbours. All entries of one mapping or list must start in the same column."
        : "The indentation does not fit the lines around it. Entries of one mapping or list must start in the same column, deeper than their parent.";
    case "MISSING_CHAR":
      return explainMissing(said);
    case "BLOCK_AS_IMPLICIT_KEY":
      return said.includes("sequence")
        ? "A list cannot be a key. Put the list on the next line, indented."
        : "A second `:` on this line makes no sense to YAML. Put quotes around the text if the colon belongs to it, or move the entry to a line of its own.";
    case "MULTILINE_IMPLICIT_KEY":
      return UNFINISHED_KEYS.inFront;
    case "BAD_SCALAR_START":
      return `Text cannot begin with ${text[error.pos[0]] === "`" ? "a backtick" : `\`${text[error.pos[0]] ?? ""}\``} unless it is quoted.`;
    case "BAD_DQ_ESCAPE":
      return "This backslash sequence does not exist in double quotes. Double the backslash, or use single quotes.";
    case "BAD_ALIAS":
      return said.startsWith("Anchor") ? "An anchor (`&`) needs a name, and the name cannot end with `:`." : "An alias (`*`) needs a name, and the name cannot end with `:`. Quote the text if it is no alias.";
    case "ALIAS_PROPS":
      return "An alias cannot have an anchor or a tag of its own.";
    case "MULTIPLE_ANCHORS":
      return "A value can have only one anchor.";
    case "MULTIPLE_TAGS":
      return "A value can have only one tag.";
    case "BAD_DIRECTIVE":
      return "This `%` directive is not known to YAML. Quote the text if it is no directive.";
    case "BLOCK_IN_FLOW":
      return "Inside `{…}` or `[…]` everything must be written in that style, without indentation or dashes.";
    case "RESOURCE_EXHAUSTION":
      return "The file is nested too deeply to be read.";
    case "UNEXPECTED_TOKEN":
      return explainUnexpected(said);
    default:
      return `This is not valid YAML: ${said}.`;
  }
}

/** What is said of a key that has no colon, as while somebody types it: in front of a line that may belong to it, and behind all others. */
export const UNFINISHED_KEYS = {
  inFront: "This line is read as a key that never gets its `:`. Add the colon, or indent the line if it continues the text above.",
  behind: "A key needs a `:` after it. Add the colon, or indent the line if it belongs to the entry above.",
} as const;

function explainMissing(said: string): string {
  if (said.includes('closing "quote') || said.includes("closing 'quote")) return "The text ends inside quotes: a quote that was opened before this place is never closed.";
  if (said.includes("Implicit map keys need to be followed")) return UNFINISHED_KEYS.behind;
  if (said.includes("Sequence item without")) return "Entries of this list begin with `- `; this line does not.";
  if (said.includes("Missing space after :")) return "A space is missing after the `:`.";
  if (said.includes("Comments must be separated")) return "A space is missing before the `#` of this comment.";
  if (said.includes("directives-end")) return "A new document must begin with a line `---`.";
  if (said.includes("Block collection cannot start")) return "Begin the mapping or list on the line after `---`.";
  if (said.includes("separated from the next token")) return "A space is missing after this tag or anchor.";
  if (said.startsWith("Missing ,")) return "A comma is missing between the entries.";
  if (said.includes("end with a")) return "A bracket that was opened above is never closed.";
  return `A character is missing here: ${said}.`;
}

function explainUnexpected(said: string): string {
  if (said.includes("Unexpected ,") || said.includes("empty item")) return "There is a comma too many.";
  if (said.includes("Block scalar header")) return "After `|` or `>` only `+`, `-`, a digit and a comment may follow on the line.";
  const token = /^Unexpected (\S+)/.exec(said)?.[1] ?? "";
  if (token === "flow-map-end" || token === "flow-seq-end" || token === "]" || token === "}") return "This closing bracket has no opening one.";
  return "This does not belong here. Check the quotes, brackets and indentation just before it.";
}
