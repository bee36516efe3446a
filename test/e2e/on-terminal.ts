import { spawn, spawnSync } from "node:child_process";
import { bundle, CACHE } from "./command.js";

/** `script` gives the command a terminal of its own. BSD has another program of that name. */
export const hasTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout.includes("util-linux");

export const CTRL_C = "\u0003";
export const CTRL_D = "\u0004";

const PROMPT = /Make this change\? \[y,n,a,q,\?\] /g;

interface Session {
  readonly status: number | null;
  /** All that was on the screen, without colours and cursor movements. */
  readonly screen: string;
  readonly raw: string;
}

/** Told what is on the screen whenever there is more; `type` presses keys. */
type Onlooker = (screen: string, type: (keys: string) => void) => void;

/** Runs the command on a terminal of 80 columns, and answers its questions one by one, each as soon as it is asked. */
export async function onTerminal(args: readonly string[], answers: readonly string[], cwd: string, onlooker: Onlooker = () => undefined): Promise<Session> {
  return await onTerminalOf([process.execPath, bundle, ...args], cwd, onlooker, answers);
}

/** The same with another program. */
export async function onTerminalOf(program: readonly string[], cwd: string, onlooker: Onlooker = () => undefined, answers: readonly string[] = []): Promise<Session> {
  const command = `stty cols 80 rows 24; exec ${program.map(quote).join(" ")}`;
  const env = { PATH: process.env["PATH"] ?? "", HOME: cwd, XDG_CACHE_HOME: CACHE, SHELL: "/bin/sh", TERM: "xterm" };
  const terminal = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd, env, stdio: ["pipe", "pipe", "inherit"] });
  let raw = "";
  let answered = 0;
  terminal.stdout.setEncoding("utf8").on("data", (text: string) => {
    raw += text;
    onlooker(withoutEscapes(raw), (keys) => void terminal.stdin.write(keys));
    const asked = withoutEscapes(raw).match(PROMPT)?.length ?? 0;
    const answer = answers[answered];
    if (asked <= answered || answer === undefined) return;
    answered += 1;
    terminal.stdin.write(answer === CTRL_C || answer === CTRL_D ? answer : `${answer}\r`);
  });
  const status = await new Promise<number | null>((resolve) => terminal.on("close", resolve));
  return { status, screen: withoutEscapes(raw).replace(/\r+\n/g, "\n"), raw };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function withoutEscapes(text: string): string {
  return text.replace(/\u001b\[[\d;?]*[A-Za-z]/g, "");
}
