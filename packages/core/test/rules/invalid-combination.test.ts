import { web } from "./check.js";
import { testRule } from "./table.js";

const nginx = (...lines: readonly string[]): string => web("image: nginx", ...lines);
/** A service in line 2, and a section below it. */
const section = (text: string): string => `services:\n  web: {image: nginx}\n${text}\n`;

testRule("invalid-combination", {
  reports: [
    ["an external volume with settings", section("volumes: {data: {external: true, driver: local, labels: {a: b}}}"), ["3:34-40 error The volume `data` is external, so it exists already and Compose refuses `driver` beside it. Remove `driver`, or `external`.", "3:49-55 error The volume `data` is external, so it exists already and Compose refuses `labels` beside it. Remove `labels`, or `external`."]],
    ["a secret from two sources", section("secrets: {key: {file: ./key, environment: KEY}}"), ["3:30-41 error The secret `key` comes from `file` and from `environment`, but Compose takes one source only. Remove one of them."]],
    ["a config from three sources", section("configs: {conf: {file: ./conf, environment: CONF, content: x}}"), ["3:32-43 error", "3:51-58 error"]],
    ["an external secret from two sources", section("secrets: {key: {external: true, file: ./key, environment: KEY}}"), ["3:46-57 error"]],
    ["a secret from nowhere", section("secrets: {key: {name: the-key}}"), ["3:11-14 error Nothing says where the secret `key` comes from, and Compose refuses that. Add `file`, `environment` or `external: true`."]],
    ["a secret that is not external", section("secrets: {key: {external: false}}"), ["3:11-14 error"]],
    ["a secret with a driver only", section("secrets: {key: {driver: vault}}"), ["3:11-14 error"]],
    ["a config from nowhere", section("configs: {conf: {name: the-conf}}"), ["3:11-15 error Nothing says where the config `conf` comes from, and Compose refuses that. Add `file`, `environment`, `content` or `external: true`."]],
    ["a healthcheck without CMD", nginx("healthcheck: {test: [curl, -f, localhost]}"), ["4:26-30 error The healthcheck of web begins with `curl`, and Compose refuses that: as a list it begins with `CMD`, `CMD-SHELL` or `NONE`. Put `CMD` in front."]],
    ["two Dockerfiles", web("build: {dockerfile: Dockerfile.prod, dockerfile_inline: FROM alpine}"), ["3:13-23 error web has both `dockerfile` and `dockerfile_inline`, but Compose takes one of them only. Remove the other."]],
    ["a platform that is not built", web("platform: linux/arm64", "build: {context: ., platforms: [linux/amd64]}"), ["4:25-34 error web runs on the platform `linux/arm64`, but `build.platforms` does not build for it, and Compose refuses that. Add it there."]],
    ["devices by number and by name", nginx('gpus: [{count: 1, device_ids: ["0"]}]'), ["4:13-18 error web asks for devices by `count` and by `device_ids`, but Compose takes one of them only. Remove the other."]],
    ["reserved devices by number and by name", nginx('deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1, device_ids: ["0"]}]}}}'), ["4:73-78 error"]],
    ["a watch rule without target", nginx("develop: {watch: [{action: sync, path: ./src}, {action: sync+exec, path: ./src, exec: {command: ls}}]}"), ["4:24-30 error A watch rule of web has the action `sync` but no `target`, so nothing says where in the container the files go, and Compose refuses that. Add `target`.", "4:53-59 error A watch rule of web has the action `sync+exec` but no `target`, so nothing says where in the container the files go, and Compose refuses that. Add `target`."]],
    ["a host that is a name", nginx("ports: [{target: 80, host_ip: localhost}]"), ["4:35-44 error A port of web has `host_ip: \"localhost\"`, but Compose takes only an IP address there, without brackets. Write one such as `127.0.0.1`, or remove the key."]],
    ["a host in brackets", nginx('ports: [{target: 80, host_ip: "[::1]"}]'), ["4:35-42 error"]],
    ["a bind mount of nothing", nginx("volumes: [{type: bind, target: /data}]"), ["4:15-42 error The bind mount of web on `/data` has no `source`, so there is nothing to mount, and Compose refuses that. Add the path on the host."]],
    ["a negative scale", nginx("scale: -1"), ["4:12-14 error web cannot run -1 times (`scale`), and Compose refuses that. Write 0 to run none."]],
    ["negative replicas", nginx("deploy: {replicas: -1}"), ["4:24-26 error"]],
    ["all at once", nginx("scale: -1", "healthcheck: {test: [curl]}", "ports: [{target: 80, host_ip: a}]"), ["4:12-14 error", "5:26-30 error", "6:35-36 error"]],
    ["a default", nginx("scale: ${N:--1}"), ["4:12-20 error"]],
    ["what arrives by a merge key", `x-a: &a {healthcheck: {test: [curl]}}\n${nginx("<<: *a")}`, ["1:31-35 error"]],
  ],
  accepts: [
    ["an external volume with a name", section("volumes: {data: {external: true, name: the-data, x-owner: me}}")],
    ["a volume that is not external", section("volumes: {data: {external: false, driver: local}}")],
    ["secrets from one source", section("secrets: {a: {file: a}, b: {environment: B}, c: {external: true}, d: {external: true, file: d}}")],
    ["configs from one source", section("configs: {a: {file: a}, b: {environment: B}, c: {content: x}, d: {external: true}, e: {external: false}}")],
    ["an external source that nobody set", section("secrets: {a: {external: $E}}\nvolumes: {data: {external: $E, driver: local}}")],
    ["healthchecks", nginx("healthcheck: {test: [CMD, curl]}").concat("  b: {image: x, healthcheck: {test: curl}}\n  c: {image: x, healthcheck: {test: [NONE]}}\n  d: {image: x, healthcheck: {test: []}}\n  e: {image: x, healthcheck: {test: [CMD-SHELL, curl]}}\n")],
    ["one Dockerfile", web("build: {dockerfile: Dockerfile, dockerfile_inline: ''}")],
    ["a platform that is built", web("platform: linux/arm64", "build: {context: ., platforms: [linux/amd64, linux/arm64]}")],
    ["no platforms", web("platform: linux/arm64", "build: {context: ., platforms: []}")],
    ["devices by number", nginx("gpus: [{count: 1}]")],
    ["watch rules", nginx("develop: {watch: [{action: rebuild, path: .}, {action: restart, path: .}, {action: sync, path: ., target: /app}]}")],
    ["addresses", nginx('ports: ["127.0.0.1:80:80", "[::1]:80:80", {target: 80, host_ip: "::1"}, {target: 80, host_ip: $IP}]')],
    ["none", nginx("scale: 0", "deploy: {replicas: 0}")],
    ["a number that nobody set", nginx("scale: $N")],
  ],
});
