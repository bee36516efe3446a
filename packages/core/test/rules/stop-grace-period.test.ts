import { web } from "./check.js";
import { testRule } from "./table.js";

const missing = (service: string): string => `warning At every stop and deploy ${service} has 10 seconds to finish, then it is killed with whatever it was doing. Set stop_grace_period.`;
const awaiting = "  api:\n    image: nginx\n    stop_grace_period: 1s\n    depends_on: {web: {condition: service_completed_successfully}}\n";

testRule("stop-grace-period", {
  reports: [
    ["a service that runs on", web("image: nginx"), [`2:3-6 ${missing("web")}`]],
    ["a service in flow style", "services: {web: {image: nginx}}\n", [`1:12-15 ${missing("web")}`]],
    ["a service with a restart policy, awaited or not", web("image: nginx", "restart: always") + awaiting, [`2:3-6 ${missing("web")}`]],
    ["a job by its image that is restarted all the same", web("image: minio/mc:RELEASE.2025-03-12T17-29-24Z", "restart: always"), [`2:3-6 ${missing("web")}`]],
    ["a service in a profile of its own", web("image: nginx", "profiles: [metrics]"), [`2:3-6 ${missing("web")}`]],
    ["a restart policy by default", web("image: nginx", "restart: '${RESTART:-always}'"), [`2:3-6 ${missing("web")}`]],
    ["a restart policy of .env", web("image: nginx", "restart: $RESTART"), [`2:3-6 ${missing("web")}`], { env: "RESTART=always" }],
    ["each service by its own key", `x-all: &all {image: nginx}\n${web("<<: *all")}  api: *all\n`, [`3:3-6 ${missing("web")}`, `5:3-6 ${missing("api")}`]],
  ],
  accepts: [
    ["a period", web("image: nginx", "stop_grace_period: 1m30s")],
    ["a short period", web("image: nginx", "stop_grace_period: 1s")],
    ["a period that nobody set", web("image: nginx", "stop_grace_period: $GRACE")],
    ["a merged period", `x-all: &all {stop_grace_period: 30s}\n${web("<<: *all", "image: nginx")}`],
    ["a service that is not restarted", web("image: nginx", 'restart: "no"')],
    ["a service whose end another one waits for", web("image: nginx") + awaiting],
    ["a tool", web("image: nginx", "profiles: [tools]")],
    ["a migration", web("image: nginx", "command: ./manage.py migrate")],
    ["an image that is only used for a job", web("image: minio/mc:RELEASE.2025-03-12T17-29-24Z")],
    ["a script that ends with a job", web("image: postgres:17", "entrypoint: [sh, -c, 'until pg_isready; do sleep 1; done; psql -f /init.sql']")],
    ["a service that is named for what it does once", web("image: acme/tool:1").replace("web:", "db-migrate:")],
    ["a shell that somebody opens", web("image: acme/tool:1", "entrypoint: /bin/bash", "tty: true")],
    ["what the stop signal never reaches", web("image: debian:12", "command: sleep infinity")],
    ["a shell that keeps the signal to itself", web("image: redis:7.4", "command: sh -c 'redis-server --requirepass $$PASSWORD'")],
    ["a fragment", web("restart: always")],
    ["Windows", web("image: nginx", "platform: windows/amd64")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["in block style", web("image: nginx", "init: true # reaps"), web("image: nginx", "init: true # reaps", "stop_grace_period: 30s")],
    ["in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, stop_grace_period: 30s}}\n"],
    ["longer for what keeps data", web("image: postgres:17"), web("image: postgres:17", "stop_grace_period: 90s")],
    ["in the quotes of its neighbours", web("image: 'nginx'"), web("image: 'nginx'", "stop_grace_period: '30s'")],
    ["what services share, once", "services:\n  web: &web\n    image: nginx\n  api: *web\n", "services:\n  web: &web\n    image: nginx\n    stop_grace_period: 30s\n  api: *web\n"],
    [
      "one user of a shared mapping",
      `services:\n  web: &web\n    image: nginx\n    stop_grace_period: 1s\n  api:\n    <<: *web\n    image: redis\n  db:\n    image: redis\n`,
      `services:\n  web: &web\n    image: nginx\n    stop_grace_period: 1s\n  api:\n    <<: *web\n    image: redis\n  db:\n    image: redis\n    stop_grace_period: 60s\n`,
    ],
  ],
});
