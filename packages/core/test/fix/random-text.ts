import fc, { type GeneratorValue } from "fast-check";

/** A Compose file as somebody may have written it: a random model in random style. */
export interface RandomFile {
  readonly text: string;
  readonly services: readonly string[];
  /** Each stands in the text exactly once. */
  readonly comments: readonly string[];
}

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value } | Raw;

/** Text that is YAML already: an alias. */
class Raw {
  constructor(readonly yaml: string) {}
}

const TEMPLATES: Readonly<Record<string, Value>> = {
  log: { driver: "json-file" },
  rotating: { driver: "json-file", options: { "max-size": "1m", "max-file": "2" } },
  base: { restart: "always", cap_drop: ["MKNOD"] },
  limited: { mem_limit: "256m", labels: { tier: "back" } },
};

/** Draws one file. Everything random comes from `g`, so that a failure shrinks. */
export function randomFile(g: GeneratorValue): RandomFile {
  const chance = (percent: number): boolean => g(fc.integer, { min: 1, max: 100 }) > 100 - percent;
  const pick = <T>(...options: readonly [T, ...T[]]): T => options[g(fc.nat, { max: options.length - 1 })] ?? options[0];
  const some = <T>(options: readonly T[], percent: number): readonly T[] => options.filter(() => chance(percent));

  const used = some(Object.keys(TEMPLATES), 30);
  const names = ["web", "db", "api"].slice(0, 1 + g(fc.nat, { max: 2 }));
  const printer = new Printer(pick(2, 2, 4, 1), pick(0, 2, 4), chance(10), chance(40) ? 25 : 0, pick(0, 20, 60), chance, pick);

  const sections: string[] = [];
  if (chance(30)) sections.push(printer.entry("version", pick("3.8", "2"), 0));
  for (const name of used) sections.push(printer.entry(`x-${name}`, TEMPLATES[name] ?? {}, 0, `&${name} `));
  const services = Object.fromEntries(names.map((name) => [name, service(name)]));
  sections.push(printer.entry("services", services, 0));
  if (chance(30)) sections.push(printer.entry("volumes", { data: {} }, 0));

  const lines = [...(chance(10) ? ["---"] : []), ...sections.join(chance(50) ? "\n" : "\n\n").split("\n"), ...(chance(5) ? ["..."] : [])];
  const text = (chance(5) ? "\uFEFF" : "") + lines.join("\n") + (chance(90) ? "\n" : "") + (chance(10) ? "\n\n" : "");
  return { text: chance(15) ? text.replaceAll("\n", "\r\n") : text, services: names, comments: printer.comments };

  function service(name: string): Value {
    const merged = (["base", "limited"] as const).filter((template) => used.includes(template) && chance(50));
    const logs = used.filter((template) => template === "log" || template === "rotating");
    const keys: Record<string, Value> = {
      image: pick("nginx:1.27", "postgres:16", "redis", "traefik:${TAG:-v3}"),
      restart: pick("always", "unless-stopped", "no"),
      mem_limit: pick("512m", "${MEMORY:-1g}", "${LIMIT}"),
      privileged: pick(true, false),
      read_only: true,
      pids_limit: pick(0, 100, -1),
      cap_drop: [...some(["NET_RAW", "CHOWN"], 60), "SETUID"],
      security_opt: ["label=disable"],
      tmpfs: pick<Value>("/run", ["/run"], ["/tmp:size=1m"]),
      ports: [...some(["8080:80", "5432:5432", "127.0.0.1:1:1", "9000-9001:9000-9001", "${PORT:-53}:53/udp"], 40), 6379],
      environment: pick<Value>({ MODE: name, EMPTY: "" }, ["MODE=prod", "URL=http://a/#b"]),
      deploy: { resources: { limits: pick<Value>({ memory: "1g" }, { cpus: "0.5", pids: 50 }) } },
      logging: pick<Value>({ driver: "json-file" }, { driver: "local" }, { options: { "max-size": "10m" } }, ...logs.map((template) => new Raw(`*${template}`))),
      labels: { "com.example.owner": "it's #1", tier: "front" },
      command: pick<Value>("echo one", "first\nsecond\n", "kept\n\n\n", "stripped\nend"),
    };
    const order = some(Object.keys(keys), 35).filter((key) => key !== "mem_limit" || !merged.includes("limited"));
    const own = Object.fromEntries((chance(30) ? [...order].reverse() : order).map((key) => [key, keys[key] ?? ""]));
    const image = { image: keys["image"] ?? "" };
    const merge = merged.length === 0 ? {} : { "<<": new Raw(merged.length === 1 ? `*${String(merged[0])}` : `[${merged.map((template) => `*${template}`).join(", ")}]`) };
    return chance(50) ? { ...image, ...merge, ...own } : { ...merge, ...own, ...image };
  }
}

