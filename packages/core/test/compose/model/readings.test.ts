import { describe, expect, it } from "vitest";
import { assignmentOf, deployLabelsOf, environmentOf, envFilesOf, labelsOf } from "../../../src/compose/model/assignment.js";
import { buildOf } from "../../../src/compose/model/build.js";
import { knownWords, shellScriptOf } from "../../../src/compose/model/command.js";
import { deployOf } from "../../../src/compose/model/deploy.js";
import { deviceRulesOf, devicesOf } from "../../../src/compose/model/device.js";
import { healthcheckOf } from "../../../src/compose/model/healthcheck.js";
import { hooksOf } from "../../../src/compose/model/hook.js";
import { mountCovering } from "../../../src/compose/model/mount.js";
import { namespaceOf, namespacesOf, publishesPorts } from "../../../src/compose/model/namespace.js";
import { networksOf } from "../../../src/compose/model/network-use.js";
import { programOf } from "../../../src/compose/model/program.js";
import { replicasOf } from "../../../src/compose/model/replicas.js";
import { resourcesOf } from "../../../src/compose/model/resources.js";
import { deployRestartOf, effectiveRestartOf, restartOf, type RestartPolicy } from "../../../src/compose/model/restart.js";
import type { Service } from "../../../src/compose/model/service.js";
import type { Value } from "../../../src/compose/model/value.js";
import { serviceOf, show, type Shown } from "./service-of.js";

type Row = readonly [keys: string, read: (service: Service) => Shown, expected: Shown];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows.map(([keys, ...row], index) => [`${keys} (${String(index)})`, keys, ...row] as const))("%s", (_title, keys, read, expected) => {
      expect(read(serviceOf(keys))).toBe(expected);
    });
  });
}

const words = (values: readonly Value<string>[] | undefined): string | undefined => values?.map(show).join("|");

table("resources", [
  ["cpus: 0.5", (service) => show(resourcesOf(service).cpuLimit), 0.5],
  ["cpus: '1.5'", (service) => show(resourcesOf(service).cpuLimit), 1.5],
  ["deploy: {resources: {limits: {cpus: '0.25'}}}", (service) => show(resourcesOf(service).cpuLimit), 0.25],
  ["cpus: $C", (service) => show(resourcesOf(service).cpuLimit), "unknown"],
  ["image: x", (service) => show(resourcesOf(service).cpuLimit), undefined],
  ["deploy: {resources: {limits: {cpus: lots}}}", (service) => show(resourcesOf(service).cpuLimit), undefined],
  ["deploy: {resources: {reservations: {cpus: '0.1'}}}", (service) => show(resourcesOf(service).cpuReservation), 0.1],
  ["mem_reservation: 64m", (service) => show(resourcesOf(service).memoryReservation), 67_108_864],
  ["deploy: {resources: {reservations: {memory: 1k}}}", (service) => show(resourcesOf(service).memoryReservation), 1024],
  ["shm_size: 1g", (service) => show(resourcesOf(service).sharedMemory), 1_073_741_824],
  ["oom_score_adj: -500", (service) => show(resourcesOf(service).oomScoreAdjustment), -500],
  ["oom_kill_disable: true", (service) => show(resourcesOf(service).oomKillDisabled), true],
  ["scale: 2", (service) => show(replicasOf(service)), 2],
  ["deploy: {replicas: 3}", (service) => show(replicasOf(service)), 3],
]);

const policy = (value: Value<RestartPolicy> | undefined): Shown => (value === undefined ? undefined : value.known ? [value.value.name, value.value.maxAttempts].filter((part) => part !== undefined).join(":") : "unknown");

