import { describe, expect, it } from "vitest";
import { groupProjects } from "../../src/compose/discovery.js";
import { loadProject } from "../../src/compose/load.js";
import { lintProject } from "../../src/engine/lint.js";
import rule from "../../src/rules/validity/undefined-reference.js";
import { folder, only, web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const nginx = (...lines: readonly string[]): string => web("image: nginx", ...lines);

testRule("undefined-reference", {
  reports: [
    ["a dependency", nginx("depends_on: [db]"), ["4:18-20 error web names the service `db` in `depends_on`, but there is no such service, so Compose refuses the whole project. Define it, or remove the name."]],
    ["a dependency that is optional", nginx("depends_on: {db: {condition: service_started, required: false}}"), ["4:18-20 error"]],
    ["a link", nginx('links: ["db:database"]'), ["4:13-26 error"]],
    ["volumes of another service", nginx('volumes_from: ["db:ro"]'), ["4:20-27 error"]],
    ["shared namespaces", nginx("network_mode: service:a", "ipc: service:b", "pid: service:c", "uts: service:d"), ["4:19-28 error", "5:10-19 error", "6:10-19 error", "7:10-19 error"]],
    ["a build context", web('build: {context: ., additional_contexts: {base: "service:base"}}'), ["3:53-67 error web names the service `base` in `build.additional_contexts`, but there is no such service, so Compose refuses the whole project. Define it, or remove the name."]],
    ["a build context that is not built", `${web('build: {context: ., additional_contexts: {base: "service:base"}}')}  base: {image: x}\n`, ["3:53-67 error web builds on the image of `base` (`additional_contexts`), but `base` has no `build`, so Compose refuses the whole project. Use `docker-image://` with its image instead."]],
    ["a network", nginx("networks: [back]"), ["4:16-20 error web uses the network `back`, but `networks` at top level does not define it, so Compose refuses the whole project. Define it there, or correct the name."]],
    ["networks in a mapping", nginx("networks:", "  back: {aliases: [web]}", "  front:"), ["5:7-11 error", "6:7-12 error"]],
    ["a volume", nginx('volumes: ["data:/data"]'), ["4:15-27 error web uses the volume `data`, but `volumes` at top level does not define it, so Compose refuses the whole project. Define it there, or correct the name."]],
    ["a volume in the long syntax", nginx("volumes:", "  - type: volume", "    source: data", "    target: /data"), ["6:17-21 error"]],
    ["a folder that was meant", nginx('volumes: ["src/data:/data"]'), ["4:15-31 error Compose takes `src/data`, which web mounts, for the name of a volume, and none is defined. If it is a folder beside the file, write `./src/data`."]],
    ["a secret and a config", nginx("secrets: [key]", "configs: [{source: conf, target: /c}]"), ["4:15-18 error", "5:24-28 error"]],
    ["a secret of the build", web("build: {context: ., secrets: [key]}"), ["3:35-38 error"]],
    ["a model", nginx("models: [llm]"), ["4:14-17 error"]],
    ["a slip of the pen", `${nginx("networks: [bakcend]")}networks: {backend: , front: }\n`, ["4:16-23 error web uses the network `bakcend`, but `networks` at top level does not define it, so Compose refuses the whole project. Did you mean `backend`?"]],
    ["another number", `${nginx('volumes: ["data2:/data"]')}volumes: {data1: }\n`, ["4:15-28 error web uses the volume `data2`, but `volumes` at top level does not define it, so Compose refuses the whole project. Define it there, or correct the name."]],
    ["a default", nginx("networks: ['${NET:-back}']"), ["4:16-30 error"]],
    ["an inactive service as well", nginx("profiles: [p]", "networks: [back]"), ["5:16-20 error"]],
    ["what arrives by a merge key", `x-a: &a {depends_on: [db]}\n${nginx("<<: *a")}`, ["1:23-25 error"]],
  ],
  accepts: [
    ["what is defined", `${nginx("depends_on: [db]", "networks: [n]", 'volumes: ["v:/v"]', "secrets: [s]", "configs: [c]", "models: [m]")}  db: {build: .}\nnetworks: {n: }\nvolumes: {v: }\nsecrets: {s: {file: s}}\nconfigs: {c: {file: c}}\nmodels: {m: {model: x}}\n`],
    ["the default network", nginx("networks: [default]")],
    ["folders and anonymous volumes", nginx("volumes: [./a:/a, /b:/b, ~/c:/c, /d, {type: volume, target: /e}, {type: tmpfs, target: /f}]")],
    ["containers", nginx('volumes_from: ["container:db"]', "network_mode: container:db", "external_links: [db]")],
    ["a service that is inactive", `${nginx("depends_on: [db]")}  db: {image: x, profiles: [p]}\n`],
    ["a cluster volume", nginx("volumes: [{type: cluster, source: data, target: /data}]")],
    ["names that nobody set", nginx('volumes: ["$DATA:/data"]', "networks: [$NET]", 'network_mode: "service:$VPN"')],
    ["a fragment", web("networks: [back]", "depends_on: [db]")],
    ["a file that includes others", `include: ["oci://registry.example.com/acme/more:1"]\n${nginx("networks: [back]")}`],
  ],
  fixes: [
    ["nothing without being asked", nginx('volumes: ["data:/data"]'), nginx('volumes: ["data:/data"]')],
    ["a volume", nginx('volumes: ["data:/data"]'), `${nginx('volumes: ["data:/data"]')}\nvolumes:\n  data: {}\n`, unsafe],
    ["a volume beside others", `${nginx('volumes: ["data:/data"]')}volumes:\n  logs: # all of them\n`, `${nginx('volumes: ["data:/data"]')}volumes:\n  logs: # all of them\n  data: {}\n`, unsafe],
    ["a network in flow style", `${nginx("networks: [back]")}networks: {front: }\n`, `${nginx("networks: [back]")}networks: {front: , back: {}}\n`, unsafe],
    ["no slip of the pen", `${nginx("networks: [bakcend]")}networks: {backend: }\n`, `${nginx("networks: [bakcend]")}networks: {backend: }\n`, unsafe],
  ],
});

describe("undefined-reference reports", () => {
  it("what the loader could not follow", () => {
    const project = loadProject(folder(nginx()), "compose.yaml");
    const [file] = project.files;
    if (!file) throw new Error("There is no file.");
    const range = { start: 12, end: 15 };
    const found = rule.check({ ...project, problems: [{ kind: "reference", file, range, message: "`web` extends `base`, but this file has no such service.", path: ["services", "web", "extends"] }] });
    expect(found.map(({ at, service, message }) => [at.range, service?.name, message])).toEqual([[range, "web", "`web` extends `base`, but this file has no such service."]]);
  });
});

describe("undefined-reference in a file that may be started with another one", () => {
  it("says nothing of names that the other one may define", () => {
    expect(inTools(nginx("networks: [back]"))).toEqual([]);
    expect(inTools(`${nginx("depends_on: [db]")}  cache: {image: redis, volumes: ['data:/data']}\nvolumes: {more: {}}\n`)).toEqual([]);
  });

  it("reports a slip of the pen", () => {
    expect(inTools(`${nginx("depends_on: [databse]")}  database: {image: postgres}\n`)).toEqual(["error web names the service `databse` in `depends_on`, but there is no such service, so Compose refuses the whole project. Did you mean `database`?"]);
  });

  it("says nothing where files were put together by what they say, either", () => {
    const files = { "docker-compose.solr.yml": "services:\n  solr: {image: solr}\n", "docker-compose.demo.yml": "services:\n  web: {image: nginx, depends_on: [solr, db]}\n  solr: {init: true}\n" };
    const host = { read: (path: string) => files[path as keyof typeof files] };
    const project = groupProjects(host, Object.keys(files)).find(({ request }) => request.files.length > 1);
    expect(project?.request.files).toEqual(["docker-compose.solr.yml", "docker-compose.demo.yml"]);
    expect(project && lintProject(loadProject(host, project.request), only(["undefined-reference"])).diagnostics).toEqual([]);
    // Whoever lists them knows.
    expect(lintProject(loadProject(host, { files: project?.request.files ?? [] }), only(["undefined-reference"])).diagnostics.map(({ severity }) => severity)).toEqual(["error"]);
  });

  function inTools(text: string): readonly string[] {
    const files = { read: (path: string) => (path === "compose.tools.yaml" ? text : undefined) };
    return lintProject(loadProject(files, "compose.tools.yaml"), only(["undefined-reference"])).diagnostics.map(({ severity, message }) => `${severity} ${message}`);
  }
});
