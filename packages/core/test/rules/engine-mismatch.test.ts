import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { lintProject } from "../../src/engine/lint.js";
import { only, web } from "./check.js";
import { testRule } from "./table.js";

const swarm = { options: { target: "swarm" } };
const swarmOnly = (key: string, consequence: string): string => `\`docker compose\` ignores \`${key}\` of web: ${consequence}. Remove it, or deploy with \`docker stack deploy\`.`;
const forbidden = (key: string, instead: string): string => `\`docker stack deploy\` refuses the file because of \`${key}\` of web. ${instead}`;

testRule("engine-mismatch", {
  reports: [
    ["a mode", web("image: x", "deploy: {mode: global}"), [`4:14-18 info ${swarmOnly("deploy.mode", "it starts as many containers as `replicas` or `scale` say, on this host")}`], { options: { target: "compose" } }],
    ["labels", web("image: x", "deploy:", "  labels: {a: b}"), [`5:7-13 info ${swarmOnly("deploy.labels", "the containers do not get these labels; `labels` of the service does that")}`]],
    ["each key once", web("image: x", "deploy: {placement: {constraints: [a, b]}, update_config: {delay: 1s, order: start-first}}"), ["4:14-23 info `docker compose` ignores `deploy.placement`", "4:48-61 info `docker compose` ignores `deploy.update_config`"], { options: { target: "compose" } }],
    ["a part of a key", web("image: x", "deploy: {resources: {reservations: {cpus: 1, memory: 1g}}, restart_policy: {condition: any, window: 1s}}"), ["4:41-45 info `docker compose` ignores `deploy.resources.reservations.cpus`", "4:97-103 info `docker compose` ignores `deploy.restart_policy.window`"]],
    ["a merged key", `x-deploy: &deploy {rollback_config: {order: stop-first}}\n${web("image: x", "deploy: *deploy")}`, ["1:20-35 info `docker compose` ignores `deploy.rollback_config`"], { options: { target: "compose" } }],
    ["what a stack ignores", web("image: x", "build: .", "container_name: w", "privileged: true"), ["4:5-10 info `docker stack deploy` ignores `build` of web. Remove it, or say it with what swarm knows.", "5:5-19 info", "6:5-15 info"], swarm],
    ["what a stack refuses", web("image: x", "mem_limit: 1g", "profiles: [a]"), [`4:5-14 error ${forbidden("mem_limit", "Set deploy.resources.limits.memory.")}`, `5:5-13 error ${forbidden("profiles", "Remove it.")}`], swarm],
    ["a section", `name: p\n${web("image: x")}`, ["1:1-5 error `docker stack deploy` refuses the file because of `name`. Keep it in a file that only Compose reads."], swarm],
    ["forms", web("image: x", "depends_on: {db: {condition: service_started}}", "deploy: {resources: {limits: {cpus: 0.5}}}"), ["4:5-15 info", "4:5-15 error `docker stack deploy` refuses the file: `depends_on` of web must be a list; its conditions do not exist in swarm.", "5:35-39 error `docker stack deploy` refuses the file: `deploy.resources.limits.cpus` of web must be text, in quotes."], swarm],
    ["a restart policy that another one replaces", web("image: x", "restart: always", "deploy: {restart_policy: {condition: any}}"), ["4:5-12 info `docker stack deploy` ignores `restart`"], swarm],
  ],
  accepts: [
    ["what Compose reads below deploy", web("image: x", "deploy: {mode: replicated, replicas: 2, resources: {limits: {cpus: '1', memory: 1g, pids: 5}, reservations: {memory: 1g}}, restart_policy: {condition: any, max_attempts: 3}}")],
    ["a mode that nobody set", web("image: x", "deploy: {mode: $MODE}")],
    ["what is for Compose", web("image: x", "profiles: [a]", "mem_limit: 1g")],
    ["a stack", `version: "3.8"\n${web("image: x", "restart: always", "read_only: true", "x-note: a", "deploy: {mode: global, placement: {constraints: [a]}, resources: {limits: {cpus: '1'}}}")}networks: {}\nx-note: b\n`, swarm],
    ["an unknown target", web("image: x", "deploy: {mode: global}"), { options: { target: "nomad" } }],
    ["what is clearly for a swarm", web("image: x", "deploy: {mode: global, labels: {a: b}}")],
  ],
});

describe("engine-mismatch accepts", () => {
  it("what only a swarm reads in a file that is called a stack", () => {
    const text = web("image: x", "deploy: {restart_policy: {condition: any, delay: 5s}}");
    const found = (name: string): number => lintProject(loadProject({ read: (path) => (path === name ? text : undefined) }, name), only(["engine-mismatch"])).diagnostics.length;
    expect([found("compose.yaml"), found("docker-shop-stack.yml")]).toEqual([1, 0]);
  });
});