table("restart", [
  ["restart: always", (service) => policy(restartOf(service)), "always"],
  ["restart: 'no'", (service) => policy(restartOf(service)), "no"],
  ["restart: no", (service) => policy(restartOf(service)), "no"],
  ["restart: on-failure", (service) => policy(restartOf(service)), "on-failure"],
  ["restart: on-failure:3", (service) => policy(restartOf(service)), "on-failure:3"],
  ["restart: on-failure:0", (service) => policy(restartOf(service)), "on-failure"],
  ["restart: sometimes", (service) => policy(restartOf(service)), undefined],
  ["restart: $R", (service) => policy(restartOf(service)), "unknown"],
  ["restart: '${R:-unless-stopped}'", (service) => policy(restartOf(service)), "unless-stopped"],
  ["deploy: {restart_policy: {condition: any}}", (service) => policy(restartOf(service)), undefined],
  ["deploy: {restart_policy: {condition: any}}", (service) => policy(effectiveRestartOf(service)), "always"],
  ["restart: always, deploy: {restart_policy: {condition: none}}", (service) => policy(effectiveRestartOf(service)), "no"],
  ["deploy: {restart_policy: {condition: on-failure, max_attempts: 4}}", (service) => policy(effectiveRestartOf(service)), "on-failure:4"],
  ["deploy: {restart_policy: {delay: 5s}}", (service) => policy(effectiveRestartOf(service)), "unknown"],
  ["deploy: {restart_policy: {condition: $C}}", (service) => policy(effectiveRestartOf(service)), "unknown"],
  ["restart: always", (service) => policy(effectiveRestartOf(service)), "always"],
  ["image: x", (service) => policy(effectiveRestartOf(service)), undefined],
  ["deploy: {restart_policy: {delay: 5s}}", (service) => show(deployRestartOf(service)?.delay), 5000],
  ["deploy: {restart_policy: {window: 2m}}", (service) => show(deployRestartOf(service)?.window), 120_000],
]);

table("program", [
  ["command: npm run 'a b'", (service) => words(programOf(service).command?.words), "npm|run|a b"],
  ["command: npm run", (service) => programOf(service).command?.form, "text"],
  ["command: [npm, run]", (service) => programOf(service).command?.form, "list"],
  ["command: [npm, $A]", (service) => words(programOf(service).command?.words), "npm|unknown"],
  ["command: npm $A", (service) => words(programOf(service).command?.words), "unknown"],
  ["command: 'echo (a)'", (service) => words(programOf(service).command?.words), "unknown"],
  ["command: a && b", (service) => words(programOf(service).command?.words), "a"],
  ["command: []", (service) => words(programOf(service).command?.words), ""],
  ["command: ''", (service) => words(programOf(service).command?.words), ""],
  ["command: ", (service) => words(programOf(service).command?.words), undefined],
  ["command: [a, $B]", (service) => knownWords(programOf(service).command)?.join(), undefined],
  ["command: [a, b]", (service) => knownWords(programOf(service).command)?.join(), "a,b"],
  ["image: x", (service) => knownWords(programOf(service).command)?.join(), undefined],
  ["entrypoint: /start.sh", (service) => words(programOf(service).entrypoint?.words), "/start.sh"],
  ["init: true", (service) => show(programOf(service).init), true],
  ["init: $I", (service) => show(programOf(service).init), "unknown"],
  ["stop_signal: SIGQUIT", (service) => show(programOf(service).stopSignal), "SIGQUIT"],
  ["stop_signal: int", (service) => show(programOf(service).stopSignal), "SIGINT"],
  ["stop_signal: '9'", (service) => show(programOf(service).stopSignal), "SIGKILL"],
  ["stop_signal: SIGRTMIN+3", (service) => show(programOf(service).stopSignal), "SIGRTMIN+3"],
  ["stop_signal: SIGNOTHING", (service) => show(programOf(service).stopSignal), undefined],
  ["stop_grace_period: 1m30s", (service) => show(programOf(service).stopGracePeriod), 90_000],
  ["stop_grace_period: soon", (service) => show(programOf(service).stopGracePeriod), undefined],
  ["working_dir: /app", (service) => show(programOf(service).workingDirectory), "/app"],
]);

