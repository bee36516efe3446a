import { describe, expect, it } from "vitest";
import type { Service } from "../../../src/compose/model/service.js";
import { firstService, projectOf, serviceOf as service, show, type Shown } from "./service-of.js";

describe("typed values", () => {
  const rows: readonly (readonly [keys: string, read: (service: Service) => Shown, expected: Shown])[] = [
    ["image: x", ({ image }) => show(image), "x"],
    ["image: $I", ({ image }) => show(image), "unknown"],
    ["image: '${I:-x}'", ({ image }) => show(image), "x"],
    ["image: ", ({ image }) => show(image), undefined],
    ["build: .", ({ image }) => show(image), undefined],
    ["build: .", ({ isBuilt }) => isBuilt, true],
    ["user: '1000'", ({ user }) => show(user), "1000"],
    ["read_only: true", ({ readOnly }) => show(readOnly), true],
    ["read_only: yes", ({ readOnly }) => show(readOnly), true],
    ["privileged: $P", ({ privileged }) => show(privileged), "unknown"],
    ["pids_limit: 100", ({ pidsLimit }) => show(pidsLimit), 100],
    ["pids_limit: '100'", ({ pidsLimit }) => show(pidsLimit), 100],
    ["deploy: {resources: {limits: {pids: 50}}}", ({ pidsLimit }) => show(pidsLimit), 50],
    ["stop_grace_period: 1m", ({ stopGracePeriod }) => show(stopGracePeriod), "1m"],
    ["mem_limit: 512m", ({ memoryLimit }) => show(memoryLimit), 536_870_912],
    ["mem_limit: 1024", ({ memoryLimit }) => show(memoryLimit), 1024],
    // A fraction without a unit is no limit to Compose.
    ["mem_limit: 1.5", ({ memoryLimit }) => show(memoryLimit), undefined],
    ["mem_limit: lots", ({ memoryLimit }) => show(memoryLimit), undefined],
    ["mem_limit: '${M:-1g}'", ({ memoryLimit }) => show(memoryLimit), 1_073_741_824],
    ["deploy: {resources: {limits: {memory: 1g}}}", ({ memoryLimit }) => show(memoryLimit), 1_073_741_824],
    ["memswap_limit: -1", ({ memorySwapLimit }) => show(memorySwapLimit), -1],
    ["cap_drop: [ALL, $C]", ({ capDrop }) => capDrop.map(show).join(), "ALL,unknown"],
    ["cap_add: []", ({ capAdd }) => capAdd.length, 0],
    ["security_opt: ['no-new-privileges:true']", ({ securityOptions }) => securityOptions.map(show).join(), "no-new-privileges:true"],
    ["logging: {driver: json-file, options: {max-size: 10m, max-file: 3}}", ({ logging }) => `${String(show(logging.driver))} ${String(show(logging.maxSize))} ${String(show(logging.maxFile))}`, "json-file 10m 3"],
    ["image: x", ({ logging }) => logging.node !== undefined, false],
  ];
  it.each(rows)("%s", (keys, read, expected) => {
    expect(read(service(keys))).toBe(expected);
  });
});

describe("a network that only Windows has", () => {
  it.each([
    ["default: {external: {name: nat}}", "windows"],
    ["nat: {external: true}", "windows"],
    ["nat: {driver: bridge}", "linux"],
    ["nat: {external: true, name: shared}", "linux"],
  ])("%s", (network, kind) => {
    expect(firstService(projectOf(`services: {a: {build: .}}\nnetworks: {${network}}\n`)).kind).toBe(kind);
  });
});

describe("what a service is", () => {
  const rows: readonly (readonly [keys: string, rest: string, expected: Partial<Service>])[] = [
    ["image: x", "", { kind: "linux", complete: true, isJob: false }],
    ["build: .", "", { complete: true }],
    ["user: u", "", { complete: false }],
    ["image: x, isolation: hyperv", "", { kind: "windows" }],
    ["image: x, platform: windows/amd64", "", { kind: "windows" }],
    ["image: x, platform: linux/amd64", "", { kind: "linux" }],
    ["provider: {type: p}", "", { kind: "provider", complete: true }],
    ["image: 'mcr.microsoft.com/windows/servercore:ltsc2022'", "", { kind: "windows" }],
    ["image: 'acme/app:2.1-nanoserver-1809'", "", { kind: "windows" }],
    ["image: x, deploy: {placement: {constraints: [node.platform.os == windows]}}", "", { kind: "windows" }],
    ["image: x, deploy: {placement: {constraints: [node.platform.os == linux]}}", "", { kind: "linux" }],
    ["image: x, volumes: ['${LICENSE}:c:\\license:ro']", "", { kind: "windows" }],
    ["image: x, volumes: ['C:\\logs']", "", { kind: "windows" }],
    ["image: x, volumes: [{type: volume, source: logs, target: 'C:\\logs'}]", "", { kind: "windows" }],
    // A host with Windows, and a volume of one letter.
    ["image: x, volumes: ['D:\\logs:/logs', 'd:/data']", "", { kind: "linux" }],
    ["image: acme/windows-exporter-dashboard", "", { kind: "linux" }],
    ["image: x, restart: 'no'", "", { isJob: true }],
    ["image: x, restart: always, command: migrate", "", { isJob: false }],
    ["image: x, command: npm run db:migrate", "", { isJob: true }],
    ["image: x, entrypoint: [python, manage.py, migrate]", "", { isJob: true }],
    ["image: x, command: serve --migrations-table x", "", { isJob: false }],
    ["image: x, profiles: [tools]", "", { isJob: true }],
    ["image: x, profiles: [tools, prod]", "", { isJob: false }],
    ["image: x, restart: $R", "", { isJob: false }],
    ["image: x", ", b: {image: y, depends_on: {a: {condition: service_completed_successfully}}}", { isJob: true }],
    ["image: x, restart: on-failure", ", b: {image: y, depends_on: {a: {condition: service_completed_successfully}}}", { isJob: true }],
    ["image: x", ", b: {image: y, depends_on: {a: {condition: service_healthy}}}", { isJob: false }],
  ];
  it.each(rows)("%s%s", (keys, rest, expected) => {
    expect(service(keys, rest)).toMatchObject(expected);
  });
});

