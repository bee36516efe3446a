import { isShell, shellScriptOf } from "../compose/model/command.js";
import { namespaceOf } from "../compose/model/namespace.js";
import type { Service } from "../compose/model/service.js";
import { shellSteps, type Step } from "../compose/values/shell-script.js";
import { factsThatHold } from "./catalogue/invocation.js";
import { startCommandOf } from "./start-command.js";
import { shellOf } from "./tools.js";

/** Why the first process of a container does not hand the stop signal to what should end in good order. */
export type FirstProcess =
  /** A program that has nothing to end, and that the kernel lets ignore the signal because it is process 1. */
  | { readonly kind: "idle"; readonly program: string; /** Whether a shell has prepared something before. */ readonly inScript: boolean }
  /** A loop of a shell. */
  | { readonly kind: "loop" }
  /** A shell that has started programs and then waits. */
  | { readonly kind: "script" }
  /** A shell that stays in front of the program. */
  | { readonly kind: "shell"; readonly script: string; readonly program: string; /** Where `exec` would do. */ readonly execAt?: number }
  /** npm or yarn, with a shell between it and the program. */
  | { readonly kind: "package-manager"; readonly program: string }
  /** A program of which only its author knows whether it handles the signal. */
  | { readonly kind: "interpreter"; readonly program: string };

/** What is known of the first process; nothing if it takes the stop signal as it should, or if that is not known. Measured with dash 0.5.12, bash 5.2, BusyBox 1.35, npm 6 to 11 and yarn 1. */
export function firstProcessOf(service: Service): FirstProcess | undefined {
  const words = startCommandOf(service)?.words;
  // In a process namespace of others, it is not the first one.
  if (!words || namespaceOf(service, "pid")) return undefined;
  const [first = ""] = words;
  const program = baseName(first);
  const script = shellScriptOf(words);
  if (script !== undefined) {
    const found = ofScript(service, program, script);
    // An init that the image keeps in front helps those that have only themselves to end.
    return (found?.kind === "idle" || found?.kind === "loop") && !isFirst(service) ? undefined : found;
  }
  if (MANAGERS.has(program) && shellOf(service) === "dash" && words.length > 1) return { kind: "package-manager", program };
  if (!isFirst(service)) return undefined;
  if (IDLE.has(program)) return { kind: "idle", program, inScript: false };
  return INTERPRETERS.test(program) && words.length > 1 && !isShell(first) ? { kind: "interpreter", program } : undefined;
}

/** What becomes of a script: each shell stays in front of some programs, and becomes others as if `exec` stood there. */
function ofScript(service: Service, program: string, script: string): FirstProcess | undefined {
  const steps = shellSteps(script);
  const last = steps?.at(-1);
  if (!steps || !last || steps.some(({ words: [word] }) => word === "trap")) return undefined;
  const [word = ""] = last.words;
  const name = baseName(word);
  const before = steps.at(-2);
  if (word === "done") return { kind: steps.some(({ end }) => end === "&") ? "script" : "loop" };
  if (word === "wait") return { kind: "script" };
  if (IDLE.has(name)) return steps.every((step) => step === last || (step.end !== "&" && SETUP.has(baseName(step.words[0] ?? "")))) ? { kind: "idle", program: name, inScript: true } : { kind: "script" };
  if (before?.end === "|") return stays(steps.findLast((_step, index) => index < steps.length - 1 && steps[index - 1]?.end !== "|"), script);
  // What follows `||` only tells what happens when the program fails.
  if (before?.end === "||") return TELLTALE.has(name) ? stays(before, script) : undefined;
  if (word === "exec" || last.end === "&" || RESERVED.has(word) || /[=$`]/.test(word)) return undefined;
  const own = program === "sh" ? shellOf(service) : program;
  return own === "dash" || (own === "bash" && last.isRedirected) ? stays(last, script, last.start) : undefined;
}

function stays(step: Step | undefined, script: string, execAt?: number): FirstProcess | undefined {
  const [word = ""] = step?.words ?? [];
  return word === "" || word === "exec" || RESERVED.has(word) || /[=$`]/.test(word) ? undefined : { kind: "shell", script, program: baseName(word), ...(execAt === undefined ? {} : { execAt }) };
}

/** Whether what the service names is what runs as process 1: an image may keep an init in front of a command, but not of another entrypoint. */
function isFirst(service: Service): boolean {
  return startCommandOf(service)?.hasEntrypoint === true || factsThatHold(service)?.image.facts.pid1?.handsOver === true;
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf("/") + 1);
}

const IDLE: ReadonlySet<string> = new Set(["sleep", "tail"]);

const MANAGERS: ReadonlySet<string> = new Set(["npm", "yarn"]);

const INTERPRETERS = /^(?:node|python[\d.]*)$/;

/** What prepares, and runs on no further. */
const SETUP: ReadonlySet<string> = new Set(["echo", "printf", "cp", "mv", "rm", "mkdir", "chown", "chmod", "touch", "ln", "export", "set", "cd", "sleep", "ip", "apk", "apt", "apt-get", "cat", "sed", "test", "[", "true", ":", "umask"]);

const TELLTALE: ReadonlySet<string> = new Set(["exit", "true", ":", "false", "echo", "printf", "sleep"]);

/** What begins or ends a compound command, so that the program stands somewhere else. */
const RESERVED: ReadonlySet<string> = new Set(["if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "{", "}", "!", "[[", "[", "time", "function"]);
