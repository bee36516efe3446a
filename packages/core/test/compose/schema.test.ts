import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkSchema } from "../../src/compose/schema/check-schema.js";
import { distance, nearest } from "../../src/compose/schema/did-you-mean.js";
import { knownMappings } from "../../src/compose/schema/known-keys.generated.js";
import { formerKeys, otherNames } from "../../src/compose/schema/other-names.js";
import { repeats } from "../../src/compose/schema/repeats.js";

/** Path as text, what is underlined, message, and the key that was meant. */
type Expected = readonly [path: string, at: "key" | "value", message: string, rename?: string];
type Case = readonly [yaml: string, ...problems: Expected[]];

/** A document whose service `web` has these keys besides its image. */
const web = (keys: string): string => `services: { web: { image: nginx, ${keys} } }`;

const tables: Readonly<Record<string, readonly Case[]>> = {
  "a valid document": [
    [web("environment: { A: 1, B: , C: true }, privileged: yes, x-own: 1, command: , networks: { default: }")],
    ["services: { __proto__: { image: a }, constructor: { image: b }, x-b: { image: c } }"],
    ["x-anything: [1]\nservices: {}\nvolumes: { data: }"],
    ["services: { web: { image: a, gpus: [{ foo: 1 }], ulimits: { NOFILE: {} } } }\nnetworks: { a b: { anything: 1 } }"],
  ],

  "the document itself": [
    ["", ["", "value", "The Compose file is empty; it needs the key `services` with at least one service."]],
    ["- a", ["", "value", "A Compose file must be a mapping with the key `services`, not a list."]],
    ["just words", ["", "value", "A Compose file must be a mapping with the key `services`, not text."]],
    ["42", ["", "value", "A Compose file must be a mapping with the key `services`, not a number."]],
    ["version: 3.8", ["version", "value", "`version` must be text, not a number; put it in quotes, or remove it, since Compose ignores it."]],
    ["services:", ["services", "key", "`services` has no value; remove the key or give it entries."]],
    ["volumes:", ["volumes", "key", "`volumes` has no value; remove the key or give it entries."]],
    ["services: [web]", ["services", "value", "`services` must be a mapping, not a list."]],
    ["include: a.yaml", ["include", "value", "`include` must be a list, not text; start each entry on a line of its own with `- `."]],
  ],

  "an unknown key": [
    [web("enviroment: {}"), ["services.web.enviroment", "key", "`enviroment` is not a key of service `web`. Did you mean `environment`?", "environment"]],
    [web("dependsOn: [db]"), ["services.web.dependsOn", "key", "`dependsOn` is not a key of service `web`. Did you mean `depends_on`?", "depends_on"]],
    [web("Ports: []"), ["services.web.Ports", "key", "`Ports` is not a key of service `web`. Did you mean `ports`?", "ports"]],
    [web("port: [], ports: []"), ["services.web.port", "key", "`port` is not a key of service `web`. Did you mean `ports`?"]],
    [web("cpu_rt_riod: 1"), ["services.web.cpu_rt_riod", "key", "`cpu_rt_riod` is not a key of service `web`. Did you mean `cpu_period` or `cpu_rt_period`?"]],
    [web("mem_limt: 1g"), ["services.web.mem_limt", "key", "`mem_limt` is not a key of service `web`. Did you mean `mem_limit`?", "mem_limit"]],
    [web("vlumes_fro: []"), ["services.web.vlumes_fro", "key", "`vlumes_fro` is not a key of service `web`. Did you mean `volumes_from`?", "volumes_from"]],
    [web("foo: 1"), ["services.web.foo", "key", "`foo` is not a key of service `web`."]],
    [web("uid: 1"), ["services.web.uid", "key", "`uid` is not a key of service `web`."]],
    [web("ip: 1"), ["services.web.ip", "key", "`ip` is not a key of service `web`."]],
    [web("constructor: 1"), ["services.web.constructor", "key", "`constructor` is not a key of service `web`."]],
    [web("__proto__: 1"), ["services.web.__proto__", "key", "`__proto__` is not a key of service `web`."]],
    [web("build: { dokerfile: a }"), ["services.web.build.dokerfile", "key", "`dokerfile` is not a key of `services.web.build`. Did you mean `dockerfile`?", "dockerfile"]],
    [web("build: { platform: a }"), ["services.web.build.platform", "key", "`platform` is not a key of `services.web.build`. Did you mean `platforms`?"]],
    [web("secrets: [{ source: a, owner: b }]"), ["services.web.secrets.0.owner", "key", "`owner` is not a key of `services.web.secrets[0]`. It takes `gid`, `mode`, `source`, `target` and `uid`."]],
    [web("extends: { service: a, x-own: b }"), ["services.web.extends.x-own", "key", "`x-own` is not a key of `services.web.extends`. `services.web.extends` takes no keys of your own."]],
    ["networks: { back: { drivr: a } }", ["networks.back.drivr", "key", "`drivr` is not a key of network `back`. Did you mean `driver`?", "driver"]],
    ["service: {}", ["service", "key", "`service` is not a key of a Compose file. Did you mean `services`?", "services"]],
    ["x_common: {}", ["x_common", "key", "`x_common` is not a key of a Compose file. Keys of your own must start with `x-`."]],
    [web(`${"k".repeat(60)}: 1`), [`services.web.${"k".repeat(60)}`, "key", `\`${"k".repeat(40)}…\` is not a key of service \`web\`.`]],
    [web('"a`b\\e": 1'), ["services.web.a`b\u001b", "key", "`a\u{FFFD}b\u{FFFD}` is not a key of service `web`."]],
  ],

  "a key known by another name": [
    [web("env: {}"), ["services.web.env", "key", "`env` is not a key of service `web`. Did you mean `environment`?", "environment"]],
    [web("memory: 1g, mem_limit: 1g"), ["services.web.memory", "key", "`memory` is not a key of service `web`. Did you mean `mem_limit`?"]],
    [web("net: host"), ["services.web.net", "key", "`net` is no longer a key of a service; use `network_mode`."]],
    [web("log_driver: syslog"), ["services.web.log_driver", "key", "`log_driver` is no longer a key of a service; use `logging.driver`."]],
    [web("log_opt: {}"), ["services.web.log_opt", "key", "`log_opt` is no longer a key of a service; use `logging.options`."]],
    [web("dockerfile: a"), ["services.web.dockerfile", "key", "`dockerfile` is no longer a key of a service; use `build.dockerfile`."]],
    [web("volume_driver: a"), ["services.web.volume_driver", "key", "`volume_driver` is no longer a key of a service; use `driver` of the volume under the top-level `volumes`."]],
    [web("volumes: [{ type: bind, src: a, target: /a }]"), ["services.web.volumes.0.src", "key", "`src` is not a key of `services.web.volumes[0]`. Did you mean `source`?", "source"]],
  ],

  "a key in the wrong place": [
    ["mem_limit: 1g", ["mem_limit", "key", "`mem_limit` does not belong at the top level; it is a key of a service."]],
    ["ipam: {}", ["ipam", "key", "`ipam` does not belong at the top level; it is a key of a network."]],
    ["external: true", ["external", "key", "`external` does not belong at the top level; it is a key of a config, a network, a secret or a volume."]],
    [web("replicas: 2"), ["services.web.replicas", "key", "`replicas` is not a key of service `web`; it is a key of `deploy`."]],
    [web("limits: {}"), ["services.web.limits", "key", "`limits` is not a key of service `web`; it is a key of `deploy.resources`."]],
    [web("interval: 30s"), ["services.web.interval", "key", "`interval` is not a key of service `web`; it is a key of `healthcheck`."]],
    [web("services: {}"), ["services.web.services", "key", "`services` is not a key of service `web`; it belongs at the top level."]],
    [web("deploy: { image: a }"), ["services.web.deploy.image", "key", "`image` is not a key of `services.web.deploy`; it is a key of a service."]],
    [web("deploy: { resources: { memory: 1g } }"), ["services.web.deploy.resources.memory", "key", "`memory` is not a key of `services.web.deploy.resources`; it is a key of `limits` or `reservations`."]],
    [web("deploy: { resources: { limits: { devices: [] } } }"), ["services.web.deploy.resources.limits.devices", "key", "`devices` is not a key of `services.web.deploy.resources.limits`; it is a key of `reservations`."]],
    [
      "services: { web: { image: a }, volumes: { data: }, networks: }",
      ["services.volumes", "key", "`volumes` stands under `services`, where it is read as a service; move it to the top level."],
      ["services.networks", "key", "`networks` stands under `services`, where it is read as a service; move it to the top level."],
    ],
    ["services: { volumes: { image: a, foo: 1 } }", ["services.volumes.foo", "key", "`foo` is not a key of service `volumes`."]],
  ],

  "services at the top level": [
    [
      "web: { image: a, net: host }\ndb: { command: b }\n",
      ["web", "key", "`web` looks like a service, but services must stand under the top-level key `services`."],
      ["db", "key", "`db` looks like a service, but services must stand under the top-level key `services`."],
    ],
    ["services: {}\nweb: { build: . }", ["web", "key", "`web` looks like a service, but services must stand under the top-level key `services`."]],
  ],

  "a name that Compose does not accept": [
    ["services: { my app: { image: a } }", ["services.my app", "key", "`my app` cannot be the name of a service; use only letters, digits, `.`, `_` and `-`."]],
    ["volumes: { a/b: {} }", ["volumes.a/b", "key", "`a/b` cannot be the name of a volume; use only letters, digits, `.`, `_` and `-`."]],
    ['secrets: { "": { file: a } }', ["secrets.", "key", "`secrets` has an entry without a name; give a secret a name."]],
    [web("depends_on: { a b: { condition: service_started } }"), ["services.web.depends_on.a b", "key", "`a b` cannot be the name of a dependency; use only letters, digits, `.`, `_` and `-`."]],
    [web('environment: { "": 1 }'), ["services.web.environment.", "key", "`services.web.environment` has an entry without a name."]],
  ],

  "no value": [
    ["services: { web: }", ["services.web", "key", "Service `web` has no value; give it at least an `image` or a `build`."]],
    ["secrets: { token: }", ["secrets.token", "key", "Secret `token` has no value; remove the key or give it entries."]],
    [web("environment:"), ["services.web.environment", "key", "`services.web.environment` has no value; remove the key or give it entries."]],
    [web("hostname:"), ["services.web.hostname", "key", "`services.web.hostname` has no value; remove the key or give it one."]],
    [web("ports: [ ~ ]"), ["services.web.ports.0", "value", "`services.web.ports[0]` has no value; remove the `-` or give it one."]],
    [web("depends_on: { db: }"), ["services.web.depends_on.db", "key", "`services.web.depends_on.db` has no value; give it the key `condition`."]],
  ],

  "a value of the wrong type": [
    [web("ports: { a: 80 }"), ["services.web.ports", "value", "`services.web.ports` must be a list, not a mapping; start each entry on a line of its own with `- `."]],
    [web("links: db"), ["services.web.links", "value", "`services.web.links` must be a list, not text; start each entry on a line of its own with `- `."]],
    [web("depends_on: db"), ["services.web.depends_on", "value", "`services.web.depends_on` must be a list or a mapping, not text."]],
    [web("privileged: 1"), ["services.web.privileged", "value", "`services.web.privileged` must be true or false, not the number 1."]],
    [web("user: 1000"), ["services.web.user", "value", "`services.web.user` must be text, not a number; put it in quotes."]],
    [web("hostname: true"), ["services.web.hostname", "value", "`services.web.hostname` must be text, not true; put it in quotes."]],
    [web("command: [sleep, 60]"), ["services.web.command.1", "value", "`services.web.command[1]` must be text, not a number; put it in quotes."]],
    [web("command: { a: b }"), ["services.web.command", "value", "`services.web.command` must be a list or text, not a mapping."]],
    [web("stop_grace_period: 10"), ["services.web.stop_grace_period", "value", "`services.web.stop_grace_period` must be a duration with a unit, such as `30s`, not a number."]],
    [web("mem_limit: [1]"), ["services.web.mem_limit", "value", "`services.web.mem_limit` must be a size such as `512m`, not a list."]],
    [web("mem_reservation: 1.5"), ["services.web.mem_reservation", "value", "`services.web.mem_reservation` must be a whole number of bytes or a size such as `512m`, not 1.5."]],
    [web("deploy: { resources: { limits: { memory: 512 } } }"), ["services.web.deploy.resources.limits.memory", "value", "`services.web.deploy.resources.limits.memory` must be a size with a unit, such as `512m`, not a number."]],
    [web("cpus: true"), ["services.web.cpus", "value", "`services.web.cpus` must be a number, not true."]],
    [web("scale: 1.5"), ["services.web.scale", "value", "`services.web.scale` must be a whole number, not 1.5."]],
    [web("cpu_count: -1.5"), ["services.web.cpu_count", "value", "`services.web.cpu_count` must be a whole number, not -1.5."]],
    [web("build: 1"), ["services.web.build", "value", "`services.web.build` must be a mapping or text, not a number; put it in quotes."]],
    [web("build: { provenance: 1 }"), ["services.web.build.provenance", "value", "`services.web.build.provenance` must be true, false or parameters such as `mode=max`, not the number 1."]],
    [web("environment: A=1"), ["services.web.environment", "value", "`services.web.environment` must be a list or a mapping, not text."]],
    [web("environment: [{ A: 1 }]"), ["services.web.environment.0", "value", "`services.web.environment[0]` must be text, not a mapping; write `NAME=value`."]],
    [web("environment: { A: [1] }"), ["services.web.environment.A", "value", "`services.web.environment.A` must be true or false, a number or text, not a list."]],
    [web('labels: { "com.example/a": {} }'), ["services.web.labels.com.example/a", "value", '`services.web.labels["com.example/a"]` must be true or false, a number or text, not a mapping.']],
    [web("security_opt: [{ seccomp: a }]"), ["services.web.security_opt.0", "value", "`services.web.security_opt[0]` must be text, not a mapping; put the whole entry in quotes."]],
    ["volumes: { data: { external: 1 } }", ["volumes.data.external", "value", "`volumes.data.external` must be true or false, not the number 1."]],
    ["services: { web: nginx }", ["services.web", "value", "Service `web` must be a mapping, not text."]],
    [web("cpus: .inf"), ["services.web.cpus", "value", "`services.web.cpus` must be a finite number; Compose accepts neither .inf nor .nan."]],
    [web("x-own: { a: [.nan] }"), ["services.web.x-own.a.0", "value", "`services.web.x-own.a[0]` must be a finite number; Compose accepts neither .inf nor .nan."]],
  ],

  "an entry that a colon turns into a mapping": [
    [web("ports: [80: 80]"), ["services.web.ports.0", "value", "`services.web.ports[0]` is a mapping because of the space after `:`; remove the space, or put the whole entry in quotes."]],
    [web("volumes: [data: /data]"), ["services.web.volumes.0", "value", "`services.web.volumes[0]` is a mapping because of the space after `:`; remove the space, or put the whole entry in quotes."]],
    [web("volumes: [/data: ]"), ["services.web.volumes.0", "value", "`services.web.volumes[0]` is a mapping because it ends in `:`; remove the colon."]],
    [web("ports: [pblished: 80]"), ["services.web.ports.0.pblished", "key", "`pblished` is not a key of `services.web.ports[0]`. Did you mean `published`?", "published"]],
  ],

  "a missing key": [
    [web("depends_on: { db: {} }"), ["services.web.depends_on.db", "key", "`services.web.depends_on.db` needs the key `condition`."]],
    [web("ulimits: { nofile: {} }"), ["services.web.ulimits.nofile", "key", "`services.web.ulimits.nofile` needs the keys `soft` and `hard`."]],
    [web("volumes: [{ source: a }]"), ["services.web.volumes.0", "value", "`services.web.volumes[0]` needs the key `type`."]],
    [web("devices: [{ x-own: 1 }]"), ["services.web.devices.0", "value", "`services.web.devices[0]` needs the key `source`."]],
    ["models: { llm: {} }", ["models.llm", "key", "Model `llm` needs the key `model`."]],
    [web("depends_on: { db: { conditon: service_started } }"), ["services.web.depends_on.db.conditon", "key", "`conditon` is not a key of `services.web.depends_on.db`. Did you mean `condition`?", "condition"]],
  ],

  "a word, number or form that is not allowed": [
    [
      web("depends_on: { db: { condition: service_helthy } }"),
      ["services.web.depends_on.db.condition", "value", "`services.web.depends_on.db.condition` must be `service_started`, `service_healthy` or `service_completed_successfully`, not `service_helthy`. Did you mean `service_healthy`?"],
    ],
    [web("cgroup: none"), ["services.web.cgroup", "value", "`services.web.cgroup` must be `private` or `host`, not `none`."]],
    [web("cgroup: 1"), ["services.web.cgroup", "value", "`services.web.cgroup` must be text, not a number; put it in quotes."]],
    [web("gpus: none"), ["services.web.gpus", "value", "`services.web.gpus` must be `all` or a list of requests."]],
    [web("pull_policy: sometimes"), ["services.web.pull_policy", "value", "`services.web.pull_policy` must be `always`, `never`, `missing`, `build`, `refresh`, `daily`, `weekly` or `every_<duration>`."]],
    [web("container_name: a"), ["services.web.container_name", "value", "`services.web.container_name` must hold at least two letters, digits, `_`, `.` or `-` in a row, the first a letter or digit."]],
    [web("oom_score_adj: 2000"), ["services.web.oom_score_adj", "value", "`services.web.oom_score_adj` must be at most 1000, not 2000."]],
    [web("cpu_percent: -1"), ["services.web.cpu_percent", "value", "`services.web.cpu_percent` must be at least 0, not -1."]],
  ],

  "an entry that is listed twice": [
    [web("cap_add: [A, B, A]"), ["services.web.cap_add.2", "value", "`services.web.cap_add` lists `A` more than once."]],
    [
      web("expose: [80, 81, 80, 80]"),
      ["services.web.expose.2", "value", "`services.web.expose` lists `80` more than once."],
      ["services.web.expose.3", "value", "`services.web.expose` lists `80` more than once."],
    ],
    [web("ports: [{ target: 1, mode: a }, { mode: a, target: 1 }]"), ["services.web.ports.1", "value", "`services.web.ports` lists the same entry more than once."]],
    [web("cap_add: [1, 1]"), ["services.web.cap_add.0", "value", "`services.web.cap_add[0]` must be text, not a number; put it in quotes."], ["services.web.cap_add.1", "value", "`services.web.cap_add[1]` must be text, not a number; put it in quotes."]],
    [web("cap_drop: [__proto__, __proto__]"), ["services.web.cap_drop.1", "value", "`services.web.cap_drop` lists `__proto__` more than once."]],
    [web("environment: [A=1, A=1]"), ["services.web.environment.1", "value", "`services.web.environment` lists `A` more than once."]],
  ],

  "several faults, each told once": [
    [
      `${web("privileged: 1, prots: [], build: { context: 1, args: { A: [] } }")}\nvolumes: { data: { labels: 1 } }`,
      ["services.web.prots", "key", "`prots` is not a key of service `web`. Did you mean `ports`?", "ports"],
      ["services.web.build.context", "value", "`services.web.build.context` must be text, not a number; put it in quotes."],
      ["services.web.build.args.A", "value", "`services.web.build.args.A` must be true or false, a number or text, not a list."],
      ["services.web.privileged", "value", "`services.web.privileged` must be true or false, not the number 1."],
      ["volumes.data.labels", "value", "`volumes.data.labels` must be a list or a mapping, not a number."],
    ],
  ],
};

