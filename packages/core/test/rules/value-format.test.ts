import { describe, expect, test } from "vitest";
import { findings, web } from "./check.js";
import { testRule } from "./table.js";

testRule("value-format", {
  reports: [
    ["a duration with a blank", web("image: x", "healthcheck: {test: t, interval: 10 min}"), ['4:38-44 error Compose refuses `healthcheck.interval` of web: "10 min" is no duration such as 1m30s. Write 10m.']],
    ["a duration without unit", web("image: x", 'stop_grace_period: "10"'), ['4:24-28 error Compose refuses `stop_grace_period` of web: "10" has no unit. Write 10s.']],
    ["a duration that nobody can read", web("image: x", "deploy: {update_config: {delay: soon}}"), ['4:37-41 error Compose refuses `deploy.update_config.delay` of web: "soon" is no duration such as 1m30s.']],
    ["a healthcheck that is too quick", web("image: x", "healthcheck: {test: t, timeout: 500us}"), ["4:37-42 error Docker will not start web with this `healthcheck.timeout`: 500us is less than the millisecond that it must be at least."]],
    ["a grace period below a second", web("image: x", "stop_grace_period: 500ms"), ["4:24-29 error `stop_grace_period` of web is not what it looks like: 500ms counts as 0 seconds, so that the container is killed at once. Write 1s or more."]],
    ["a size with words", web("image: x", "shm_size: 4GB ram"), ['4:15-22 error Compose refuses `shm_size` of web: "4GB ram" is no size such as 512m or 1.5g. Write 4g.']],
    ["a size of Kubernetes", web("image: x", "deploy: {resources: {limits: {memory: 512Mi}}}"), ['4:43-48 error Compose refuses `deploy.resources.limits.memory` of web: "512Mi" is no size such as 512m or 1.5g. Write 512m.']],
    ["a negative size with a unit", web("image: x", "memswap_limit: -1m"), ["4:20-23 error Compose refuses `memswap_limit` of web"]],
    ["a size with a fraction", web("image: x", "mem_limit: 1.5"), ["4:16-19 error `mem_limit` of web has no effect: 1.5 is a number with a fraction, so that there is no limit at all. Write a size with a unit, such as 512m."]],
    ["a limit without unit", web("image: x", "mem_limit: 512"), ["4:16-19 error Docker will not start web with this `mem_limit`: 512 bytes is less than Docker's least, 6 MB. Write a size with a unit, such as 512m."]],
    ["a limit of one byte", web("image: x", 'deploy: {resources: {limits: {memory: "1.5"}}}'), ["4:43-48 error Docker will not start web with this `deploy.resources.limits.memory`: 1 byte is less"]],
    ["millicores", web("image: x", 'deploy: {resources: {limits: {cpus: "500m"}}}'), ['4:41-47 error Compose refuses `deploy.resources.limits.cpus` of web: "500m" is no number of CPUs such as 0.5. Write 0.5.']],
    ["CPUs with a word", web("image: x", "deploy: {resources: {reservations: {cpus: 0.5cpu}}}"), ["4:47-53 error Compose refuses `deploy.resources.reservations.cpus` of web"]],
    ["a share of the CPU", web("image: x", "deploy: {resources: {limits: {cpus: 50%}}}"), ['4:41-44 error Compose refuses `deploy.resources.limits.cpus` of web: "50%" is no number of CPUs such as 0.5.']],
    ["negative CPUs", web("image: x", "cpus: -1"), ["4:11-13 error Docker will not start web with this `cpus`: -1 is negative."]],
    ["a number of processes", web("image: x", "deploy: {resources: {limits: {pids: 1k}}}"), ['4:41-43 error Compose refuses `deploy.resources.limits.pids` of web: "1k" is no whole number.']],
    ["swappiness", web("image: x", "mem_swappiness: 60%"), ['4:21-24 error Compose refuses `mem_swappiness` of web: "60%" is no number from 0 to 100. Write 60.']],
    ["a decimal mode", `${web("image: x", "secrets: [{source: s, mode: 440}]")}secrets: {s: {file: f}}\n`, ['4:33-36 error `secrets[0].mode` of web is not what it looks like: 440 is a decimal number, and means the mode 0670. Write "0440".']],
    ["a mode in letters", `${web("image: x", "configs: [{source: s, mode: rw}]")}configs: {s: {file: f}}\n`, ['4:33-35 error Compose refuses `configs[0].mode` of web: "rw" is no mode in base 8 such as "0440".']],
    ["a decimal mode of a tmpfs", web("image: x", "volumes: [{type: tmpfs, target: /t, tmpfs: {mode: 1777}}]"), ["4:55-59 error `volumes[0].tmpfs.mode` of web is not what it looks like: 1777 is a decimal number, and means the mode 03361. Write 01777."]],
    ["a mode of a tmpfs in quotes", web("image: x", 'volumes: [{type: tmpfs, target: /t, tmpfs: {mode: "1777"}}]'), ['4:55-61 error Compose refuses `volumes[0].tmpfs.mode` of web: "1777" is in quotes, and must be a number. Write 01777 without them.']],
    ["a restart policy", web("image: x", "restart: unless_stopped"), ['4:14-28 error Docker will not start web with this `restart`: "unless_stopped" is none of no, always, on-failure and unless-stopped. Write unless-stopped.']],
    ["a count that the policy does not take", web("image: x", "restart: always:3"), ["4:14-22 error Docker will not start web with this `restart`"]],
    ["a long port", web("image: x", "ports: [{target: 80, published: abc, protocol: http, mode: Host}]"), [
      '4:37-40 error Docker will not start web with this `ports[0].published`: "abc" is no port from 0 to 65535, nor a range of them.',
      '4:52-56 error Docker will not start web with this `ports[0].protocol`: "http" is none of tcp, udp and sctp.',
      '4:64-68 warning `ports[0].mode` of web has no effect: "Host" is none of host and ingress.',
    ]],
    ["a port that is none", web("image: x", 'ports: [{target: 70000}, "80:0"]'), ["4:22-27 error Docker will not start web with this `ports[0].target`: 70000 is no port from 1 to 65535.", '4:30-36 error Compose refuses the port "80:0" of web: a container has no port 0.']],
    ["an address that is a name", web("image: x", "ports: [{target: 80, published: 80, host_ip: localhost}]"), ['4:50-59 error Compose refuses `ports[0].host_ip` of web: "localhost" is no IP address.']],
    ["a published port under expose", web("image: x", 'expose: ["8080:80"]'), ['4:14-23 error Docker will not start web with this `expose[0]`: "8080:80" names a port of the host, which only `ports` can publish.']],
    ["a mount that is writable all the same", web("image: x", "volumes: ['./a:/a:readonly']"), ['4:15-32 error web can write to "./a:/a:readonly": Compose does not know the option "readonly" and ignores it. Write ro.']],
    ["an option that is lost", web("image: x", "volumes: ['./a:/a:ro,noexec']"), ['4:15-33 warning Compose does not know the option "noexec" of the volume "./a:/a:ro,noexec" of web, and ignores it. Take it out, or say it in the long syntax.']],
    ["a default", web("image: x", 'stop_grace_period: "${GRACE:-10}"'), ["4:24-38 error Compose refuses `stop_grace_period` of web"]],
    ["a value of .env", web("image: x", "mem_limit: ${LIMIT}"), ["4:16-24 error Compose refuses `mem_limit` of web"], { env: "LIMIT=1 x\n" }],
    ["a merged value", `x-base: &base {stop_grace_period: 1 m}\n${web("image: x", "<<: *base")}`, ["1:35-38 error Compose refuses `stop_grace_period` of web"]],
    ["a value of a second document", `${web("image: x")}---\n${web("mem_limit: 1.5")}`, ["7:16-19 error `mem_limit` of web has no effect"]],
  ],
  accepts: [
    ["durations", web("image: x", "stop_grace_period: 1m30s", "healthcheck: {test: t, interval: 1.5h, timeout: 1w2d, start_period: 0s, start_interval: 100ms}")],
    ["sizes", web("image: x", 'mem_limit: "1.5 gb"', "memswap_limit: -1", "shm_size: 64MiB", "mem_reservation: 67108864")],
    ["CPUs", web("image: x", "cpus: 0.5", 'deploy: {resources: {limits: {cpus: ".5"}, reservations: {cpus: 1e-1}}}')],
    ["modes", `${web("image: x", 'secrets: [{source: s, mode: 0440}, {source: s, target: a, mode: "440"}, {source: s, target: b, mode: 420}, {source: s, target: c, mode: 256}]')}secrets: {s: {file: f}}\n`],
    ["restart policies", `services:\n${["no", "always", "on-failure", "on-failure:3", "unless-stopped"].map((policy, index) => `  s${String(index)}: {image: x, restart: "${policy}"}\n`).join("")}`],
    ["long ports", web("image: x", 'ports: [{target: 80, published: "8080-8090", protocol: TCP, mode: host}, {target: 81, published: 81, host_ip: "::1"}]')],
    ["exposed ports", web("image: x", 'expose: [80, "81/tcp", "3000-3005/UDP"]')],
    ["options of volumes", web("image: x", "volumes: ['./a:/a:ro,z', 'v:/v:nocopy', './b:/b:rw,delegated', '/c', 'c:\\x:/x:ro']")],
    ["variables that nobody set", web("image: x", "mem_limit: $A", "stop_grace_period: $B", "ports: ['$C:80']", "volumes: ['./a:/a:$D']", "restart: $E")],
    ["what the schema refuses", web("image: x", "stop_grace_period: 10", "mem_reservation: 1.5", "cpus: 0.5cpu", "ports: [{target: 80/tcp}]")],
    ["what is no container", web("provider: {type: x}", "mem_limit: 1.5")],
  ],
  fixes: [
    ["in block style", web("image: x", 'stop_grace_period: "30" # drain', "restart: Always"), web("image: x", 'stop_grace_period: "30s" # drain', "restart: always"), { unsafe: true }],
    ["in flow style", web("image: x", "deploy: {resources: {limits: {cpus: '500m', memory: 2 Gi}}}"), web("image: x", "deploy: {resources: {limits: {cpus: '0.5', memory: 2g}}}"), { unsafe: true }],
    ["a mode", `${web("image: x", "secrets: [{source: s, mode: 400}]")}secrets: {s: {file: f}}\n`, `${web("image: x", 'secrets: [{source: s, mode: "0400"}]')}secrets: {s: {file: f}}\n`, { unsafe: true }],
    ["where it is shared", "x-check: &check {test: t, interval: 10 sec}\nservices:\n  a: {image: x, healthcheck: *check}\n  b: {image: x, healthcheck: *check}\n", "x-check: &check {test: t, interval: 10s}\nservices:\n  a: {image: x, healthcheck: *check}\n  b: {image: x, healthcheck: *check}\n", { unsafe: true }],
    ["nothing that was not asked for", web("image: x", 'stop_grace_period: "30"'), web("image: x", 'stop_grace_period: "30"')],
    ["nothing that has two readings", web("image: x", "mem_limit: 512", "deploy: {update_config: {delay: 1 x}}"), web("image: x", "mem_limit: 512", "deploy: {update_config: {delay: 1 x}}"), { unsafe: true }],
    ["no variable", web("image: x", "stop_grace_period: ${GRACE:-10 s}"), web("image: x", "stop_grace_period: ${GRACE:-10 s}"), { unsafe: true }],
  ],
});

