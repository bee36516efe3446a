import { innerSteps } from "../compose/model/probe.js";
import type { Step } from "../compose/values/shell-script.js";

/** Why a probe succeeds however the service is. */
export interface CertainSuccess {
  /** `always`: nothing makes it fail. `beside`: it looks at something else than the running service. */
  readonly kind: "always" | "beside";
  /** The command that ends it. */
  readonly command: string;
}

/** Nothing if the probe can fail, or if that is not certain. */
export function certainSuccess(steps: readonly Step[]): CertainSuccess | undefined {
  const last = steps.at(-1);
  const before = steps.at(-2);
  if (last?.end !== "" || steps.some(({ words: [word = ""] }) => COMPOUND.has(word))) return undefined;
  // What stands behind `&&` is not reached when the rest fails.
  if (before?.end === "&&" || last.isRedirected) return undefined;
  const inner = innerSteps(last);
  if (inner) return certainSuccess(inner);
  const kind = kindOf(last);
  return kind && { kind, command: `${before ? `${before.end} ` : ""}${last.words.join(" ")}` };
}

function kindOf({ words: [program = "", ...rest] }: Step): CertainSuccess["kind"] | undefined {
  const name = program.slice(program.lastIndexOf("/") + 1);
  if (name === "exit") return rest.length === 0 || rest[0] === "0" ? "always" : undefined;
  if (SUCCEEDING.has(name)) return "always";
  const isAboutItself = rest.length === 1 && /^(?:--version|-v|-V|--help|version)$/.test(rest[0] ?? "");
  const isAboutFiles = (name === "cat" && /^\/etc\/(?:passwd|hosts|hostname)$/.test(rest[0] ?? "")) || (name === "nginx" && rest[0] === "-t");
  return isAboutItself || isAboutFiles ? "beside" : undefined;
}

const SUCCEEDING: ReadonlySet<string> = new Set(["true", ":", "echo", "printf", "date", "id", "whoami", "hostname", "uname", "pwd", "sleep"]);

/** What makes the end of a script depend on more than its last command. */
const COMPOUND: ReadonlySet<string> = new Set(["if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "{", "}", "!", "set", "trap"]);