describe.each(Object.entries(tables))("%s", (_, cases) => {
  it.each(cases.map(([yaml, ...expected]) => ({ yaml, expected })))("$yaml", ({ yaml, expected }) => {
    const found = checkSchema(load(yaml)).map(({ path, at, message, rename }) =>
      rename === undefined ? [path.join("."), at, message] : [path.join("."), at, message, rename],
    );
    expect(sorted(found)).toEqual(sorted(expected));
  });
});

describe("what a message gives away", () => {
  it.each([
    "environment: [PASSWORD=hunter2, PASSWORD=hunter2]",
    "environment: ['PASSWORD: hunter2', 'PASSWORD: hunter2']",
    "environment: [{ PASSWORD: hunter2 }, 1]",
    "environment: { PASSWORD=hunter2: [] }",
    "PASSWORD=hunter2: 1",
    "environment: { PASSWORD: [hunter2] }",
    "environment: hunter2",
    "labels: [a=hunter2, a=hunter2]",
    "build: { args: [a=hunter2, a=hunter2], ssh: [a=hunter2, a=hunter2] }",
    "privileged: [hunter2]",
    "ports: hunter2",
    "pull_policy: hunter2",
    "gpus: hunter2",
    "oom_score_adj: [hunter2]",
    "volumes: [PASSWORD: hunter2]",
    "extra_hosts: [a=hunter2, a=hunter2]",
    "cgroup: a long text of more than thirty characters with hunter2",
    "tmpfs: [a long text of more than thirty characters with hunter2, a long text of more than thirty characters with hunter2]",
  ])("%s", (keys) => {
    const problems = checkSchema(load(web(keys)));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(({ message }) => message).join("\n")).not.toContain("hunter2");
  });

  it("no number where a text, and so a secret, is expected", () => {
    const problems = checkSchema(load("configs: { a: { content: 123456 } }\nservices: { web: { image: a, command: [login, 123456] } }"));
    expect(problems.map(({ message }) => message).join("\n")).not.toContain("123456");
  });
});