describe("value-format accepts what Compose accepts", () => {
  // The verdicts of compose-go 2.16.
  const verdicts: Readonly<Record<string, { readonly good: readonly string[]; readonly bad: readonly string[] }>> = {
    stop_grace_period: { good: ["1m30s", "0", "1.5h", "1d", "5s5µs", "-5s"], bad: ["10", "10 min", "1m 30s", "10min", "", "10S", "0.5", "s", "1h30"] },
    mem_limit: { good: ["1g", "1 g", "512 MB", "512mib", "1tb", "+1g", ".5g", "1.g", "1p", "10000kib", "8388608"], bad: ["1  g", "-1m", "1.5.5g", "4GB ram", "1t b", "0x10", "", " 1g", "1g ", "1e", "1eb", "inf", "5%"] },
    ports: { good: ["80:80/TCP", "80-81:90", "8000-8010:80", "::1:80:80", "[::1]:80:80", "0:80", ":80", "080:80", "80/"], bad: ["localhost:80:80", "80:80/http", "80:99999", "80: 80", "80:", " 80:80", "80.5", "80:80/tcp/udp", "a:80", "1.2.3:80:80", "80-79", "10000000:1", "8080:80 ", "127.0.0.1:8080", "80-82:90-91", "80:0"] },
  };
  const rows = Object.entries(verdicts).flatMap(([key, { good, bad }]) => [...good.map((text) => [key, text, 0] as const), ...bad.map((text) => [key, text, 1] as const)]);
  test.each(rows)("%s: %j", (key, text, count) => {
    const value = JSON.stringify(text);
    expect(findings("value-format", web("image: x", `${key}: ${key === "ports" ? `[${value}]` : value}`))).toHaveLength(count);
  });
});

describe("value-format tells why a port is refused", () => {
  test.each([
    ["localhost:80:80", 'the host is given as an address, not as a name. Write "127.0.0.1:80:80".'],
    ["example.com:80:80", 'the host is given as an IP address, and "example.com" is none.'],
    ["127.0.0.1:80", 'an address needs two ports behind it. Write "127.0.0.1:80:80".'],
    ["80: 80", 'it has a blank in it. Write "80:80".'],
    ["80:80/http", 'the protocol is tcp, udp or sctp, not "http".'],
    ["53:53/tcp/udp", "it can have one protocol only. Write one entry for each protocol."],
    ["80:", "the container's port is missing behind the last colon."],
    ["70000:80", "ports end at 65535, and 70000 is above."],
    ["90-80:80", "the range 90-80 runs backwards."],
    ["80-82:90-91", "the ranges 80-82 and 90-91 differ in length."],
    ["web:80", '"web" is no port.'],
  ])("%s", (port, why) => {
    expect(findings("value-format", web("image: x", `ports: ["${port}"]`))).toEqual([`4:13-${String(15 + port.length)} error Compose refuses the port "${port}" of web: ${why}`]);
  });
});