describe("scripts for a shell", () => {
  const rows: readonly (readonly [words: readonly string[], script: string | undefined])[] = [
    [["sh", "-c", "a"], "a"],
    [["/bin/bash", "-ec", "a"], "a"],
    [["bash", "-l", "-c", "a", "b"], "a"],
    [["bash", "-c", "-a", "b"], "b"],
    [["sh", "start.sh"], undefined],
    [["sh", "start.sh", "-c", "x"], undefined],
    [["npm", "-c", "a"], undefined],
    [["sh", "-c"], undefined],
    [[], undefined],
  ];
  it.each(rows.map(([given, script]) => [given.join(" "), given, script] as const))("%s", (_title, given, script) => {
    expect(shellScriptOf(given)).toBe(script);
  });
});

table("healthcheck", [
  ["image: x", (service) => healthcheckOf(service)?.state, undefined],
  ["healthcheck: {test: [CMD, curl, -f, $U]}", (service) => healthState(service), "own exec curl|-f|unknown"],
  ["healthcheck: {test: curl -f x || exit 1}", (service) => healthState(service), "own shell curl -f x || exit 1"],
  ["healthcheck: {test: [CMD-SHELL, pg_isready]}", (service) => healthState(service), "own shell pg_isready"],
  ["healthcheck: {test: $T}", (service) => healthState(service), "own shell unknown"],
  ["healthcheck: {test: [NONE]}", (service) => healthState(service), "disabled"],
  ["healthcheck: {test: [$T, a]}", (service) => healthState(service), "unknown"],
  ["healthcheck: {test: [curl, a]}", (service) => healthState(service), "unknown"],
  ["healthcheck: {test: []}", (service) => healthState(service), "inherited"],
  ["healthcheck: {interval: 5s}", (service) => healthState(service), "inherited"],
  ["healthcheck: {disable: true}", (service) => healthState(service), "disabled"],
  ["healthcheck: {disable: true, test: a}", (service) => healthState(service), "disabled shell a"],
  ["healthcheck: {disable: false, test: a}", (service) => healthState(service), "own shell a"],
  ["healthcheck: {disable: $D, test: a}", (service) => healthState(service), "unknown shell a"],
  ["healthcheck: {interval: 1m30s}", (service) => show(healthcheckOf(service)?.interval), 90_000],
  ["healthcheck: {timeout: 500ms}", (service) => show(healthcheckOf(service)?.timeout), 500],
  ["healthcheck: {start_period: $S}", (service) => show(healthcheckOf(service)?.startPeriod), "unknown"],
  ["healthcheck: {start_interval: 1s}", (service) => show(healthcheckOf(service)?.startInterval), 1000],
  ["healthcheck: {retries: 5}", (service) => show(healthcheckOf(service)?.retries), 5],
]);

function healthState(service: Service): string {
  const { state = "absent", test } = healthcheckOf(service) ?? {};
  if (!test) return state;
  return `${state} ${test.form} ${test.form === "exec" ? (words(test.words) ?? "") : String(show(test.script))}`;
}

const pairs = (assignments: readonly { readonly name: string; readonly value?: Value<string> }[]): string => assignments.map(({ name, value }) => `${name}=${String(show(value) ?? "-")}`).join(" ");

table("assignments", [
  ["environment: {A: 1, B: , C: $C, D: '${D:-d}', E: ''}", (service) => pairs(environmentOf(service)), "A=1 B=- C=unknown D=d E="],
  ["environment: [A=1, B, C=$C, E=]", (service) => pairs(environmentOf(service)), "A=1 B=- C=unknown E="],
  ["environment: [A=1]", (service) => environmentOf(service)[0]?.path.join("."), "services.a.environment.A"],
  ["environment: {A: 1}", (service) => show(assignmentOf("A", environmentOf(service))?.value), "1"],
  ["environment: {A: 1}", (service) => assignmentOf("B", environmentOf(service))?.name, undefined],
  ["labels: [a.b=c, d]", (service) => pairs(labelsOf(service)), "a.b=c d=-"],
  ["deploy: {labels: {a: b}}", (service) => pairs(deployLabelsOf(service)), "a=b"],
  ["env_file: a.env", (service) => words(envFilesOf(service)), "a.env"],
  ["env_file: [a.env, {path: b.env}, $F]", (service) => words(envFilesOf(service)), "a.env|b.env|unknown"],
  ["image: x", (service) => pairs(environmentOf(service)), ""],
]);