it("comes to an end in a document that holds itself", () => {
  const document: Record<string, unknown> = { services: {}, "x-price": Infinity };
  document["x-self"] = [document];
  expect(checkSchema(document).map(({ path }) => path)).toEqual([["x-price"]]);
});

describe("the schema", () => {
  const schema: unknown = JSON.parse(readFileSync(new URL("../../../../schemas/compose.schema.json", import.meta.url), "utf8"));

  it("describes every key in one line", () => {
    const without: string[] = [];
    const visit = (part: unknown, path: string): void => {
      if (typeof part !== "object" || part === null) return;
      for (const [key, held] of Object.entries(part)) {
        if (key === "properties") {
          for (const [name, property] of Object.entries(held as Record<string, { description?: unknown }>)) {
            const { description } = property;
            if (typeof description !== "string" || !/^[^\n]{10,140}[.]$/.test(description)) without.push(`${path}/${name}`);
          }
        }
        visit(held, `${path}/${key}`);
      }
    };
    visit(schema, "#");
    expect(without).toEqual([]);
  });

  it("only annotates a reference", () => {
    const refs = JSON.stringify(schema, (_, part: unknown) => part).match(/\{[^{}]*"\$ref"[^{}]*\}/g) ?? [];
    const keys = new Set(refs.flatMap((text) => Object.keys(JSON.parse(text) as object)));
    expect([...keys].sort()).toEqual(["$ref", "default", "description"]);
  });

  it("has the keys that other names stand for, and no key that is said to be another's name", () => {
    for (const [mapping, names] of otherNames) {
      for (const [name, key] of names) {
        expect(knownMappings[mapping].keys).toContain(key);
        expect(knownMappings[mapping].keys).not.toContain(name);
      }
    }
    for (const [mapping, names] of formerKeys) {
      for (const name of names.keys()) expect(knownMappings[mapping].keys).not.toContain(name);
    }
  });
});

