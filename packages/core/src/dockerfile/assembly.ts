import { cleanPath, isAbsolutePath } from "../compose/file-path.js";
import type { Place } from "../compose/place.js";
import { parseDuration } from "../compose/values/duration.js";
import { normalizeSignal } from "../compose/values/signal.js";
import type { BuildStep, BuiltImage, ExposedPort, ImageCommand, ImageHealthcheck, ImageVariable } from "./built-image.js";
import type { Instruction } from "./instructions.js";
import type { Stated } from "./source.js";
import { expand, splitAssignment, splitWords, type Expanded, type Variables } from "./words.js";

/** Values that a service gives `ARG`s; `undefined` is one that nobody knows. */
export type Arguments = ReadonlyMap<string, string | undefined>;

export const UNKNOWN: Expanded = { text: "", known: false };

/** What the service gives an `ARG`. */
export function given(name: string, args: Arguments): Expanded | undefined {
  if (!args.has(name)) return undefined;
  const text = args.get(name);
  return text === undefined ? UNKNOWN : { text, known: true };
}

export function assignmentsOf({ keyword, text }: Instruction): readonly { readonly name: string; readonly value?: string }[] {
  const words = splitWords(text);
  // The old form has one name, and all that follows is its value.
  if (keyword === "ENV" && words[0]?.includes("=") === false) {
    const [, name = "", value = ""] = /^(\S+)\s+(.*)$/s.exec(text) ?? [];
    return [{ name, value }];
  }
  return words.map(splitAssignment);
}

type Parts = { -readonly [Key in keyof Omit<BuiltImage, "base">]: BuiltImage[Key] };

/** An image while its instructions are carried out one after the other. */
export class Assembly {
  private readonly ports: Stated<ExposedPort>[] = [];
  private readonly volumes: Stated<string>[] = [];
  private readonly environment: ImageVariable[] = [];
  private readonly steps: BuildStep[] = [];
  private readonly parts: Parts = { ports: this.ports, volumes: this.volumes, environment: this.environment, steps: this.steps };
  private shell: readonly string[] | undefined;
  /** Whether this stage has a `CMD` by now. */
  private hasCommand = false;
  private readonly values = new Map<string, Expanded>();
  private readonly declared = new Set<string>();
  private readonly fromEnv = new Set<string>();
  private readonly variables: Variables;

  constructor(
    hasBase: boolean,
    private readonly globals: Variables,
    private readonly args: Arguments,
  ) {
    // The image below may set any variable.
    this.variables = (name) => this.values.get(name) ?? (hasBase && !this.declared.has(name) ? UNKNOWN : undefined);
  }

  beginStage(): void {
    this.hasCommand = false;
  }

  add(instruction: Instruction, place: Place): void {
    const { keyword, text, words } = instruction;
    switch (keyword) {
      case "ARG":
        assignmentsOf(instruction).forEach(({ name, value }) => { this.declare(name, value); });
        break;
      case "ENV":
        this.setVariables(instruction, place);
        break;
      case "USER":
        this.parts.user = this.stated(text, place);
        break;
      case "WORKDIR":
        this.parts.workingDirectory = this.folder(text, place);
        break;
      case "STOPSIGNAL":
        this.parts.stopSignal = this.stated(text, place, normalizeSignal);
        break;
      case "SHELL":
        this.shell = words;
        break;
      case "CMD":
        this.hasCommand = true;
        this.parts.command = this.command(instruction, place);
        break;
      case "ENTRYPOINT":
        this.parts.entrypoint = this.command(instruction, place);
        // Dockerfile reference, "Understand how CMD and ENTRYPOINT interact".
        if (!this.hasCommand) this.parts.command = { form: "exec", words: [], place };
        break;
      case "HEALTHCHECK":
        this.parts.healthcheck = healthcheckOf(instruction, place);
        break;
      case "EXPOSE":
        for (const word of text.split(/\s+/)) this.ports.push(this.stated(word, place, parsePort));
        break;
      case "VOLUME":
        for (const word of words ?? text.split(/\s+/)) this.volumes.push(this.stated(word, place));
        break;
      case "RUN":
      case "COPY":
      case "ADD":
        this.steps.push({ instruction, place });
        break;
      default:
        break;
    }
  }

  result(): Omit<BuiltImage, "base"> {
    return this.parts;
  }

  private declare(name: string, value: string | undefined): void {
    this.declared.add(name);
    const found = given(name, this.args) ?? (value === undefined ? this.globals(name) : expand(value, this.variables));
    // The reference and BuildKit do not agree on an `ARG` behind an `ENV` of the same name.
    if (this.fromEnv.has(name)) this.values.set(name, UNKNOWN);
    else if (found) this.values.set(name, found);
  }

  private setVariables(instruction: Instruction, place: Place): void {
    // All values are worked out before any of them counts.
    const found = assignmentsOf(instruction).map(({ name, value = "" }) => [name, expand(value, this.variables)] as const);
    for (const [name, value] of found) {
      this.values.set(name, value);
      this.fromEnv.add(name);
      this.environment.push({ name, value: value.known ? { known: true, value: value.text, place } : { known: false, place } });
    }
  }

  private stated(word: string, place: Place): Stated<string>;
  private stated<T>(word: string, place: Place, parse: (text: string) => T | undefined): Stated<T>;
  private stated(word: string, place: Place, parse: (text: string) => unknown = (text) => text): Stated<unknown> {
    const { text, known } = expand(word, this.variables);
    const value = known && text !== "" ? parse(text) : undefined;
    return value === undefined ? { known: false, place } : { known: true, value, place };
  }

  private folder(text: string, place: Place): Stated<string> {
    const path = this.stated(text, place);
    if (!path.known) return path;
    if (isAbsolutePath(path.value)) return { ...path, value: cleanPath(path.value) };
    const outer = this.parts.workingDirectory;
    return outer?.known === true ? { ...path, value: cleanPath(`${outer.value}/${path.value}`) } : { known: false, place };
  }

  private command({ text, words }: Instruction, place: Place): ImageCommand {
    return words ? { form: "exec", words, place } : { form: "shell", script: text, place, ...(this.shell ? { shell: this.shell } : {}) };
  }
}

function parsePort(text: string): ExposedPort | undefined {
  // An address and a port of the host in front of it have no effect.
  const [, first = "", last = first, protocol = "tcp"] = /(?:^|:)(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp)?)?$/i.exec(text) ?? [];
  const [start, end] = [Number(first), Number(last)];
  return first === "" || start > end || end > 65_535 ? undefined : { start, end, protocol: protocol.toLowerCase() as ExposedPort["protocol"] };
}

function healthcheckOf({ text, words, flags }: Instruction, place: Place): ImageHealthcheck {
  if (/^none$/i.test(text)) return { kind: "none", place };
  const time = (flag: string): number | undefined => {
    const nanoseconds = parseDuration(flags.get(flag) ?? "");
    return nanoseconds === undefined || nanoseconds === 0n ? undefined : Number(nanoseconds) / 1_000_000;
  };
  const [interval, timeout, startPeriod, startInterval] = ["interval", "timeout", "start-period", "start-interval"].map(time);
  const retries = Number(flags.get("retries") ?? 0);
  return {
    kind: "own",
    test: words ? { form: "exec", words } : { form: "shell", script: text.replace(/^\S+\s+/, "") },
    ...(interval === undefined ? {} : { interval }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(startPeriod === undefined ? {} : { startPeriod }),
    ...(startInterval === undefined ? {} : { startInterval }),
    ...(retries > 0 ? { retries } : {}),
    place,
  };
}
