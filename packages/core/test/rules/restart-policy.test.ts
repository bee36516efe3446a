import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const bounded = { options: { bounded: true } };
const MISSING = "warning Nothing starts web again after a crash or a reboot of the host. Set restart: unless-stopped.";
const endless = (policy: string, waiting = ""): string => `warning web does its work and ends, and \`${policy}\` starts it again and again${waiting}. Set restart: on-failure.`;
const overruled = (policy: string, other: string): string => `warning \`restart: ${policy}\` has no effect: deploy.restart_policy goes before it, with \`${other}\` for web. Keep one of the two.`;
const unbounded = (policy: string): string => `warning \`${policy}\` starts web again without end, also if it crashes every time. Set restart: on-failure:5.`;
const awaiting = "  api:\n    image: acme/api:1\n    restart: always\n    depends_on: {web: {condition: service_completed_successfully}}\n";

testRule("restart-policy", {
  reports: [
    ["a service that runs on", web("image: nginx:1.27"), [`2:3-6 ${MISSING}`]],
    ["each service by its own key", `x-all: &all {image: nginx}\n${web("<<: *all")}  api: *all\n`, [`3:3-6 ${MISSING}`, "5:3-6 warning Nothing starts api"]],
    ["a service in a profile", web("image: nginx:1.27", "profiles: [metrics]"), [`2:3-6 ${MISSING}`]],
    ["deploy without a restart_policy", web("image: nginx:1.27", "deploy: {replicas: 2}"), [`2:3-6 ${MISSING}`]],
    ["a job that another one waits for", web("image: acme/web:1", "restart: always") + awaiting, [`4:14-20 ${endless("always", ", while api waits for its end")}`]],
    ["a job under deploy", web("image: acme/web:1", "deploy: {restart_policy: {condition: any}}") + awaiting, [`4:42-45 ${endless("any", ", while api waits for its end")}`]],
    ["a migration", web("image: acme/web:1", "restart: unless-stopped", "command: python manage.py migrate --noinput"), [`4:14-28 ${endless("unless-stopped")}`]],
    ["a migration in a list", web("image: acme/web:1", "restart: always", "command: [bundle, exec, rails, 'db:migrate']"), [`4:14-20 ${endless("always")}`]],
    ["restart beside another policy", web("image: acme/web:1", "restart: unless-stopped", "deploy: {restart_policy: {condition: on-failure}}"), [`4:5-12 ${overruled("unless-stopped", "on-failure")}`]],
    ["the same with other attempts", web("image: acme/web:1", 'restart: "on-failure:3"', "deploy: {restart_policy: {condition: on-failure, max_attempts: 5}}"), [`4:5-12 ${overruled("on-failure:3", "on-failure")}`]],
    ["restarts without end, if asked to", web("image: acme/web:1", "restart: always"), [`4:14-20 ${unbounded("always")}`], bounded],
    ["on-failure without end, if asked to", web("image: acme/web:1", "restart: on-failure"), [`4:14-24 ${unbounded("on-failure")}`], bounded],
    ["a default", web("image: acme/web:1", "restart: ${RESTART:-always}", "command: flask db upgrade && x") + awaiting, [`4:14-32 ${endless("always", ", while api waits for its end")}`]],
    ["a value of .env", web("image: acme/web:1", "restart: $RESTART") + awaiting, [`4:14-22 ${endless("always", ", while api waits for its end")}`], { env: "RESTART=always" }],
  ],
  accepts: [
    ["a policy", web("image: nginx:1.27", "restart: unless-stopped")],
    ["another policy", web("image: nginx:1.27", 'restart: "on-failure:5"')],
    ["none on purpose", web("image: nginx:1.27", 'restart: "no"')],
    ["none on purpose under deploy", web("image: nginx:1.27", "deploy: {restart_policy: {condition: none}}")],
    ["a policy under deploy", web("image: nginx:1.27", "deploy: {restart_policy: {condition: any}}")],
    ["what nobody set", web("image: nginx:1.27", "restart: $RESTART")],
    ["a merged policy", `x-all: &all {restart: always}\n${web("<<: *all", "image: nginx")}`],
    ["the same twice", web("image: nginx:1.27", "restart: always", "deploy: {restart_policy: {condition: any}}")],
    ["a block without a condition, which restart-condition reports", web("image: nginx:1.27", "restart: always", "deploy: {restart_policy: {delay: 5s}}")],
    ["a bound, if asked to", web("image: nginx:1.27", 'restart: "on-failure:5"'), bounded],
    ["a job that another one waits for", web("image: acme/web:1") + awaiting],
    ["a job that is tried again", web("image: acme/web:1", "restart: on-failure") + awaiting],
    ["a job by its image", web("image: minio/mc:RELEASE.2025-03-12T17-29-24Z")],
    ["a job by its name", web("image: acme/web:1").replace("web:", "kafka-setup:")],
    ["a script that ends", web("image: acme/web:1", "entrypoint: [sh, -c, 'until nc -z db 5432; do sleep 1; done; curl -X POST http://db/init']")],
    ["a shell that somebody opens", web("image: acme/web:1", "command: bash", "stdin_open: true")],
    ["a job by its label", web("image: acme/web:1", 'labels: {io.rancher.container.start_once: "true"}')],
    ["what only idles", web("image: debian:12", "command: sleep infinity")],
    ["an image that does nothing by itself", web("image: python:3.13")],
    ["the tests of a package", web("image: node:22", "command: npm test")],
    ["a tool", web("image: acme/web:1", "profiles: [tools]")],
    ["a migration in front of a server", web("image: acme/web:1", "restart: always", "command: sh -c 'python manage.py migrate && exec gunicorn app'")],
    ["a stack", web("image: nginx:1.27", "deploy: {update_config: {order: start-first}}")],
    ["a fragment", web("command: x")],
    ["Windows", web("image: acme/web:1", "platform: windows")],
    ["a provider", web("provider: {type: cloud}")],
  ],
  fixes: [
    ["in block style", web("image: nginx:1.27 # pinned"), web("image: nginx:1.27 # pinned", "restart: unless-stopped"), unsafe],
    ["in flow style", "services: {web: {image: nginx}}\n", "services: {web: {image: nginx, restart: unless-stopped}}\n", unsafe],
    ["not without being asked to", web("image: nginx:1.27"), web("image: nginx:1.27")],
    ["a job", web("image: acme/web:1", "restart: always # why?") + awaiting, web("image: acme/web:1", "restart: on-failure # why?") + awaiting, unsafe],
    ["what has no effect", web("image: acme/web:1", "restart: always", "deploy: {restart_policy: {condition: on-failure}}"), web("image: acme/web:1", "deploy: {restart_policy: {condition: on-failure}}"), unsafe],
    [
      "one user of a shared mapping",
      "services:\n  web: &web\n    image: nginx\n    restart: always\n  api:\n    <<: *web\n    image: redis\n  db:\n    image: redis\n",
      "services:\n  web: &web\n    image: nginx\n    restart: always\n  api:\n    <<: *web\n    image: redis\n  db:\n    image: redis\n    restart: unless-stopped\n",
      unsafe,
    ],
  ],
});
