import { Alias, Anchored, type Dice, type Value } from "./print-file.js";

/** What a service is drawn for. */
export interface Part {
  /** Services that it may depend on. */
  readonly others?: readonly string[];
  /** Whether it may take something from the blocks under `x-…`. */
  readonly mayShare?: boolean;
  /** Another part of it is elsewhere: what inherits from it, or what it is laid over. */
  readonly isPartOf?: "heir" | "service";
}

/**
 * Draws what Compose files say: services and what they use, in short and long syntaxes. Only what Compose takes, and not much of it, so
 * that there can be many projects.
 */
export class RandomModel {
  /** Compose keeps every item of some lists, and then complains of those that are the same. */
  private labels = 0;
  private readonly shared = new Map<string, Value>();
  /** The keys that services of this project have for sure. */
  private readonly chosen: readonly string[];

  constructor(
    private readonly dice: Dice,
    about: readonly [string, ...string[]],
    /** Neither aliases nor merge keys: JSON has none. */
    private readonly isPlain: boolean,
  ) {
    this.chosen = [...new Set([dice.pick(...about), dice.pick(...about), dice.pick(...about)])];
  }

  /** The blocks under `x-…` that services take something from. */
  templates(): Readonly<Record<string, Value>> {
    return Object.fromEntries([...this.shared].map(([name, value]) => [`x-${name}`, new Anchored(name, value)] as const));
  }

  service(name: string, { others = [], mayShare = false, isPartOf }: Part = {}): Value {
    const keys = this.keys(name, others, mayShare && !this.isPlain);
    const merge = mayShare && !this.isPlain ? this.merge() : {};
    const names = Object.keys(keys).filter((key) => this.dice.chance(this.chosen.includes(key) ? 75 : 2));
    const own = Object.fromEntries((this.dice.chance(30) ? names.toReversed() : names).map((key) => [key, keys[key]?.() ?? ""] as const));
    const image = isPartOf === "service" && this.dice.chance(60) ? {} : { image: this.maybe("nginx:1.27", "postgres:16", "traefik:${TAG:-v3}") };
    const custom = isPartOf === undefined && this.dice.chance(20) ? { "x-custom": this.maybe<Value>("note: a", ["a", "b"], { a: "b", c: ["d"] }, 5, "${NOTE:-n}") } : {};
    return this.dice.chance(50) ? { ...image, ...merge, ...own, ...custom } : { ...merge, ...custom, ...own, ...image };
  }

  /** What services may use. */
  resources(): Readonly<Record<string, Value>> {
    return {
      ...(this.dice.chance(15) ? { volumes: this.maybe<Value>({ data: null }, { data: {} }, { data: { driver: "local" }, other: null }) } : {}),
      ...(this.dice.chance(12) ? { networks: this.maybe<Value>({ front: null, back: { internal: true } }, { front: { driver: "bridge" }, back: {} }) } : {}),
      ...(this.dice.chance(5) ? { secrets: { token: { file: "./token.txt" }, key: { environment: "KEY" } } } : {}),
    };
  }

  some<T>(options: readonly T[], percent: number): readonly T[] {
    return options.filter(() => this.dice.chance(percent));
  }

