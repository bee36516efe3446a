/**
 * A signal's one name, `SIGTERM`, from any spelling that Docker takes: `SIGTERM`, `TERM`, `term`, `15`. Nothing if it is none. Source: moby
 * `signal.ParseSignal`, the numbers of Linux on x86 and ARM.
 */
export function normalizeSignal(text: string): string | undefined {
  const word = text.trim().toUpperCase().replace(/^SIG/, "");
  const name = /^\d+$/.test(word) ? NAMES.get(Number(word)) : word;
  return name !== undefined && (KNOWN.has(name) || /^RTM(?:IN(?:\+\d+)?|AX(?:-\d+)?)$/.test(name)) ? `SIG${name}` : undefined;
}

const NAMES: ReadonlyMap<number, string> = new Map(
  [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
    "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
  ].map((name, index) => [index + 1, name]),
);

const KNOWN: ReadonlySet<string> = new Set([...NAMES.values(), "IOT", "CLD", "POLL"]);
