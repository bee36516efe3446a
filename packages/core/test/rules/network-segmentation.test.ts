import { testRule } from "./table.js";

const file = (...services: readonly string[]): string => `services:\n${services.map((line) => `  ${line}\n`).join("")}`;
const proxy = 'proxy: {image: nginx, ports: ["443:443"]}';
const api = "api: {image: acme/api, environment: {DB_HOST: db}}";
const db = "db: {image: postgres}";
const on = (networks: string, line: string): string => line.replace(/}$/, `, networks: [${networks}]}`);
const networks = "networks: {front: {}, back: {}}\n";

testRule("network-segmentation", {
  reports: [
    ["a store beside a proxy", file(proxy, api, db), ["4:3-5 warning proxy takes requests from outside and shares the network default with db, which it does not use: whoever gets into proxy reaches db. Put db on a network with only the services that use it."]],
    ["a store on the proxy's network", file(on("front", proxy), on("front, back", api), on("back, front", db)) + networks, ["4:42-47 warning proxy takes requests from outside and shares the network front with db"]],
    ["an application in front", file('web: {image: acme/web, ports: ["80:80"], depends_on: [api]}', api, db), ["4:3-5 warning web takes requests from outside and shares the network default with db"]],
    ["each store", file(proxy, "api: {image: x, depends_on: [db, cache]}", db, "cache: {image: redis}"), ["4:3-5 warning", "5:3-8 warning"]],
    ["a proxy that traffic is routed to", file("proxy: {image: caddy, labels: {caddy: example.com}}", api, db), ["4:3-5 warning"]],
    ["strangers on one network", file("web: {image: acme/web}", api, db), ["2:3-6 info web, api and db are all on the default network, so whoever gets into one reaches every port of the others. Give those that talk to each other networks of their own."]],
    ["very many", file(...["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((name) => `${name}: {image: acme/${name}}`)), ["2:3-4 info a, b, c and 6 others are all on the default network"]],
  ],
  accepts: [
    ["networks of their own", file(on("front", proxy), on("front, back", api), on("back", db)) + networks],
    ["a proxy that uses the store", file('proxy: {image: kong, ports: ["443:8443"], environment: {KONG_PG_HOST: db}}', on("back", api), on("back, default", db)) + "networks: {back: {}}\n"],
    ["a web service with a store", file('web: {image: acme/web, ports: ["80:80"], depends_on: [db]}', db)],
    ["an application of which nothing is known", file('web: {image: acme/web, ports: ["80:80"]}', db)],
    ["an application that is told by a file", file('web: {image: acme/web, ports: ["80:80"], depends_on: [api], env_file: web.env}', on("default, back", api), db).replace("api: {", "api: {depends_on: [db], ") + "networks: {back: {}}\n"],
    ["two services", file(proxy, "api: {image: acme/api}")],
    ["services that all need each other", file("web: {image: acme/web, depends_on: [api, db]}", "api: {image: acme/api, depends_on: [db]}", db)],
    ["a cluster", file("a: {image: redis}", "b: {image: redis}", "c: {image: redis}")],
    ["networks that nobody set", file(on("$NET", proxy), on("$NET", api), on("$NET", db))],
    ["alternatives", file('proxy: {image: nginx, profiles: [edge], ports: ["443:443"]}', "api: {image: x, profiles: [app], depends_on: [db]}", "db: {image: postgres, profiles: [app]}").replace("x, profiles", "acme/api, networks: [n], profiles") + "networks: {n: {}}\n"],
    ["jobs", file("api: {image: acme/api}", "db: {image: acme/db}", "migrate: {image: acme/migrate, restart: 'no'}")],
    ["modes of their own", file("a: {image: a, network_mode: none}", "b: {image: b, network_mode: none}", "c: {image: c, network_mode: none}")],
    ["a fragment", file("a: {image: a}", "b: {image: b}", "c: {ports: [80]}").replace("services:", "include: [more.yaml]\nservices:")],
  ],
});
