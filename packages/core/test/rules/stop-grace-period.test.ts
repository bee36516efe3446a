import { web } from "./check.js";
import { testRule } from "./table.js";

const missing = (service: string): string => `warning At every stop and deploy ${service} has 10 seconds to finish, then it is killed with whatever it was doing. Set stop_grace_period.`;
const awaiting = "  api:\n    image: nginx\n    stop_grace_period: 1s\n    depends_on: {web: {condition: service_completed_successfully}}\n";

testRule("stop-grace-period", {
  reports: [
    ["a service that runs on", web("image: nginx"), [`2:3-6 ${missing("web")}`]],
    ["a service in flow style", "services: {web: {image: nginx}}\n", [`1:12-15 ${missing("web")}`]],
    ["a service with a restart policy, awaited or not", web("image: nginx", "restart: always") + awaiting, [`2:3-6 ${missing("web")}`]],
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
    ["a fragment", web("restart: always")],
    ["Windows", web("image: nginx", "platform: windows/amd64")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["in block style", web("image: nginx", "init: true # reaps"), web("image: nginx", "init: true # reaps", "stop_grace_period: 30s")],
    ["in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, stop_grace_period: 30s}}\n"],
    ["in the quotes of its neighbours", web("image: 'nginx'"), web("image: 'nginx'", "stop_grace_period: '30s'")],
    ["what services share, once", "services:\n  web: &web\n    image: nginx\n  api: *web\n", "services:\n  web: &web\n    image: nginx\n    stop_grace_period: 30s\n  api: *web\n"],
    [
      "one user of a shared mapping",
      `services:\n  web: &web\n    image: nginx\n    stop_grace_period: 1s\n  api:\n    <<: *web\n    image: redis\n  db:\n    image: redis\n`,
      `services:\n  web: &web\n    image: nginx\n    stop_grace_period: 1s\n  api:\n    <<: *web\n    image: redis\n  db:\n    image: redis\n    stop_grace_period: 30s\n`,
    ],
  ],
});
