import { web } from "./check.js";
import { testRule } from "./table.js";

const store = (config: string, image = "postgres:16", volumes = '["data:/var/lib/postgresql/data"]'): string => `${web(`image: ${image}`, `volumes: ${volumes}`, "deploy:", `  ${config}`)}volumes: {data: {}}\n`;
/** A web service of a swarm, with these lines below `deploy`; they begin in line 6. */
const site = (...lines: readonly string[]): string => web("image: nginx", 'ports: ["80:80"]', "deploy:", ...["endpoint_mode: vip", ...lines].map((line) => `  ${line}`));
const gap = "Swarm stops the only container of web before it starts the new one, so every update is an outage. Set `order: start-first` in update_config, and give it a healthcheck.";

testRule("update-order", {
  reports: [
    ["a store that starts first", store("update_config: {order: start-first}"), ["6:30-41 warning With `order: start-first` in update_config, the new web starts on the data of the old one, which is still running: it fails, or the data suffers. Set it to stop-first."]],
    ["on the way back", store("rollback_config: {order: start-first}"), ["6:32-43 warning With `order: start-first` in rollback_config"]],
    ["a store by default", store("update_config: {order: '${ORDER:-start-first}'}"), ["6:30-53 warning"]],
    ["a kept cache", store("update_config: {order: start-first}", "redis:7", '["data:/data"]'), ["6:30-41 warning"]],
    ["one container", site(), [`5:5-11 info ${gap}`]],
    ["one that is written", site("replicas: 1"), ["5:5-11 info"]],
    ["other settings", site("update_config: {parallelism: 1}"), ["7:7-20 info"]],
    ["a routed service", web("image: acme/web", "deploy:", "  endpoint_mode: vip", "  labels: [traefik.http.routers.web.rule=Host(`a.b`)]"), ["4:5-11 info"]],
    ["an application on a web port", web("image: acme/web", 'ports: ["80:3000"]', "deploy: {endpoint_mode: vip}"), ["5:5-11 info"]],
  ],
  accepts: [
    ["a store that stops first", store("update_config: {order: stop-first}")],
    ["a store without an order", store("update_config: {parallelism: 1}")],
    ["a store without data", store("update_config: {order: start-first}", "memcached:1", "[]")],
    ["an order that nobody set", store("update_config: {order: $ORDER}")],
    ["start-first", site("update_config: {order: start-first}")],
    ["an order that was chosen", site("update_config: {order: stop-first}")],
    ["several", site("replicas: 2")],
    ["a number that nobody set", site("replicas: $COUNT")],
    ["one everywhere", site("mode: global")],
    ["data of its own", `${site()}    volumes: ["data:/data"]\nvolumes: {data: {}}\n`],
    ["a port of the node", web("image: nginx", "ports: [{target: 80, published: 80, mode: host}]", "deploy: {endpoint_mode: vip}")],
    ["other ports", web("image: acme/web", 'ports: ["8080:8080", "7077:7077"]', "deploy: {endpoint_mode: vip}")],
    ["nothing to the outside", web("image: acme/web", "deploy: {endpoint_mode: vip}")],
    ["no swarm", web("image: nginx", 'ports: ["80:80"]', "deploy: {replicas: 1}")],
    ["a file that a stack refuses", `name: shop\n${site()}`],
  ],
  fixes: [
    ["not without being asked", store("update_config: {order: start-first}"), store("update_config: {order: start-first}")],
    ["a store", store("update_config: {order: start-first}"), store("update_config: {order: stop-first}"), { unsafe: true }],
    ["a web service", site(), web("image: nginx", 'ports: ["80:80"]', "deploy:", "  update_config:", "    order: start-first", "  endpoint_mode: vip"), { unsafe: true }],
    ["in flow style", site("update_config: {parallelism: 1}"), site("update_config: {parallelism: 1, order: start-first}"), { unsafe: true }],
  ],
});