table("build", [
  ["image: x", (service) => buildOf(service)?.path.join("."), undefined],
  ["build: ./app", (service) => show(buildOf(service)?.context), "app"],
  ["build: {dockerfile: D, target: t}", (service) => `${String(show(buildOf(service)?.dockerfile))} ${String(show(buildOf(service)?.target))}`, "D t"],
  ["build: {context: ., args: [A=1, B]}", (service) => pairs(buildOf(service)?.args ?? []), "A=1 B=-"],
  ["build: {privileged: true}", (service) => show(buildOf(service)?.privileged), true],
  ["build: {entitlements: [security.insecure]}", (service) => words(buildOf(service)?.entitlements), "security.insecure"],
]);

table("hooks", [
  ["post_start: [{command: chown -R a /b, user: root}]", (service) => hooksOf(service).map(({ event, command, user }) => `${event} ${words(command?.words) ?? ""} ${String(show(user))}`).join(), "post_start chown|-R|a|/b root"],
  ["pre_stop: [{command: [a], privileged: true}, {command: [b], privileged: 'true'}]", (service) => words(hooksOf(service).flatMap(({ privileged }) => (privileged?.known === true ? [{ ...privileged, value: String(privileged.value) }] : []))), "true|true"],
  ["post_start: [{command: a, environment: [A=1]}]", (service) => pairs(hooksOf(service)[0]?.environment ?? []), "A=1"],
  ["image: x", (service) => hooksOf(service).length, 0],
]);

table("devices", [
  ["devices: ['/dev/a:/dev/b:r']", (service) => words(devicesOf(service).flatMap(({ source, target, permissions }) => [source, ...(target ? [target] : []), ...(permissions ? [permissions] : [])])), "/dev/a|/dev/b|r"],
  ["devices: [/dev/a]", (service) => words(devicesOf(service).map(({ source }) => source)), "/dev/a"],
  ["devices: [$D]", (service) => words(devicesOf(service).map(({ source }) => source)), "unknown"],
  ["devices: [{source: /dev/a, permissions: rw}]", (service) => show(devicesOf(service)[0]?.permissions), "rw"],
  ["device_cgroup_rules: ['a *:* rwm']", (service) => words(deviceRulesOf(service)), "a *:* rwm"],
]);

const shared = (service: Service): string => namespacesOf(service).map(({ key, sharedWith }) => `${key} ${sharedWith === undefined ? "-" : sharedWith.kind === "host" ? "host" : `${sharedWith.kind} ${sharedWith.name}`}`).join();

table("namespaces", [
  ["network_mode: host, pid: host, ipc: 'service:b', uts: host", shared, "network_mode host,pid host,ipc service b,uts host"],
  ["network_mode: 'container:c'", shared, "network_mode container c"],
  ["network_mode: none", shared, "network_mode -"],
  ["ipc: shareable, userns_mode: host, cgroup: private", shared, "ipc -,userns_mode host,cgroup -"],
  ["pid: $P", shared, "pid -"],
  ["pid: $P", (service) => show(namespaceOf(service, "pid")?.value), "unknown"],
  ["image: x", shared, ""],
  ["network_mode: ''", shared, ""],
  ["image: x", publishesPorts, true],
  ["network_mode: bridge", publishesPorts, true],
  ["network_mode: none", publishesPorts, false],
  ["network_mode: host", publishesPorts, false],
  ["network_mode: 'service:b'", publishesPorts, false],
  ["network_mode: $M", publishesPorts, undefined],
  ["provider: {type: p}", publishesPorts, false],
]);

const networks = (service: Service): string | undefined => networksOf(service)?.map(({ network, aliases, isImplicit }) => `${network}${isImplicit ? "!" : ""}${aliases.length > 0 ? `(${words(aliases) ?? ""})` : ""}`).join();

