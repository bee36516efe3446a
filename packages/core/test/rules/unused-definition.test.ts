import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { lintProject } from "../../src/engine/lint.js";
import { only } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
/** A service with these keys, and what else the file has. */
const file = (keys: string, ...more: readonly string[]): string => `services:\n  web: {image: nginx, ${keys}}\n${more.map((line) => `${line}\n`).join("")}`;

testRule("unused-definition", {
  reports: [
    ["a volume", file("init: true", "volumes:", "  data:"), ["4:3-7 warning No service uses the volume `data`, so Compose does not even create it. Remove it, or name it in the service that was meant to use it."]],
    ["a network", file("networks: [front]", "networks: {front: , back: }"), ["3:21-25 warning No service uses the network `back`, so Compose does not even create it. Remove it, or name it in the service that was meant to use it."]],
    ["a secret, a config and a model", file("init: true", "secrets: {s: {file: ./s}}", "configs: {c: {file: ./c}}", "models: {m: {model: ai/x}}"), ["3:11-12 warning", "4:11-12 warning", "5:10-11 warning"]],
    ["something external", file("init: true", "networks: {proxy: {external: true}}"), ["3:12-17 warning No service uses the external network `proxy`. Remove it, or name it in the service that was meant to use it."]],
    ["settings of a default network that nobody joins", file("networks: [front]", "networks: {front: , default: {driver: overlay}}"), ["3:21-28 warning"]],
    ["a name that is a folder in the service", file('volumes: ["./data:/data"]', "volumes: {data: }"), ["3:11-15 warning"]],
    ["two of three", file('volumes: ["bb:/b"]', "volumes: {aa: , bb: , cc: }"), ["3:11-13 warning", "3:23-25 warning"]],
  ],
  accepts: [
    ["what services use", file('volumes: ["vv:/v"], networks: [n], secrets: [s], configs: [c], models: [m]', "volumes: {vv: }", "networks: {n: }", "secrets: {s: {file: s}}", "configs: {c: {file: c}}", "models: {m: {model: x}}")],
    ["the long syntax", file("volumes: [{type: volume, source: vv, target: /v}], secrets: [{source: s, target: x}]", "volumes: {vv: }", "secrets: {s: {file: s}}")],
    ["a secret of the build", `services:\n  web: {build: {context: ., secrets: [s]}}\nsecrets: {s: {file: s}}\n`],
    ["a config for credentials", file("credential_spec: {config: c}", "configs: {c: {file: c}}")],
    ["a cluster volume", file("volumes: [{type: cluster, source: vv, target: /v}]", "volumes: {vv: }")],
    ["what a service with a profile uses", file('profiles: [p], volumes: ["vv:/v"]', "volumes: {vv: }")],
    ["what arrives by a merge key", `x-a: &a {volumes: ["vv:/v"]}\n${file("<<: *a", "volumes: {vv: }")}`],
    ["settings of the default network", file("init: true", "networks: {default: {driver: overlay}}")],
    ["settings of the default network, named", file("networks: [default]", "networks: {default: {driver: overlay}}")],
    ["names that a variable may change", file('volumes: ["${V:-vv}:/v"]', "volumes: {vv: , ww: }")],
    ["names that nobody set", file('volumes: ["$V:/v"], networks: ["$N"]', "volumes: {vv: }", "networks: {n: }")],
    ["a fragment", "services:\n  web: {init: true}\nvolumes: {vv: }\n"],
    ["a service with a base", file("init: true", "  api: {extends: {file: base.yaml, service: api}}", "volumes: {vv: }")],
    ["a service that cannot be read", file('volumes: ["false == true ? vv:/v: ww:/v"]', "volumes: {vv: }")],
    ["a file without services", "volumes: {vv: }\n"],
    ["a file that includes others", `include: [more.yaml]\n${file("init: true", "volumes: {vv: }")}`],
  ],
  fixes: [
    ["nothing without being asked", file("init: true", "volumes:", "  data:"), file("init: true", "volumes:", "  data:")],
    ["the only one with its section", file("init: true", "volumes:", "  data:"), file("init: true"), unsafe],
    ["one of several", file('volumes: ["used:/u"]', "volumes:", "  unused: {driver: local}", "  used:"), file('volumes: ["used:/u"]', "volumes:", "  used:"), unsafe],
    ["one after the other", file("init: true", "volumes:", "  a:", "  b:"), file("init: true"), unsafe],
    ["in flow style", file('volumes: ["used:/u"]', "volumes: {unused: , used: }"), file('volumes: ["used:/u"]', "volumes: {used: }"), unsafe],
    ["with its comment kept", file("init: true", "volumes:", "  data: # keep"), file("init: true", "# keep"), unsafe],
  ],
});

describe("unused-definition accepts", () => {
  it("what is in a file that may be laid over another one", () => {
    const files = { read: (path: string) => (path === "compose.prod.yaml" ? file("init: true", "volumes: {data: {driver: nfs}}") : undefined) };
    expect(lintProject(loadProject(files, "compose.prod.yaml"), only(["unused-definition"])).diagnostics).toEqual([]);
  });
});