describe("did you mean", () => {
  it.each([
    ["", "", 0],
    ["abc", "abc", 0],
    ["abc", "acb", 1],
    ["abc", "abcd", 1],
    ["abc", "axc", 1],
    ["kitten", "sitting", 3],
    ["", "abc", 3],
  ])("%s and %s are %i apart", (a, b, edits) => {
    expect(distance(a, b)).toBe(edits);
    expect(distance(b, a)).toBe(edits);
  });

  it("is strict with short words", () => {
    expect(nearest("cpu", ["cpus", "gpus"]).names).toEqual(["cpus"]);
    expect(nearest("uid", ["pid"]).names).toEqual([]);
  });
});

describe("repeats", () => {
  it("compares by value, whatever the order of keys", () => {
    expect(repeats(["1", 1, true, "true", null, "null"])).toEqual([]);
    expect(repeats([{ a: 1, b: [2] }, { b: [2], a: 1 }, [{ a: 1 }], [{ a: 1 }]])).toEqual([1, 3]);
  });
});

function load(yaml: string): unknown {
  return withoutPrototypes(parse(yaml));
}

/** The loader hands over mappings without a prototype. */
function withoutPrototypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, held] of Object.entries(value)) copy[key] = withoutPrototypes(held);
  return copy;
}

const sorted = (rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  rows.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
