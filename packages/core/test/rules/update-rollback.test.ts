import { web } from "./check.js";
import { testRule } from "./table.js";

/** The service `web` of a swarm, with these lines below `deploy`; they begin in line 5. */
const swarm = (...lines: readonly string[]): string => web("image: nginx", "deploy:", ...[...lines, "endpoint_mode: vip"].map((line) => `  ${line}`));
const update = (...lines: readonly string[]): string => swarm("update_config:", ...lines.map((line) => `  ${line}`));
const paused = "web fails, swarm pauses the update where it is and waits for somebody. Set `failure_action: rollback` in update_config, and it goes back to what ran before.";

testRule("update-rollback", {
  reports: [
    ["no update_config", swarm("replicas: 2"), [`4:5-11 warning If the new version of ${paused}`]],
    ["no deploy in a stack", `${web("image: nginx")}  api:\n    image: x\n    deploy: {mode: global}\n`, ["2:3-6 warning If the new version of web", "6:5-11 warning If the new version of api"]],
    ["no failure_action", update("parallelism: 2"), [`5:7-20 warning If the new version of ${paused}`]],
    ["continue", update("failure_action: continue"), ["6:25-33 warning If the new version of web fails, swarm goes on and replaces every container by it (`failure_action: continue`). Set it to rollback, and it goes back to what ran before."]],
    ["a default", update("failure_action: ${ACTION:-continue}"), ["6:25-44 warning"]],
    ["five seconds", update("failure_action: rollback"), ["6:9-23 info Swarm watches a new container of web for 5 seconds; one that fails later is not rolled back. Without a healthcheck that is all it has to go by: set `monitor` to longer than the service takes to start."]],
    ["a short monitor", update("failure_action: rollback", "monitor: 2s"), ["7:18-20 info Swarm watches a new container of web for 2 seconds"]],
    ["a monitor of 0, which is none", update("failure_action: rollback", "monitor: 0s"), ["7:18-20 info Swarm watches a new container of web for 5 seconds"]],
  ],
  accepts: [
    ["rollback", update("failure_action: rollback", "monitor: 30s")],
    ["rollback with a healthcheck", `${update("failure_action: rollback")}    healthcheck: {test: [CMD, "true"]}\n`],
    ["a pause that was chosen", update("failure_action: pause")],
    ["an action that nobody set", update("failure_action: $ACTION")],
    ["a monitor that nobody set", update("failure_action: rollback", "monitor: $MONITOR")],
    ["no swarm", web("image: nginx", "deploy: {replicas: 2}")],
    ["a file that a stack refuses", `name: shop\n${swarm()}`],
    ["named containers", `${swarm()}    container_name: web\n`],
    ["a job of the swarm", swarm("mode: replicated-job")],
    ["what is not started again", swarm("restart_policy: {condition: none}")],
    ["what something else starts", swarm("replicas: 0")],
    ["a job", `${swarm()}    restart: "no"\n`],
    ["Windows", swarm("placement: {constraints: [node.platform.os == windows]}")],
    ["a fragment", web("deploy: {endpoint_mode: vip}")],
  ],
  fixes: [
    ["not without being asked", update("parallelism: 2"), update("parallelism: 2")],
    ["both keys", update("parallelism: 2"), update("parallelism: 2", "failure_action: rollback", "monitor: 30s"), { unsafe: true }],
    ["a new block", swarm(), web("image: nginx", "deploy:", "  update_config:", "    failure_action: rollback", "    monitor: 30s", "  endpoint_mode: vip"), { unsafe: true }],
    ["the action alone beside a healthcheck", `${update("parallelism: 2")}    healthcheck: {test: [CMD, "true"]}\n`, `${update("parallelism: 2", "failure_action: rollback")}    healthcheck: {test: [CMD, "true"]}\n`, { unsafe: true }],
    ["another action", update("failure_action: continue # fast", "monitor: 1m"), update("failure_action: rollback # fast", "monitor: 1m"), { unsafe: true }],
    ["the monitor", update("failure_action: rollback", "monitor: 1s"), update("failure_action: rollback", "monitor: 30s"), { unsafe: true }],
    ["in flow style", "services: {web: {image: nginx, deploy: {update_config: {order: start-first}}}}\n", "services: {web: {image: nginx, deploy: {update_config: {order: start-first, failure_action: rollback, monitor: 30s}}}}\n", { unsafe: true }],
  ],
});
