import { web } from "./check.js";
import { testRule } from "./table.js";

const store = (image: string, volume: string, ...more: readonly string[]): string => `${web(`image: ${image}`, `volumes: [${volume}]`, ...(more.length === 0 ? ["scale: 2"] : more))}volumes: {data: {}}\n`;
const postgres = (volume: string, ...more: readonly string[]): string => store("postgres:16", volume, ...more);

testRule("stateful-replicas", {
  reports: [
    ["a named volume", postgres('"data:/var/lib/postgresql/data"'), ["5:12-13 error 2 containers of web work on the same files (data): the second one does not start, or both destroy the data. Run one; a cluster needs a service with a volume of its own for each member."]],
    ["a host folder", postgres('"./pg:/var/lib/postgresql/data"'), ["5:12-13 error 2 containers of web work on the same files (./pg)"]],
    ["the long syntax", postgres("{type: volume, source: data, target: /var/lib/postgresql/data}"), ["5:12-13 error"]],
    ["replicas", postgres('"data:/var/lib/postgresql/data"', "deploy:", "  replicas: 3"), ["6:17-18 error 3 containers"]],
    ["a default", postgres('"data:/var/lib/postgresql/data"', "scale: ${COUNT:-2}"), ["5:12-23 error"]],
    ["a store that keeps its data who knows where", store("arangodb:latest", '"data:/export"'), ["5:12-13 error"]],
    ["a cache that is kept", store("redis:7", '"data:/data"'), ["5:12-13 error"]],
    ["a broker", store("rabbitmq:4", '"data:/var/lib/rabbitmq"'), ["5:12-13 error"]],
    [
      "a swarm",
      postgres('"data:/var/lib/postgresql/data"', "deploy: {replicas: 2, placement: {constraints: [node.role == worker]}}"),
      ["5:24-25 warning If two of the 2 containers of web run on one node, they work on the same files (data): one does not start, or both destroy the data. Set `max_replicas_per_node: 1`, or a service with a volume of its own for each member."],
    ],
  ],
  accepts: [
    ["one container", postgres('"data:/var/lib/postgresql/data"', "scale: 1")],
    ["no number", postgres('"data:/var/lib/postgresql/data"', "init: true")],
    ["a number that nobody set", postgres('"data:/var/lib/postgresql/data"', "scale: $COUNT")],
    ["a volume that nobody set", postgres('"$DATA:/var/lib/postgresql/data"')],
    ["a mount that is not the data", postgres('"./init:/docker-entrypoint-initdb.d:ro"')],
    ["an anonymous volume, one for each", postgres("/var/lib/postgresql/data")],
    ["a volume for each in a swarm", postgres('"data:/var/lib/postgresql/data"', "deploy: {replicas: 2, placement: {constraints: [node.role == worker]}}").replace("volumes: {data: {}}", "volumes: {data: {name: 'data-{{.Task.Slot}}'}}")],
    ["a folder for each in a swarm", postgres('"/data/{{.Task.Slot}}:/var/lib/postgresql/data"', "deploy: {replicas: 2, placement: {constraints: [node.role == worker]}}")],
    ["one a node", postgres('"data:/var/lib/postgresql/data"', "deploy: {replicas: 2, placement: {max_replicas_per_node: 1}}")],
    ["an application", store("acme/api", '"data:/uploads"')],
    ["its client", store("postgres:16", '"data:/backup"', "command: pg_dump -h db", "scale: 2")],
    ["a fragment", web("scale: 2")],
    ["Windows", postgres('"data:/var/lib/postgresql/data"', "platform: windows", "scale: 2")],
  ],
});