describe("ports", () => {
  const rows: readonly (readonly [ports: string, ...expected: string[]])[] = [
    ["'80'", "- -:80/tcp"],
    ["'8080:80'", "- 8080-8080:80/tcp"],
    ["'127.0.0.1:8000-8010:80/udp'", "127.0.0.1 8000-8010:80/udp"],
    ["'80-81:90-91'", "- 80-80:90/tcp", "- 81-81:91/tcp"],
    ["{target: 80, published: 8080, host_ip: '::1'}", "::1 8080-8080:80/tcp"],
    ["{target: '80', protocol: udp}", "- -:80/udp"],
    ["{target: 80, host_ip: $H}", "unknown -:80/tcp"],
    ["{target: 80, published: $P}", "- -:80/tcp"],
    ["{target: $T}"],
    ["'$P:80'"],
    ["'localhost:80:80'"],
  ];
  for (const [ports, ...expected] of rows) it(ports, () => {
    expect(service(`image: x, ports: [${ports}]`).ports.map(({ hostIp, published, target, protocol }) => `${String(show(hostIp) ?? "-")} ${published ? `${String(published.start)}-${String(published.end)}` : "-"}:${String(target)}/${protocol}`)).toEqual(expected);
  });
});

describe("mounts", () => {
  const rows: readonly (readonly [keys: string, complete: boolean, ...expected: string[]])[] = [
    ["volumes: ['/srv/a:/b:ro']", true, "bind /srv/a /b ro"],
    ["volumes: ['v1:/b/']", true, "volume v1 /b"],
    ["volumes: [/b]", true, "volume - /b"],
    ["volumes: [{type: bind, source: /a, target: /b/, read_only: true}]", true, "bind /a /b ro"],
    ["volumes: [{type: bind, source: $S, target: /b}]", true, "bind unknown /b"],
    ["volumes: [{type: npipe, source: /a, target: /b}]", true, "other /a /b"],
    ["volumes: [{type: volume, target: $T}]", false],
    ["volumes: ['$V:/b']", false],
    ["tmpfs: ['/run:size=1m,ro', /tmp/]", true, "tmpfs - /run ro", "tmpfs - /tmp"],
    ["tmpfs: /tmp", true, "tmpfs - /tmp"],
    ["tmpfs: $T", false],
    ["volumes: ['v1:/b'], tmpfs: [$T, /c]", false, "volume v1 /b", "tmpfs - /c"],
    ["image: x", true],
  ];
  for (const [keys, complete, ...expected] of rows) it(keys, () => {
    const { mounts, mountsComplete } = service(keys);
    expect(mounts.map(({ type, source, target, access }) => `${type} ${String(show(source) ?? "-")} ${target}${access === "read-only" ? " ro" : ""}`)).toEqual(expected);
    expect(mountsComplete).toBe(complete);
  });
});

it("values say where they stand in the configuration", () => {
  const made = service("image: x, cap_drop: [A, B], tmpfs: [/t], volumes: ['/a:/b'], ports: ['1:1', '2:2']");
  const { capDrop, image, mounts, ports } = made;
  expect([image?.path, capDrop[1]?.path, mounts[0]?.path, mounts[1]?.path, ports[1]?.path].map((path) => path?.join("."))).toEqual([
    "services.a.image", "services.a.cap_drop.1", "services.a.volumes.0", "services.a.tmpfs.0", "services.a.ports.1",
  ]);
  expect(made.get("cap_drop", 1)).toMatchObject({ value: "B" });
  expect(made.get("cap_drop", 2)).toBeUndefined();
});
