import { web } from "./check.js";
import { testRule } from "./table.js";

/** A policy with these lines, which begin in line 6; whoever runs the file is not known. */
const policy = (...lines: readonly string[]): string => web("image: nginx", "deploy:", "  restart_policy:", ...lines.map((line) => `    ${line}`));
/** The same in a file that only Compose takes, one line further down. */
const compose = (...lines: readonly string[]): string => `name: shop\n${policy(...lines)}`;
/** The same in a stack. */
const stack = (...lines: readonly string[]): string => `${policy(...lines)}      endpoint_mode: vip\n`;

testRule("restart-condition", {
  reports: [
    [
      "attempts with another condition",
      compose("condition: any", "max_attempts: 3"),
      ["8:9-21 error `docker compose` cannot create web: Docker takes `max_attempts` only with `condition: on-failure`, and the condition is any. Set it to on-failure, or remove max_attempts."],
    ],
    ["attempts without a condition", compose("max_attempts: 3"), ["7:9-21 error `docker compose` cannot create web: Docker takes `max_attempts` only with `condition: on-failure`, and the condition is not set."]],
    ["a file that may be a stack", policy("condition: any", "max_attempts: 3"), ["7:9-21 warning `docker compose` cannot create web"]],
    ["no condition", compose("delay: 5s"), ['6:7-21 warning `docker compose` never restarts web: it takes a restart_policy without a condition for "no", whatever `restart` says beside it. Set `condition: any` or `on-failure`.']],
    ["no attempts", compose("max_attempts: 0"), ["6:7-21 warning `docker compose` never restarts web"]],
    ["a default", compose('condition: "${CONDITION:-any}"', "max_attempts: 3"), ["8:9-21 error"]],
    ["no window in a stack", stack("condition: any", "max_attempts: 3"), ["7:23-24 warning After 3 restarts swarm gives web up for good, even if months lie between them: without a window, all restarts since the last update count. Set `window`."]],
    ["a window of 0, which is none", stack("max_attempts: 3", "window: 0s"), ["6:23-24 warning After 3 restarts"]],
    ["a window that is too short", stack("delay: 30s", "max_attempts: 15", "window: 15s"), ["8:17-20 warning Swarm never gives web up: 15 restarts do not fit into a window of 15s, as there is a delay before each. Make the window longer."]],
    ["one that is too short for the default delay", stack("max_attempts: 3", "window: 10s"), ["7:17-20 warning Swarm never gives web up"]],
  ],
  accepts: [
    ["attempts on failure", compose("condition: on-failure", "max_attempts: 3")],
    ["a condition", compose("condition: any", "delay: 5s")],
    ["no policy", web("image: nginx", "deploy: {replicas: 2}")],
    ["a condition that nobody set", compose("condition: $CONDITION", "max_attempts: 3")],
    ["attempts that nobody set", compose("max_attempts: $ATTEMPTS")],
    ["no condition in a stack", stack("delay: 5s")],
    ["a window", stack("condition: any", "max_attempts: 3", "window: 120s")],
    ["a window that nobody set", stack("max_attempts: 3", "window: $WINDOW")],
    ["a delay that nobody set", stack("max_attempts: 3", "delay: $DELAY", "window: 1s")],
    ["no restarts", stack("condition: none", "max_attempts: 3")],
    ["a fragment", web("deploy: {restart_policy: {max_attempts: 3}}")],
    ["Windows", `${compose("max_attempts: 3")}    platform: windows\n`],
  ],
  fixes: [
    ["not without being asked", compose("condition: any", "max_attempts: 3"), compose("condition: any", "max_attempts: 3")],
    ["another condition", compose("condition: any # always", "max_attempts: 3"), compose("condition: on-failure # always", "max_attempts: 3"), { unsafe: true }],
    ["a condition for attempts", compose("max_attempts: 3"), compose("max_attempts: 3", "condition: on-failure"), { unsafe: true }],
    ["a condition", compose("delay: 5s"), compose("delay: 5s", "condition: any"), { unsafe: true }],
    ["a window", stack("condition: any", "max_attempts: 3"), stack("condition: any", "max_attempts: 3", "window: 120s"), { unsafe: true }],
    ["a longer window", stack("delay: 30s", "max_attempts: 15", "window: 15s"), stack("delay: 30s", "max_attempts: 15", "window: 900s"), { unsafe: true }],
    ["in flow style", "name: a\nservices: {web: {image: x, deploy: {restart_policy: {delay: 1s}}}}\n", "name: a\nservices: {web: {image: x, deploy: {restart_policy: {delay: 1s, condition: any}}}}\n", { unsafe: true }],
  ],
});
