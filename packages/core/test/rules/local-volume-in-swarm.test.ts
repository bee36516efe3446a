import { loadProject } from "../../src/compose/load.js";
import { lintProject } from "../../src/engine/lint.js";
import { expect, it } from "vitest";
import { only, web } from "./check.js";
import { testRule } from "./table.js";

const stack = (image: string, mount: string, deploy = "endpoint_mode: vip", volumes = "volumes: {data: {}}"): string => `${web(`image: ${image}`, `volumes: [${mount}]`, `deploy: {${deploy}}`)}${volumes}\n`;
const postgres = (deploy?: string, volumes?: string): string => stack("postgres:16", "data:/var/lib/postgresql/data", deploy, volumes);

testRule("local-volume-in-swarm", {
  reports: [
    ["a data store", postgres(), ["4:15-44 warning The volume data is on one node, and nothing keeps web there: on another node it starts with an empty one. Add a constraint under placement, such as `node.labels.web-data == true`, or a volume that all nodes reach."]],
    ["the long syntax", stack("postgres:16", "{type: volume, source: data, target: /var/lib/postgresql/data}"), ["4:15-77 warning"]],
    ["a driver by name", postgres(undefined, "volumes: {data: {driver: local}}"), ["4:15-44 warning"]],
    ["a constraint that holds everywhere", postgres("placement: {constraints: ['node.platform.os == linux', node.platform.arch!=arm64]}"), ["4:15-44 warning"]],
    ["a preference", postgres("placement: {preferences: [{spread: node.labels.zone}]}"), ["4:15-44 warning"]],
    ["one on each node", postgres("placement: {max_replicas_per_node: 1}"), ["4:15-44 warning"]],
    ["a broker", stack("rabbitmq:4", "data:/var/lib/rabbitmq"), ["4:15-37 warning"]],
    ["a store of which nothing is known", stack("arangodb/arangodb", "data:/var/lib/arangodb3"), ["4:15-38 warning"]],
    ["a default", stack("postgres:16", "'${V:-data}:/var/lib/postgresql/data'"), ["4:15-52 warning"]],
  ],
  accepts: [
    ["a node by name", postgres("placement: {constraints: [node.hostname == db1]}")],
    ["a label", postgres("placement: {constraints: ['node.labels.data == true']}")],
    ["a constraint among others", postgres("placement: {constraints: [node.platform.os == linux, node.role == manager]}")],
    ["a constraint that nobody set", postgres("placement: {constraints: [$WHERE]}")],
    ["one on each node by mode", postgres("mode: global")],
    ["a mode that nobody set", postgres("mode: $MODE, endpoint_mode: vip")],
    ["nothing that runs", postgres("replicas: 0, endpoint_mode: vip")],
    ["a share", postgres(undefined, "volumes: {data: {driver_opts: {type: nfs, o: addr=10.0.0.5, device: ':/db'}}}")],
    ["another driver", postgres(undefined, "volumes: {data: {driver: rexray/ebs}}")],
    ["a driver that nobody set", postgres(undefined, "volumes: {data: {driver: $DRIVER}}")],
    ["a volume that exists", postgres(undefined, "volumes: {data: {external: true}}")],
    ["a host folder", stack("postgres:16", "/mnt/db:/var/lib/postgresql/data")],
    ["a mount that is not the data", stack("postgres:16", "data:/backup")],
    ["a volume that nobody set", stack("postgres:16", "'$V:/var/lib/postgresql/data'")],
    ["a member of a cluster", stack("consul", "data:/consul/data", "endpoint_mode: vip").replace("deploy:", "command: agent -server -retry-join=one\n    deploy:")],
    ["an application", stack("acme/api", "data:/data")],
    ["its client", postgres().replace("deploy:", "command: pg_dump -h db\n    deploy:")],
    ["plain Compose", `${web("image: postgres:16", "volumes: ['data:/var/lib/postgresql/data']", "restart: always")}volumes: {data: {}}\n`],
    ["what a stack refuses", `${web("image: postgres:16", "volumes: ['data:/var/lib/postgresql/data']", "deploy: {endpoint_mode: vip}", "mem_limit: 1g")}volumes: {data: {}}\n`],
    ["Windows", postgres("placement: {constraints: [node.platform.os == windows]}")],
    ["a fragment", `${web("volumes: ['data:/var/lib/postgresql/data']", "deploy: {endpoint_mode: vip}")}volumes: {data: {}}\n`],
  ],
});

it("knows a stack by its name", () => {
  const text = postgres("replicas: 1");
  const found = (path: string): number => lintProject(loadProject({ read: () => text }, path), only(["local-volume-in-swarm"])).diagnostics.length;
  expect([found("docker-stack.yml"), found("compose.yaml")]).toEqual([1, 0]);
});