table("networks", [
  ["image: x", networks, "default!"],
  ["networks: {}", networks, "default!"],
  ["networks: [front, back]", networks, "front,back"],
  ["networks: [default]", networks, "default"],
  ["networks: {front: {aliases: [w, $A]}, back: }", networks, "front(w|unknown),back"],
  ["networks: [$N]", networks, undefined],
  ["network_mode: host", networks, ""],
  ["network_mode: $M", networks, undefined],
  ["provider: {type: p}", networks, ""],
]);

table("deploy", [
  ["image: x", (service) => deployOf(service)?.path.join("."), undefined],
  ["deploy: {mode: global, endpoint_mode: dnsrr}", (service) => `${String(show(deployOf(service)?.mode))} ${String(show(deployOf(service)?.endpointMode))}`, "global dnsrr"],
  ["deploy: {update_config: {failure_action: rollback, order: start-first, monitor: 10s, delay: 1s}}", (service) => words([deployOf(service)?.update?.failureAction, deployOf(service)?.update?.order].filter((value) => value !== undefined)), "rollback|start-first"],
  ["deploy: {update_config: {monitor: 10s}}", (service) => show(deployOf(service)?.update?.monitor), 10_000],
  ["deploy: {rollback_config: {parallelism: 0}}", (service) => show(deployOf(service)?.rollback?.parallelism), 0],
  ["deploy: {placement: {constraints: [node.role == manager], max_replicas_per_node: 1}}", (service) => words(deployOf(service)?.placement?.constraints), "node.role == manager"],
  ["deploy: {placement: {max_replicas_per_node: 1}}", (service) => show(deployOf(service)?.placement?.maxReplicasPerNode), 1],
]);

const tmpfs = (service: Service): string => JSON.stringify(service.mounts[0]?.tmpfs);

table("options of mounts", [
  ["tmpfs: /run", tmpfs, '{"hasSize":false,"reenabled":[]}'],
  ["tmpfs: ['/run:size=64m,mode=1777,uid=999,gid=998,exec']", tmpfs, '{"size":67108864,"mode":1023,"uid":999,"gid":998,"hasSize":true,"reenabled":["exec"]}'],
  ["tmpfs: ['/run:exec,noexec,suid,dev']", tmpfs, '{"hasSize":false,"reenabled":["suid","dev"]}'],
  ["tmpfs: ['/run:size=50%']", tmpfs, '{"hasSize":true,"reenabled":[]}'],
  ["volumes: [{type: tmpfs, target: /run, tmpfs: {size: 1m, mode: 1777}}]", tmpfs, '{"size":1048576,"mode":1777,"hasSize":true,"reenabled":[]}'],
  ["volumes: [{type: tmpfs, target: /run, tmpfs: {size: $S}}]", tmpfs, '{"hasSize":true,"reenabled":[]}'],
  ["volumes: ['/a:/b:ro,rshared']", (service) => show(service.mounts[0]?.propagation), "rshared"],
  ["volumes: [{type: bind, source: /a, target: /b, bind: {propagation: $P}}]", (service) => show(service.mounts[0]?.propagation), "unknown"],
  ["volumes: ['/a:/b']", (service) => service.mounts[0]?.createsSource, true],
  ["volumes: [{type: bind, source: /a, target: /b, bind: {create_host_path: false}}]", (service) => service.mounts[0]?.createsSource, false],
  ["volumes: ['v1:/b']", (service) => service.mounts[0]?.createsSource, undefined],
  ["volumes: [{type: bind, source: /a, target: /b, read_only: $R}]", (service) => service.mounts[0]?.access, "unknown"],
  ["volumes: ['/a:/b']", (service) => service.mounts[0]?.access, "writable"],
  ["volumes: ['/a:/b', '/c:/b/d']", (service) => mountCovering(service.mounts, "/b/d/e")?.target, "/b/d"],
  ["volumes: ['/a:/b', '/c:/b/d']", (service) => mountCovering(service.mounts, "/b/dd")?.target, "/b"],
  ["volumes: ['/a:/b']", (service) => mountCovering(service.mounts, "/bb")?.target, undefined],
  ["volumes: ['/a:/']", (service) => mountCovering(service.mounts, "/bb")?.target, "/"],
]);
