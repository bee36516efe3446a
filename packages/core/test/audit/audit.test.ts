import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { auditProject, type ServiceAudit } from "../../src/audit/audit.js";
import { LAYERS, ROWS, type LayerName, type RowName } from "../../src/audit/rows.js";
import { loadProject } from "../../src/compose/load.js";
import { layeredConfiguration, type Configuration } from "../../src/engine/configuration.js";
import { rules } from "../../src/rules/registry.generated.js";
import { folder } from "../rules/check.js";

const TEMPLATE = readFileSync(join(import.meta.dirname, "../../../../test/planted/TEMPLATE.yaml"), "utf8");

function audit(text: string, { dockerfile, configuration }: { readonly dockerfile?: string; readonly configuration?: Configuration } = {}): readonly ServiceAudit[] {
  const { services, failures } = auditProject(loadProject(folder(text, undefined, dockerfile), "compose.yaml"), configuration);
  if (failures[0]) throw failures[0].error;
  return services;
}

/** A row of the first service, as `grade: what [rules]`. */
function row(name: RowName, text: string, setting?: Parameters<typeof audit>[1]): string {
  return shown(audit(text, setting)[0]?.rows.find((each) => each.row === name));
}

function layer(name: LayerName, text: string, setting?: Parameters<typeof audit>[1]): string {
  return shown(audit(text, setting)[0]?.rows.at(-1)?.layers?.find((each) => each.layer === name));
}

function shown(verdict: { readonly grade: string; readonly what: string; readonly findings: readonly { readonly rule: string }[] } | undefined): string {
  if (!verdict) throw new Error("There is none.");
  const { grade, what, findings } = verdict;
  return `${grade}: ${what}${findings.length === 0 ? "" : ` [${findings.map(({ rule }) => rule).join(", ")}]`}`;
}

/** One service with these keys, in flow style. */
function service(keys: string, rest = ""): string {
  return `services: {a: {${keys}}}\n${rest}`;
}

const IMAGE = "image: 'ghcr.io/acme/app:1'";

