export const USAGE = `Usage: compose-lint-language-server [--stdio | --node-ipc | --pipe <name> | --socket <port>]

Speaks the Language Server Protocol: an editor starts it, on standard input and output unless it says otherwise.
docs/editors.md tells how to set up editors.`;

/** How an editor wants to be spoken with. */
export type Transport =
  | { readonly kind: "protocol" }
  | { readonly kind: "told"; readonly about: "help" | "version" }
  | { readonly kind: "refused"; readonly because: string };

/** Those of the protocol's conventions. The first three are what vscode-languageserver reads from the command line by itself. */
const TRANSPORTS = /^--(?:stdio|node-ipc|pipe|socket)(?:=|$)/;

/** What the words of the command line ask for. */
export function transportOf(words: readonly string[]): Transport {
  for (const [index, word] of words.entries()) {
    if (word === "--help" || word === "-h") return { kind: "told", about: "help" };
    if (word === "--version") return { kind: "told", about: "version" };
    const isValue = ["--pipe", "--socket", "--clientProcessId"].includes(words[index - 1] ?? "");
    if (!isValue && !TRANSPORTS.test(word) && !word.startsWith("--clientProcessId")) return { kind: "refused", because: `unknown word ${word}.` };
  }
  return { kind: "protocol" };
}

/** Whether one of them is named; what reads the command line wants one. */
export function namesTransport(words: readonly string[]): boolean {
  return words.some((word) => TRANSPORTS.test(word));
}
