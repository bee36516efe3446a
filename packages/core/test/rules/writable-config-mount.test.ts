import { expect, it } from "vitest";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const every = { options: { everyUser: true } };
const traefik = (mount: string, ...more: readonly string[]): string => web("image: traefik:v3.2", `volumes: [${mount}]`, ...more);
const caddy = (...mounts: readonly string[]): string => web("image: caddy:2", "volumes:", ...mounts.map((mount) => `  - ${mount}`));
const nginx = (mount: string, ...more: readonly string[]): string => web("image: nginx:1.27", `volumes: [${mount}]`, ...more);
const conf = "./nginx.conf:/etc/nginx/nginx.conf";

testRule("writable-config-mount", {
  reports: [
    ["configuration of an image that stays root", traefik("./traefik.yml:/etc/traefik/traefik.yml"), ["4:15-53 warning web only reads ./traefik.yml and may write it: whoever gets into the container changes the configuration on the host, for good. Mount it read-only (`:ro`)."]],
    ["a folder", traefik("./dynamic:/etc/traefik/dynamic/"), ["4:15-46 warning web only reads ./dynamic and"]],
    ["rw", traefik("./traefik.toml:/traefik.toml:rw"), ["4:15-46 warning"]],
    ["the long syntax", traefik("{type: bind, source: ./t.yml, target: /etc/traefik/traefik.yml, read_only: false}"), ["4:15-96 warning"]],
    ["an absolute path", caddy("/srv/caddy:/etc/caddy"), ["5:9-30 warning web only reads /srv/caddy"]],
    ["a default", caddy("${CADDY:-./caddy}:/etc/caddy"), ["5:9-37 warning"]],
    ["a path of .env", caddy("$CADDY:/etc/caddy"), ["5:9-26 warning"], { env: "CADDY=./caddy" }],
    ["root by a user key", web("image: prom/prometheus:v3", "user: root", "volumes: [./p.yml:/etc/prometheus/prometheus.yml]"), ["5:15-53 warning"]],
    ["root by number", web("image: grafana/grafana:11", 'user: "0:0"', "volumes: [./g:/etc/grafana/provisioning]"), ["5:15-44 warning"]],
    ["any user if asked to", nginx(conf), ["4:15-49 warning web only reads ./nginx.conf"], every],
    ["templates, beside which nothing else is known", nginx(`./t:/etc/nginx/templates, ${conf}`), ["4:15-39 warning"], every],
    ["scripts of a database", web("image: postgres:17", "volumes: [./init:/docker-entrypoint-initdb.d]"), ["4:15-49 warning"], every],
    ["a copy in another registry", web("image: registry.example.com/proxy/nginx:1", `volumes: [${conf}]`), ["4:15-49 warning"], every],
    ["each user of a shared list", `x-v: &v [./c:/etc/caddy]\nservices:\n  a: {image: caddy, volumes: *v}\n  b: {image: caddy, volumes: *v}\n`, ["1:10-24 warning", "1:10-24 warning"]],
  ],
  accepts: [
    ["a read-only mount", traefik("./traefik.yml:/etc/traefik/traefik.yml:ro")],
    ["the long syntax", traefik("{type: bind, source: ./t.yml, target: /etc/traefik/traefik.yml, read_only: true}")],
    ["an access that nobody set", traefik("{type: bind, source: ./t.yml, target: /etc/traefik/traefik.yml, read_only: $RO}")],
    ["certificates that it writes", traefik("./acme.json:/acme.json, ./acme:/etc/traefik/acme, ./t:/etc/traefik, ./l:/letsencrypt")],
    ["data", caddy("./data:/data", "./config:/config", "./site:/srv")],
    ["a program that is not root, unasked", nginx(conf)],
    ["root that only starts it", web("image: mysql:8", "user: root", "volumes: [./my.cnf:/etc/mysql/my.cnf]")],
    ["configuration that the image makes of templates", nginx("./t:/etc/nginx/templates:ro, ./c:/etc/nginx/conf.d"), every],
    ["what the server rewrites", web("image: redis:7", "volumes: [./redis.conf:/usr/local/etc/redis/redis.conf]"), every],
    ["what the first start completes", web("image: elasticsearch:8", "volumes: [./e.yml:/usr/share/elasticsearch/config/elasticsearch.yml]"), every],
    ["plugins that a command enables", web("image: rabbitmq:4", "volumes: [./p:/etc/rabbitmq/enabled_plugins, ./r:/etc/rabbitmq]"), every],
    ["users that the start adds", web("image: clickhouse/clickhouse-server:24", "volumes: [./u:/etc/clickhouse-server/users.d]"), every],
    ["what changes its owner", web("image: eclipse-mosquitto:2", "volumes: [./m.conf:/mosquitto/config/mosquitto.conf]"), every],
    ["an image of which nothing is known", web("image: acme/app", "user: root", "volumes: [./app.yml:/etc/app.yml]"), every],
    ["a script of its own", nginx(conf, "command: [sh, -c, 'envsubst < /t > /etc/nginx/nginx.conf && exec nginx']"), every],
    ["an entrypoint of its own", nginx(conf, "entrypoint: /start"), every],
    ["a command that nobody set", nginx(conf, "command: $COMMAND"), every],
    ["what is built here", nginx(conf, "build: ."), every],
    ["a named volume", `${nginx("conf:/etc/nginx")}volumes: {conf: {}}\n`, every],
    ["a path that nobody set", nginx("'$CONF:/etc/nginx/nginx.conf'"), every],
    ["an unknown image", web("image: $IMAGE", `volumes: [${conf}]`), every],
    ["a user that nobody set", web("image: prom/prometheus", "user: $USER", "volumes: [./p:/etc/prometheus]")],
    ["Windows", nginx(conf, "platform: windows"), every],
    ["a fragment", web(`volumes: [${conf}]`), every],
    ["a provider", web("provider: {type: cloud}", "image: nginx"), every],
  ],
  fixes: [
    ["nothing without being asked", caddy("./c:/etc/caddy"), caddy("./c:/etc/caddy")],
    ["the short syntax", caddy("./c:/etc/caddy # routes", "data:/data"), caddy("./c:/etc/caddy:ro # routes", "data:/data"), unsafe],
    ["quotes", caddy('"./c:/etc/caddy"', "'./d:/etc/caddy/sites'"), caddy('"./c:/etc/caddy:ro"', "'./d:/etc/caddy/sites:ro'"), unsafe],
    ["other options", caddy("./c:/etc/caddy:rw,z"), caddy("./c:/etc/caddy:ro,z"), unsafe],
    ["flow style", traefik("./t.yml:/traefik.yml, x:/x"), traefik("./t.yml:/traefik.yml:ro, x:/x"), unsafe],
    ["the long syntax", caddy("type: bind\n        source: ./c\n        target: /etc/caddy"), caddy("type: bind\n        source: ./c\n        target: /etc/caddy\n        read_only: true"), unsafe],
    ["the long syntax in flow style", caddy("{type: bind, source: ./c, target: /etc/caddy}"), caddy("{type: bind, source: ./c, target: /etc/caddy, read_only: true}"), unsafe],
    ["a variable", caddy("${C:-./c}:/etc/caddy"), caddy("${C:-./c}:/etc/caddy:ro"), unsafe],
    ["a shared list", `x-v: &v [./c:/etc/caddy]\nservices:\n  a: {image: caddy, volumes: *v}\n  b: {image: caddy, volumes: *v}\n`, `x-v: &v [./c:/etc/caddy:ro]\nservices:\n  a: {image: caddy, volumes: *v}\n  b: {image: caddy, volumes: *v}\n`, unsafe],
  ],
});

it.each(["production", "strict"] as const)("asks for every user in %s", (preset) => {
  expect(presetConfiguration(preset).rules.find(({ rule }) => rule.name === "writable-config-mount")?.options).toEqual({ everyUser: true });
});
