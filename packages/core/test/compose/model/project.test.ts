import { describe, expect, it } from "vitest";
import type { Project } from "../../../src/compose/load.js";
import { definitionsOf } from "../../../src/compose/model/definition.js";
import { dependantsOf } from "../../../src/compose/model/dependants.js";
import { dependenciesOf } from "../../../src/compose/model/dependency.js";
import { isForSwarm } from "../../../src/compose/model/deploy.js";
import { configsOf, secretsOf } from "../../../src/compose/model/file-grant.js";
import { containersOf, longRunningOf, servicesByName } from "../../../src/compose/model/services.js";
import { networkMembers, usersOf } from "../../../src/compose/model/sharing.js";
import type { Service } from "../../../src/compose/model/service.js";
import { firstService, projectOf, show } from "./service-of.js";

const names = (services: readonly Service[]): string => services.map(({ name }) => name).join();

describe("the services of a project", () => {
  const project = projectOf(`services:
  web: {image: x}
  job: {image: x, restart: "no"}
  part: {restart: always}
  windows: {image: x, isolation: hyperv}
  cloud: {provider: {type: p}}
`);

  it("are containers if they run on Linux and are whole", () => {
    expect(names(containersOf(project))).toBe("web,job");
  });

  it("run for long if they are no jobs", () => {
    expect(names(longRunningOf(project))).toBe("web");
  });

  it("are found by name", () => {
    expect(servicesByName(project).get("cloud")?.kind).toBe("provider");
  });
});

describe("dependants", () => {
  const project = projectOf(`services:
  db: {image: x}
  api: {image: x, depends_on: {db: {condition: service_healthy}}}
  web: {image: x, depends_on: [api, db]}
  side: {image: x, network_mode: "service:db"}
  odd: {image: x, depends_on: {db: {condition: $C}}}
`);

  it("say how they depend", () => {
    const found = dependantsOf(project, firstService(project)).map(({ service, dependency }) => `${service.name} ${dependency.key} ${String(show(dependency.condition) ?? "-")}`);
    expect(found).toEqual(["api depends_on service_healthy", "web depends_on service_started", "side network_mode -", "odd depends_on unknown"]);
  });

  it("are none of a service that nobody needs", () => {
    const web = servicesByName(project).get("web");
    expect(web && dependantsOf(project, web)).toEqual([]);
    expect(web && dependenciesOf(web).map(({ on }) => on)).toEqual(["api", "db"]);
  });
});

describe("definitions", () => {
  const project = projectOf(`services:
  a:
    image: x
    networks: {front: }
    volumes: ["data:/d", "other:/o"]
    secrets: [s1, {source: s2, target: key}, {source: s3, target: /abs}, missing, $S]
    configs: [c1]
    build: {context: ., secrets: [s1]}
  b: {image: x, volumes: ["data:/e:ro"]}
networks:
  front: {driver: overlay, attachable: true, internal: true, driver_opts: {mtu: 1400}}
  out: {external: {name: theirs}}
volumes: {data: , other: {driver: nfs, name: $N}, unused: }
secrets: {s1: {file: ./s}, s2: {environment: S}, s3: {external: true}}
configs: {c1: {content: "a=b"}}
`);
  const first = firstService(project);

  const rows: readonly (readonly [title: string, read: (project: Project) => unknown, expected: unknown])[] = [
    ["networks", () => [...definitionsOf(project, "network").keys()], ["front", "out"]],
    ["a driver", () => show(definitionsOf(project, "network").get("front")?.driver), "overlay"],
    ["flags", () => [show(definitionsOf(project, "network").get("front")?.attachable), show(definitionsOf(project, "network").get("front")?.internal)], [true, true]],
    ["driver options", () => definitionsOf(project, "network").get("front")?.driverOptions.map(({ name, value }) => [name, show(value)]), [["mtu", "1400"]]],
    ["the old form of external", () => [show(definitionsOf(project, "network").get("out")?.external), show(definitionsOf(project, "network").get("out")?.name)], [true, "theirs"]],
    ["an empty volume", () => definitionsOf(project, "volume").get("data")?.driver, undefined],
    ["a name that is not known", () => show(definitionsOf(project, "volume").get("other")?.name), "unknown"],
    ["their paths", () => definitionsOf(project, "secret").get("s1")?.path, ["secrets", "s1"]],
    ["a file", () => [definitionsOf(project, "secret").get("s1")?.source?.from, show(definitionsOf(project, "secret").get("s1")?.source?.value)], ["file", "s"]],
    ["a variable", () => definitionsOf(project, "secret").get("s2")?.source?.from, "environment"],
    ["content", () => definitionsOf(project, "config").get("c1")?.source?.from, "content"],
    ["nothing of its own", () => definitionsOf(project, "secret").get("s3")?.source, undefined],
    ["users of a volume", () => names(usersOf(project, { kind: "volume", key: "data" })), "a,b"],
    ["users of a secret", () => names(usersOf(project, { kind: "secret", key: "s1" })), "a"],
    ["no users", () => names(usersOf(project, { kind: "volume", key: "unused" })), ""],
    ["users of the default network", () => names(usersOf(project, { kind: "network", key: "default" })), "b"],
    ["members of a network", () => networkMembers(project).get("front")?.map(({ service }) => service.name), ["a"]],
    [
      "secrets of a service",
      () => secretsOf(project, first).map(({ source, target, definition }) => `${String(show(source))} ${target ?? "-"} ${definition?.key ?? "-"}`),
      ["s1 /run/secrets/s1 s1", "s2 /run/secrets/key s2", "s3 /abs s3", "missing /run/secrets/missing -", "unknown - -"],
    ],
    ["configs of a service", () => configsOf(project, first).map(({ target }) => target), ["/c1"]],
  ];
  it.each(rows)("%s", (_title, read, expected) => {
    expect(read(project)).toEqual(expected);
  });
});

describe("a project for swarm", () => {
  const rows: readonly (readonly [text: string, expected: boolean])[] = [
    ["services: {a: {image: x}}", false],
    ["services: {a: {image: x, deploy: {replicas: 2, resources: {limits: {memory: 1g}}}}}", false],
    ["services: {a: {image: x, deploy: {mode: replicated}}}", false],
    ["services: {a: {image: x, deploy: {mode: global}}}", true],
    ["services: {a: {image: x, deploy: {placement: {constraints: [node.role == manager]}}}}", true],
    ["services: {a: {image: x, deploy: {update_config: {order: start-first}}}}", true],
    ["{services: {a: {image: x}}, networks: {n: {driver: overlay}}}", true],
    ["{services: {a: {image: x}}, networks: {n: {external: true}}}", false],
  ];
  it.each(rows)("%s", (text, expected) => {
    expect(isForSwarm(projectOf(`${text}\n`))).toBe(expected);
  });
});