describe("the rows", () => {
  test.each<readonly [RowName, string, string]>([
    ["network", service(IMAGE), "green: default (bridge)"],
    ["network", service(`${IMAGE}, networks: [in]`, "networks: {in: {internal: true}}"), "green: in (internal bridge)"],
    ["network", service(`${IMAGE}, networks: [in], ports: ['127.0.0.1:80:80', '[::1]:81:81', '5000:5000/udp']`, "networks: {in: {external: true}}"), "amber: in (external); publishes 127.0.0.1:80, [::1]:81, 5000/udp [unbound-port]"],
    ["network", service("image: 'postgres:17', ports: ['5432:5432']"), "red: default (bridge); publishes 5432 [unbound-port]"],
    ["network", service(`${IMAGE}, network_mode: host`), "amber: the host's network [no-host-network]"],
    ["network", service(`${IMAGE}, network_mode: none`), "green: no network"],
    ["network", service(`${IMAGE}, network_mode: 'service:b'`, ""), "green: the network of b"],
    ["network", service(`${IMAGE}, network_mode: '\${MODE}'`), "grey: depends on MODE, which is not set"],
    ["network", `services: {a: {${IMAGE}, networks: [o]}}\nnetworks: {o: {driver: overlay, driver_opts: {mtu: '1400'}}}\n`, "amber: o (overlay) [overlay-mtu]"],

    ["dns", service(IMAGE), "green: Docker's own, by service name"],
    ["dns", service(`${IMAGE}, dns: [1.1.1.1, 9.9.9.9]`), "green: Docker's own, by service name, then 1.1.1.1, 9.9.9.9"],
    ["dns", service(`${IMAGE}, dns: [192.168.0.1, 1.1.1.1]`), "amber: Docker's own, by service name, then 192.168.0.1, 1.1.1.1 [mixed-dns]"],
    ["dns", service(`${IMAGE}, dns: 127.0.0.53`), "red: Docker's own, by service name, then 127.0.0.53 [loopback-dns]"],
    ["dns", `services: {a: {${IMAGE}, network_mode: bridge, environment: {DB: 'db:5432'}, depends_on: [db]}, db: {image: 'postgres:17'}}\n`, "red: no names of services [default-bridge]"],
    ["dns", service(`${IMAGE}, network_mode: host`), "green: the host's resolvers"],
    ["dns", service(`${IMAGE}, network_mode: none`), "grey: no network"],
    ["dns", service(`${IMAGE}, dns: ['\${RESOLVER}']`), "grey: depends on RESOLVER, which is not set"],

    ["volumes", service(IMAGE), "green: keeps nothing"],
    ["volumes", service("image: 'postgres:17', environment: {POSTGRES_PASSWORD_FILE: /p}"), "red: keeps nothing [stateful-volume]"],
    ["volumes", service("image: 'postgres:17', volumes: ['data:/var/lib/postgresql/data']", "volumes: {data: {}}"), "green: data"],
    ["volumes", service("image: 'postgres:17', volumes: ['./data:/var/lib/postgresql/data']"), "amber: ./data [no-bind-mount-data]"],
    ["volumes", service(`${IMAGE}, tmpfs: /tmp, volumes: ['/srv/a:/a:ro']`), "green: /srv/a (read-only)"],
    ["volumes", service(`${IMAGE}, volumes: ['/srv/a:/a:ro', '/srv/b:/b:ro', '/srv/c:/c:ro', '/srv/d:/d:ro']`), "green: /srv/a (read-only), /srv/b (read-only) and 2 more"],
    ["volumes", service(`${IMAGE}, volumes: ['\${MOUNT}']`), "grey: depends on MOUNT, which is not set"],

    ["logs", service(`${IMAGE}, logging: {driver: json-file, options: {max-size: 10m, max-file: '3'}}`), "green: json-file, 10m x 3"],
    ["logs", service(`${IMAGE}, logging: {options: {max-size: 10m}}`), "amber: json-file, 10m x 1 [log-rotation]"],
    ["logs", service(`${IMAGE}, logging: {options: {max-file: '3'}}`), "red: json-file, without bounds [log-rotation]"],
    ["logs", service(IMAGE), "red: json-file, without bounds [log-rotation]"],
    ["logs", service(`${IMAGE}, logging: {driver: local}`), "green: local"],
    ["logs", service(`${IMAGE}, logging: {driver: none}`), "amber: none: all output is lost [no-disabled-logs]"],
    ["logs", service(`${IMAGE}, logging: {driver: json-file, options: {max_size: 10m}}`), "red: json-file, without bounds [log-options, log-rotation]"],
    ["logs", service(`${IMAGE}, logging: {driver: '\${DRIVER}'}`), "grey: depends on DRIVER, which is not set"],

    ["memory", service(`${IMAGE}, mem_limit: 512m, memswap_limit: 512m`), "green: limit 512m, no swap"],
    ["memory", service(`${IMAGE}, mem_limit: 512m, memswap_limit: 1g`), "green: limit 512m, 1g with swap"],
    ["memory", service(`${IMAGE}, mem_limit: 512m`), "amber: limit 512m, and as much swap [memswap-limit]"],
    ["memory", service(`${IMAGE}, deploy: {resources: {limits: {memory: 512m}}}, memswap_limit: -1`), "amber: limit 512m, unlimited swap [memswap-limit]"],
    ["memory", service(`${IMAGE}, mem_limit: 1g, memswap_limit: 512m`), "red: limit 1g, 512m with swap [memswap-limit]"],
    ["memory", service(IMAGE), "red: no limit [memory-limit]"],
    ["memory", service(`${IMAGE}, mem_limit: 1g, memswap_limit: 1g, oom_kill_disable: true`), "red: limit 1g, no swap [no-oom-kill-disable]"],
    ["memory", service(`${IMAGE}, restart: 'no'`), "amber: no limit [memory-limit]"],
    ["memory", service(`${IMAGE}, mem_limit: '\${MEMORY}', memswap_limit: '\${MEMORY}'`), "grey: depends on MEMORY, which is not set"],

    ["health", service(IMAGE), "amber: none here, perhaps one in the image [healthcheck]"],
    ["health", service("image: 'caddy:2.8.4'"), "red: none [healthcheck]"],
    ["health", service(`${IMAGE}, healthcheck: {disable: true}`), "red: turned off [healthcheck]"],
    ["health", service(`${IMAGE}, healthcheck: {test: [CMD, /ok], interval: 2m}`), "green: every 2 min, 3 tries; nothing acts on it"],
    ["health", `services: {a: {${IMAGE}, healthcheck: {test: [CMD, /ok]}}, b: {${IMAGE}, depends_on: {a: {condition: service_healthy}}}}\n`, "green: every 30 s, 3 tries; b waits for it"],
    ["health", `services: {a: {${IMAGE}, depends_on: {b: {condition: service_healthy}}, healthcheck: {test: [CMD, /ok]}}, b: {image: 'caddy:2.8.4'}}\n`, "red: every 30 s, 3 tries; nothing acts on it [depends-on-healthy]"],
    ["health", service(`${IMAGE}, labels: {traefik.http.routers.a.rule: x}, healthcheck: {test: [CMD, /ok], interval: '\${I}'}`), "green: its own; watched by Traefik"],
    ["health", service(`${IMAGE}, restart: 'no'`), "grey: a job: it ends by itself"],
    ["health", service(`${IMAGE}, healthcheck: {test: [CMD, /ok], disable: '\${OFF}'}`), "grey: depends on OFF, which is not set"],

    ["hardening", service(`${IMAGE}, provider: {type: x}`), "grey: run by a provider, not by Docker"],
    ["hardening", service("cpus: 1"), "grey: only a part of it is here"],
    ["memory", service("platform: windows/amd64, image: x"), "grey: a Windows container"],
  ])("%s of %s", (name, text, expected) => {
    expect(row(name, text)).toBe(expected);
  });
});