class Printer {
  readonly comments: string[] = [];

  constructor(
    private readonly indent: number,
    private readonly sequenceIndent: number,
    private readonly quoteKeys: boolean,
    private readonly flowPercent: number,
    private readonly commentPercent: number,
    private readonly chance: (percent: number) => boolean,
    private readonly pick: <T>(...options: readonly [T, ...T[]]) => T,
  ) {}

  /** `key: value` for a key in `column`, with what somebody may have written around it; no final line break. */
  entry(key: string, value: Value, column: number, anchor = ""): string {
    const margin = " ".repeat(column);
    const above = this.chance(this.commentPercent / 2) ? `${margin}${this.comment()}\n` : "";
    const blank = this.chance(5) ? "\n" : "";
    const name = key !== "<<" && (this.quoteKeys || this.chance(3)) ? `"${key}"` : key;
    return `${blank}${above}${margin}${name}:${this.value(value, column, anchor)}`;
  }

  private value(value: Value, column: number, anchor: string): string {
    const gap = this.chance(3) ? "  " : " ";
    if (isList(value) && value.length > 0 && !this.chance(this.flowPercent + 10)) {
      const dash = " ".repeat(column + this.sequenceIndent);
      return `${anchor ? ` ${anchor.trim()}` : ""}${this.tail()}${value.map((item) => `\n${this.above(dash)}${dash}- ${this.flow(item)}${this.tail()}`).join("")}`;
    }
    if (isMapping(value) && Object.keys(value).length > 0 && !this.chance(this.flowPercent)) {
      const deeper = column + this.indent;
      return `${anchor ? ` ${anchor.trim()}` : ""}${this.tail()}${Object.entries(value).map(([key, held]) => `\n${this.entry(key, held, deeper)}`).join("")}`;
    }
    if (typeof value === "string" && value.includes("\n")) return `${gap}${anchor}${this.literal(value, column)}`;
    return `${gap}${anchor}${this.flow(value)}${this.tail()}`;
  }

  private literal(text: string, column: number): string {
    const header = text.endsWith("\n\n") ? "|+" : text.endsWith("\n") ? this.pick("|", "|") : "|-";
    const lines = text.replace(/\n$/, "").split("\n");
    return [header, ...lines.map((line) => (line === "" ? "" : " ".repeat(column + this.indent) + line))].join("\n");
  }

  private flow(value: Value): string {
    if (value instanceof Raw) return value.yaml;
    const blank = this.chance(20) ? " " : "";
    if (isList(value)) return value.length === 0 ? "[]" : `[${blank}${value.map((item) => this.flow(item)).join(", ")}${blank}]`;
    if (isMapping(value)) return `{${blank}${Object.entries(value).map(([key, held]) => `${key}: ${this.flow(held)}`).join(", ")}${blank}}`;
    if (typeof value !== "string") return String(value);
    if (value.includes("\n")) return JSON.stringify(value);
    const single = `'${value.replaceAll("'", "''")}'`;
    const isPlain = /^[\w/$.][\w/$.{}:=-]*$/.test(value) && !/^[\d.]+$|^(?:no|true|false)$|[{}]/.test(value);
    return isPlain ? this.pick(value, value, single, JSON.stringify(value)) : this.pick(single, JSON.stringify(value));
  }

  private tail(): string {
    return this.chance(this.commentPercent) ? ` ${this.comment()}` : this.chance(2) ? "  " : "";
  }

  private above(margin: string): string {
    return this.chance(this.commentPercent / 4) ? `${margin}${this.comment()}\n` : "";
  }

  private comment(): string {
    const number = String(this.comments.length);
    const comment = this.pick(`# note ${number}.`, `# key${number}: off.`, `# - item ${number}.`, `#tight, ${number}.`);
    this.comments.push(comment);
    return comment;
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isMapping(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Raw);
}
