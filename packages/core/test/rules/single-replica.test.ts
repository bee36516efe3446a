import { web } from "./check.js";
import { testRule } from "./table.js";

/** A web service of a swarm, with these lines below `deploy`; they begin in line 6. */
const site = (...lines: readonly string[]): string => web("image: nginx", 'ports: ["80:80"]', "deploy:", ...["endpoint_mode: vip", ...lines].map((line) => `  ${line}`));
const single = "info web takes requests from outside and has one container: it is away while that one is updated, moved or restarted. Run two or more.";

testRule("single-replica", {
  reports: [
    ["one by default", site(), [`5:5-11 ${single}`]],
    ["one", site("replicas: 1"), [`7:17-18 ${single}`]],
    ["one by a variable's default", site("replicas: ${COUNT:-1}"), ["7:17-28 info"]],
    ["no deploy in a stack", `${web("image: nginx", 'ports: ["80:80"]')}  api:\n    image: x\n    deploy: {mode: global}\n`, [`2:3-6 ${single}`]],
    ["a routed service", web("image: acme/web", "deploy:", "  endpoint_mode: vip", "  labels: [traefik.http.routers.web.rule=Host(`a.b`)]"), ["4:5-11 info"]],
    ["files that are only read", `${site()}    volumes: ["./site:/usr/share/nginx/html:ro"]\n    tmpfs: [/tmp]\n`, ["5:5-11 info"]],
  ],
  accepts: [
    ["two", site("replicas: 2")],
    ["none", site("replicas: 0")],
    ["a number that nobody set", site("replicas: $COUNT")],
    ["one on each node", site("mode: global")],
    ["data of its own", `${site()}    volumes: ["data:/data"]\nvolumes: {data: {}}\n`],
    ["a mount that nobody set", `${site()}    volumes: ["$DATA"]\n`],
    ["a data store", web("image: postgres", 'ports: ["80:5432"]', "deploy: {endpoint_mode: vip}")],
    ["an inner service", web("image: acme/api", "deploy: {endpoint_mode: vip}")],
    ["no web port", web("image: acme/api", 'ports: ["7000:7000"]', "deploy: {endpoint_mode: vip}")],
    ["no swarm", web("image: nginx", 'ports: ["80:80"]')],
    ["a file that a stack refuses", `name: shop\n${site()}`],
    ["a job", `${site()}    restart: "no"\n`],
  ],
});