  private keys(name: string, others: readonly string[], mayShare: boolean): Readonly<Record<string, () => Value>> {
    const { dice } = this;
    /** The anchor of a block that holds `value`, now and then. */
    const or = (anchor: string, value: Value, written: Value): Value => (mayShare && dice.chance(25) ? this.aliasOf(anchor, value) : written);
    return {
      build: () => this.maybe<Value>(".", "./app", { context: ".", args: this.maybe<Value>({ A: "1", B: null }, ["A=1", "C"]) }, { dockerfile: "Dockerfile.dev", target: "prod" }),
      restart: () => this.maybe<Value>("always", "unless-stopped", "no"),
      mem_limit: () => this.maybe<Value>("512m", "${MEMORY:-1g}", 268_435_456),
      privileged: () => this.maybe<Value>(true, false),
      read_only: () => true,
      user: () => this.maybe<Value>("1000:1000", "www-data"),
      hostname: () => this.maybe<Value>("host-${NAME:-a}", "h1"),
      stop_signal: () => or("signal", "SIGINT", "SIGTERM"),
      pids_limit: () => this.maybe<Value>(0, 100, -1),
      cap_drop: () => or("caps", ["CHOWN", "SETUID"], this.maybe<Value>([...this.some(["NET_RAW", "CHOWN"], 60), "SETUID"], ["NET_RAW"])),
      security_opt: () => [`label=type:t${String((this.labels += 1))}`],
      dns: () => this.maybe<Value>("1.1.1.1", ["8.8.8.8"], ["9.9.9.9", "1.0.0.1"]),
      tmpfs: () => this.maybe<Value>("/run", ["/run"], ["/tmp:size=1m", "/cache"]),
      ports: () => [...this.ports(), ...this.some<Value>([""], 25).map(() => or("port", "8443:443", "8444:444")), 6379],
      volumes: () => this.volumes(),
      environment: () => or("env", this.maybe<Value>({ SHARED: "a b", URL: "http://a/#b" }, ["SHARED=a b", "TOKEN=${TOKEN:-x}"]), this.maybe<Value>({ MODE: name, EMPTY: "", NUMBER: 5 }, ["MODE=prod", "URL=http://a/#b", "PASSED"], { PASSED: null, LIST: "a,b" })),
      labels: () => or("marks", { tier: "back" }, this.maybe<Value>({ "com.example.owner": "it's #1", tier: "front" }, ["tier=front", "role=${ROLE:-web}"])),
      depends_on: () => this.dependsOn(others),
      networks: () => this.maybe<Value>(["front"], ["front", "back"], { front: null, back: { aliases: [`${name}.local`] } }, { front: {} }),
      secrets: () => this.maybe<Value>(["token"], [{ source: "token", mode: 256 }], ["token", "key"]),
      env_file: () => this.maybe<Value>("a.env", ["a.env", "b.env"], [{ path: "a.env", required: false }]),
      ulimits: () => this.maybe<Value>({ nofile: 1024 }, { nofile: { soft: 1024, hard: 2048 }, nproc: 100 }),
      healthcheck: () => this.maybe<Value>({ test: ["CMD", "true"], interval: "30s" }, { test: "curl -f http://localhost/ || exit 1", retries: 3 }),
      deploy: () => this.maybe<Value>({ resources: { limits: this.maybe<Value>({ memory: "1g" }, { cpus: "0.5", pids: 50 }) } }, { labels: ["a=b"] }, null),
      logging: () => or("log", { driver: "json-file", options: this.maybe<Value>({ tag: "app" }, { "max-size": "1m", "max-file": "2" }) }, this.maybe<Value>({ driver: "json-file" }, { driver: "local", options: { "max-size": "10m" } }, { options: { tag: "a" } })),
      extra_hosts: () => this.maybe<Value>(["a:10.0.0.1", "b=10.0.0.2"], { c: "10.0.0.3" }),
      command: () => this.maybe<Value>("echo one", "first\nsecond\n", "kept\n\n\n", "stripped\nend", ["sh", "-c", "a, b"], null, "one two three"),
      post_start: () => [{ command: "echo a", user: "root" }, { command: ["a", "b"] }],
    };
  }

  /** `<<`, now and then: a block with some of the keys that this project is about. */
  private merge(): Readonly<Record<string, Value>> {
    if (!this.dice.chance(25)) return {};
    const names = this.maybe<readonly string[]>(["base"], ["base"], ["limits"], ["base", "limits"]);
    const aliases = names.map((name) => this.aliasOf(name, name === "base" ? this.base() : { environment: { MODE: "${MODE:-shared}" }, init: true }).yaml);
    const [only = ""] = aliases;
    return { "<<": new Alias(aliases.length > 1 || this.dice.chance(20) ? `[${aliases.join(", ")}]` : only) };
  }

  private base(): Value {
    const keys = this.keys("base", [], false);
    const merged = this.chosen.filter((key) => key !== "depends_on" && key !== "security_opt" && this.dice.chance(60));
    return { ...Object.fromEntries(merged.map((key) => [key, keys[key]?.() ?? ""] as const)), ...(merged.length === 0 || this.dice.chance(30) ? { restart: "always" } : {}) };
  }

  /** The first to name a block says what is in it. */
  private aliasOf(anchor: string, value: Value): Alias {
    if (!this.shared.has(anchor)) this.shared.set(anchor, value);
    return new Alias(`*${anchor}`);
  }

  private ports(): readonly Value[] {
    const short = this.some<Value>(["8080:80", "127.0.0.1:1:1", "9000-9001:9000-9001", "${PORT:-53}:53/udp", "[::1]:81:81"], 25);
    const long = this.some<Value>([{ target: 8081, published: "8081", protocol: "udp" }, { target: 9 }], 15);
    return [...short, ...long];
  }

  private volumes(): Value {
    const short = this.some<Value>(["./conf:/etc/app", "./ro:/ro:ro", "/anonymous", "./z:/z:z,ro", "${DIR:-./d}:/d"], 25);
    const long = this.some<Value>([{ type: "bind", source: "./long", target: "/long", bind: { create_host_path: true } }, { type: "tmpfs", target: "/t" }], 15);
    return [...short, ...long, "data:/backup"];
  }

  private dependsOn(others: readonly string[]): Value {
    if (others.length === 0) return {};
    return this.dice.chance(50) ? others : Object.fromEntries(others.map((name) => [name, { condition: this.maybe("service_started", "service_healthy"), ...(this.dice.chance(30) ? { required: false } : {}) }] as const));
  }

  private maybe<T>(first: T, ...others: readonly T[]): T {
    return this.dice.pick(first, ...others);
  }
}
