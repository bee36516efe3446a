import { Alias, Anchored, type Dice, type Value } from "./print-file.js";

/** Draws what Compose files say: services and what they use, in short and long syntaxes. Only what Compose takes. */
export class RandomModel {
  /** Compose keeps every item of some lists, and then complains of those that are the same. */
  private labels = 0;

  constructor(
    private readonly dice: Dice,
    /** Neither aliases nor merge keys: JSON has none. */
    private readonly isPlain: boolean,
  ) {}

  /** Blocks under `x-…` for services to take from. */
  templates(): Readonly<Record<string, Value>> {
    if (this.isPlain) return {};
    const all: Readonly<Record<string, Value>> = {
      log: { driver: "json-file", options: this.maybe<Value>({ tag: "app" }, { "max-size": "1m", "max-file": "2" }) },
      base: { restart: "always", cap_drop: ["MKNOD"], labels: { tier: "back" } },
      limited: { mem_limit: "256m", environment: { MODE: "${MODE:-shared}", LEVEL: "info" }, init: true },
      env: this.maybe<Value>({ SHARED: "a b", URL: "http://a/#b" }, ["SHARED=a b", "TOKEN=${TOKEN:-x}"]),
      caps: ["CHOWN", "SETUID"],
      port: "8443:443",
      signal: "SIGINT",
    };
    return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (this.dice.chance(25) ? [[`x-${name}`, new Anchored(name, value)] as const] : [])));
  }

  /** One service. `others` may be depended on; `shared` are the anchors that are there; `part` says that another part of it is elsewhere. */
  service(name: string, others: readonly string[], shared: ReadonlySet<string>, part?: "base" | "override"): Value {
    const uses = (anchor: string): readonly Value[] => (shared.has(anchor) && this.dice.chance(70) ? [new Alias(`*${anchor}`)] : []);
    const keys: Readonly<Record<string, () => Value>> = {
      build: () => this.build(),
      restart: () => this.maybe<Value>("always", "unless-stopped", "no"),
      mem_limit: () => this.maybe<Value>("512m", "${MEMORY:-1g}", 268_435_456),
      privileged: () => this.maybe<Value>(true, false),
      read_only: () => true,
      user: () => this.maybe<Value>("1000:1000", "www-data"),
      hostname: () => this.maybe<Value>("host-${NAME:-a}", "h1"),
      stop_signal: () => this.maybe<Value>("SIGTERM", ...uses("signal")),
      pids_limit: () => this.maybe<Value>(0, 100, -1),
      cap_drop: () => this.maybe<Value>([...this.some(["NET_RAW", "CHOWN"], 60), "SETUID"], ["NET_RAW"], ...uses("caps")),
      security_opt: () => [`label=type:t${String((this.labels += 1))}`],
      dns: () => this.maybe<Value>("1.1.1.1", ["8.8.8.8"], ["9.9.9.9", "1.0.0.1"]),
      tmpfs: () => this.maybe<Value>("/run", ["/run"], ["/tmp:size=1m", "/cache"]),
      ports: () => this.ports(uses("port")),
      volumes: () => this.volumes(),
      environment: () => this.maybe<Value>({ MODE: name, EMPTY: "", NUMBER: 5 }, ["MODE=prod", "URL=http://a/#b", "PASSED"], { PASSED: null, LIST: "a,b" }, ...uses("env")),
      labels: () => this.maybe<Value>({ "com.example.owner": "it's #1", tier: "front" }, ["tier=front", "role=${ROLE:-web}"]),
      depends_on: () => this.dependsOn(others),
      networks: () => this.maybe<Value>(["front"], ["front", "back"], { front: null, back: { aliases: [`${name}.local`] } }, { front: {} }),
      secrets: () => this.maybe<Value>(["token"], [{ source: "token", mode: 256 }], ["token", "key"]),
      env_file: () => this.maybe<Value>("a.env", ["a.env", "b.env"], [{ path: "a.env", required: false }]),
      ulimits: () => this.maybe<Value>({ nofile: 1024 }, { nofile: { soft: 1024, hard: 2048 }, nproc: 100 }),
      healthcheck: () => this.maybe<Value>({ test: ["CMD", "true"], interval: "30s" }, { test: "curl -f http://localhost/ || exit 1", retries: 3 }),
      deploy: () => this.maybe<Value>({ resources: { limits: this.maybe<Value>({ memory: "1g" }, { cpus: "0.5", pids: 50 }) } }, { labels: ["a=b"] }, null),
      logging: () => this.maybe<Value>({ driver: "json-file" }, { driver: "local", options: { "max-size": "10m" } }, { options: { tag: "a" } }, ...uses("log")),
      extra_hosts: () => this.maybe<Value>(["a:10.0.0.1", "b=10.0.0.2"], { c: "10.0.0.3" }),
      command: () => this.maybe<Value>("echo one", "first\nsecond\n", "kept\n\n\n", "stripped\nend", ["sh", "-c", "a, b"], null, "one two three"),
      post_start: () => [{ command: "echo a", user: "root" }, { command: ["a", "b"] }],
    };
    const custom = (): Value => this.maybe<Value>("note: a", ["a", "b"], { a: "b", c: ["d"] }, 5, "${NOTE:-n}");
    const merged = (["base", "limited"] as const).filter((anchor) => shared.has(anchor) && this.dice.chance(50));
    const names = this.some(Object.keys(keys), part === "override" ? 12 : 22).filter((key) => key !== "mem_limit" || !merged.includes("limited"));
    const own = Object.fromEntries((this.dice.chance(30) ? [...names].reverse() : names).map((key) => [key, keys[key]?.() ?? ""] as const));
    const image = part === "override" && this.dice.chance(60) ? {} : { image: this.maybe("nginx:1.27", "postgres:16", "redis", "traefik:${TAG:-v3}") };
    const [only] = merged;
    const isList = merged.length > 1 || this.dice.chance(20);
    const merge = only === undefined ? {} : { "<<": new Alias(isList ? `[${merged.map((anchor) => `*${anchor}`).join(", ")}]` : `*${only}`) };
    const more = part === undefined && this.dice.chance(30) ? { "x-custom": custom() } : {};
    return this.dice.chance(50) ? { ...image, ...merge, ...own, ...more } : { ...merge, ...more, ...own, ...image };
  }

  /** What services may use. */
  resources(): Readonly<Record<string, Value>> {
    return {
      ...(this.dice.chance(40) ? { volumes: this.maybe<Value>({ data: null }, { data: {} }, { data: { driver: "local" }, other: null }) } : {}),
      ...(this.dice.chance(40) ? { networks: this.maybe<Value>({ front: null, back: { internal: true } }, { front: { driver: "bridge" }, back: {} }) } : {}),
      ...(this.dice.chance(30) ? { secrets: { token: { file: "./token.txt" }, key: { environment: "KEY" } } } : {}),
    };
  }

  some<T>(options: readonly T[], percent: number): readonly T[] {
    return options.filter(() => this.dice.chance(percent));
  }

  private build(): Value {
    return this.maybe<Value>(".", "./app", { context: ".", args: this.maybe<Value>({ A: "1", B: null }, ["A=1", "C"]) }, { dockerfile: "Dockerfile.dev", target: "prod" });
  }

  private ports(more: readonly Value[]): Value {
    const short = this.some<Value>(["8080:80", "5432:5432", "127.0.0.1:1:1", "9000-9001:9000-9001", "${PORT:-53}:53/udp", "[::1]:81:81"], 30);
    const long = this.some<Value>([{ target: 8081, published: "8081", protocol: "udp" }, { target: 9 }], 20);
    return [...short, ...long, ...more, 6379];
  }

  private volumes(): Value {
    const short = this.some<Value>(["./conf:/etc/app", "data:/var/lib/data", "./ro:/ro:ro", "/anonymous", "./z:/z:z,ro", "${DIR:-./d}:/d"], 30);
    const long = this.some<Value>([{ type: "bind", source: "./long", target: "/long", bind: { create_host_path: true } }, { type: "tmpfs", target: "/t" }], 20);
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