describe("the layers", () => {
  test.each<readonly [LayerName, string, string]>([
    ["user", "user: '1000'", "green: user 1000"],
    ["user", "user: root", "amber: root [non-root-user]"],
    ["user", "", "amber: perhaps root [non-root-user]"],
    ["user", "user: '${USER}'", "grey: depends on USER, which is not set"],
    ["user", "restart: 'no'", "grey: a job"],
    ["file-system", "read_only: true, tmpfs: ['/tmp:size=1m', '/run:size=1m']", "green: read-only"],
    ["file-system", "read_only: true", "amber: read-only [read-only-tmpfs, read-only-tmpfs]"],
    ["file-system", "", "amber: writable [read-only-rootfs]"],
    ["capabilities", "cap_drop: [all], cap_add: [chown]", "green: none but CHOWN"],
    ["capabilities", "cap_drop: [ALL]", "green: none left"],
    ["capabilities", "", "amber: those that Docker gives to root [drop-capabilities]"],
    ["capabilities", "cap_drop: [ALL], cap_add: [SYS_ADMIN]", "red: none but SYS_ADMIN [excessive-capability]"],
    ["capabilities", "user: '1000', security_opt: [no-new-privileges]", "amber: those that Docker gives to root [drop-capabilities]"],
    ["capabilities", "privileged: true", "red: undone by privileged"],
    ["privileges", "security_opt: ['no-new-privileges:true']", "green: set"],
    ["privileges", "", "amber: not set [no-new-privileges]"],
    ["privileges", "security_opt: ['no-new-privileges:false']", "amber: not set [no-unconfined]"],
    ["confinement", "security_opt: ['no-new-privileges:false']", "green: Docker's profiles"],
    ["confinement", "security_opt: ['seccomp:unconfined']", "red: partly switched off [no-unconfined]"],
    ["confinement", "security_opt: ['seccomp:./own.json']", "green: profiles of its own"],
    ["confinement", "privileged: true", "red: undone by privileged"],
    ["ceilings", "pids_limit: 100, cpus: 1", "green: processes and processors"],
    ["ceilings", "pids_limit: 0, cpuset: '0'", "amber: processors only [pids-limit]"],
    ["ceilings", "deploy: {resources: {limits: {pids: 9}}}", "amber: processes only [cpu-limit]"],
    ["doors", "", "green: closed"],
    ["doors", "privileged: true", "red: open [no-privileged]"],
    ["doors", "volumes: ['/var/run/docker.sock:/s']", "red: open [no-daemon-socket]"],
    ["doors", "pid: host, volumes: ['/etc:/e:ro']", "red: open [no-host-namespace, no-sensitive-mount]"],
  ])("%s of {%s}", (name, keys, expected) => {
    expect(layer(name, service(keys === "" ? IMAGE : `${IMAGE}, ${keys}`))).toBe(expected);
  });

  it.each([
    { keys: "", what: "red: 2 of 7 layers" },
    { keys: ", user: '1', cap_drop: [ALL]", what: "amber: 4 of 7 layers" },
    { keys: ", user: '1', cap_drop: [ALL], privileged: true", what: "red: 1 of 7 layers" },
    { keys: ", user: '$U', read_only: true, tmpfs: ['/tmp:size=1m', '/run:size=1m'], cap_drop: [ALL], security_opt: [no-new-privileges], pids_limit: 9, cpus: 1", what: "grey: 6 of 7 layers; 1 not known" },
    { keys: ", restart: 'no', cap_drop: [ALL], security_opt: [no-new-privileges], pids_limit: 9, cpus: 1", what: "green: 5 of 7 layers" },
  ])("are counted: $what", ({ keys, what }) => {
    expect(row("hardening", service(`${IMAGE}${keys}`)).replace(/ \[.*/, "")).toBe(what);
  });

  it("concern every service that is built from a Dockerfile, though the rule names the first", () => {
    const text = "services: {a: {build: .}, b: {build: .}, c: {build: ., user: '1'}}\n";
    const users = audit(text, { dockerfile: "FROM node:22\nUSER root\nCMD [\"node\", \"a.js\"]\n" }).map(({ rows }) => shown(rows.at(-1)?.layers?.[0]));
    expect(users).toEqual(["amber: root [non-root-user]", "amber: root [non-root-user]", "green: user 1"]);
  });
});

describe("the audit", () => {
  it("is all green for a service that no rule has anything to say about", () => {
    const [web] = audit(TEMPLATE);
    expect(web?.rows.map(({ grade }) => grade)).toEqual(ROWS.map(() => "green"));
    expect(web?.rows.at(-1)?.layers?.map(({ grade }) => grade)).toEqual(LAYERS.map(() => "green"));
    expect(web?.reds).toBe(0);
  });

  it("names red findings before amber ones, each with its line", () => {
    const [first] = audit(service("image: 'postgres:17', ports: ['5432:5432'], networks: [a, b]", "networks: {a: {}, b: {}}"));
    const [finding] = first?.rows[0]?.findings ?? [];
    expect(finding).toMatchObject({ rule: "unbound-port", severity: "error", place: { range: { start: 45 } } });
    expect(first?.reds).toBe(5);
  });

  it("does not count what a comment accepts, and says why", () => {
    const text = `services:\n  # compose-lint-disable-next-line memory-limit, log-rotation -- the host has one service\n  a:\n    ${IMAGE}\n`;
    expect(row("memory", text)).toBe("grey: no limit; accepted: the host has one service");
    expect(row("logs", text)).toBe("grey: json-file, without bounds; accepted: the host has one service");
  });

  it("does not judge by a rule that is off, and by a severity that somebody chose", () => {
    const configuration = layeredConfiguration([{ presets: ["strict"] }, { rules: new Map([["memory-limit", { severity: "off" }], ["non-root-user", { severity: "error" }], ["log-rotation", { severity: "info" }]]) }]);
    expect(row("memory", service(IMAGE), { configuration })).toBe("grey: no limit; no rule objects");
    expect(row("logs", service(IMAGE), { configuration })).toBe("grey: json-file, without bounds; no rule objects");
    expect(layer("user", service(IMAGE), { configuration })).toBe("red: perhaps root [non-root-user]");
  });

  it("has nothing to say of files without services", () => {
    expect(audit("x-a: 1\n")).toEqual([]);
    expect(audit("services: [1\n")).toEqual([]);
  });

  it("stands on rules that there are, each in one row", () => {
    const judges = [...ROWS, ...LAYERS].flatMap((each) => each.judges);
    const names = judges.filter(({ wants }) => !wants).map(({ rule }) => rule);
    expect(names.filter((name) => !rules.some((rule) => rule.name === name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});
