import { describe, expect, it } from "vitest";
import { diagnose, web } from "./check.js";
import { testRule } from "./table.js";

const socket = "/var/run/docker.sock";
const volume = (mount: string): string => web("image: traefik:v3", "volumes:", `  - ${mount}`);
const reach = (path: string): string =>
  `error web can reach the daemon's socket (${path}), so whoever gets into it is root on the host; read-only does not help. Put a socket proxy between them that allows only the calls it needs.`;
const folder = (path: string): string => `error web gets all of ${path}, and with it the daemon's socket, so whoever gets into it is root on the host. Mount only the folder below it that is needed.`;

testRule("no-daemon-socket", {
  reports: [
    ["the socket", volume(`${socket}:${socket}`), [`5:9-50 ${reach(socket)}`]],
    ["the socket, read-only", volume(`${socket}:${socket}:ro`), [`5:9-53 ${reach(socket)}`]],
    ["the long syntax", volume("type: bind\n        source: /run/containerd/containerd.sock\n        target: /x"), [`5:9-19 ${reach("/run/containerd/containerd.sock")}`]],
    ["a rootless daemon", volume("/run/user/1000/podman/podman.sock:/x"), [`5:9-45 ${reach("/run/user/1000/podman/podman.sock")}`]],
    ["Docker Desktop", volume("~/.docker/run/docker.sock:/x"), [`5:9-37 ${reach("~/.docker/run/docker.sock")}`]],
    ["Docker Desktop by the shell's variable", volume("$HOME/.docker/run/docker.sock:/x"), [`5:9-41 ${reach("~/.docker/run/docker.sock")}`]],
    ["a volume that is a bind mount", `${volume("engine:/x")}volumes: {engine: {driver_opts: {type: none, o: bind, device: ${socket}}}}\n`, [`5:9-18 ${reach(socket)}`]],
    ["a roundabout path", volume("/var/run/../run//docker.sock:/x"), [`5:9-40 ${reach("/var/run/../run//docker.sock")}`]],
    ["the pipe of Windows", volume("//./pipe/docker_engine:/x"), [`5:9-34 ${reach("//./pipe/docker_engine")}`]],
    ["the folder /var/run", volume('"/var/run:/host"'), [`5:9-25 ${folder("/var/run")}`]],
    ["the folder /run", volume("/run/:/host"), [`5:9-20 ${folder("/run/")}`]],
    ["a default", volume("${SOCK:-/run/docker.sock}:/x"), [`5:9-37 ${reach("/run/docker.sock")}`]],
    ["a path of .env", volume("$SOCK:/x"), [`5:9-17 ${reach("/run/docker.sock")}`], { env: "SOCK=/run/docker.sock" }],
    ["an alias", `x-v: &v ["${socket}:/x"]\n${web("image: nginx", "volumes: *v")}`, [`1:10-35 ${reach(socket)}`]],
    ["a merged list", `x-all: &all {volumes: ["${socket}:/x"]}\n${web("<<: *all", "image: nginx")}`, [`1:24-49 ${reach(socket)}`]],
    ["a secret", `${web("image: nginx", "secrets: [s]")}secrets: {s: {file: ${socket}}}\n`, [`4:15-16 ${reach(socket)}`]],
    ["a config", `${web("image: nginx", "configs: [{source: c, target: /x}]")}configs: {c: {file: ${socket}}}\n`, [`4:15-38 ${reach(socket)}`]],
    ["use_api_socket", web("image: nginx", "use_api_socket: true"), ["4:5-19 error use_api_socket gives web the daemon's socket and your registry credentials, so whoever gets into it is root on the host. Put a socket proxy between them."]],
    ["the group", web("image: nginx", "group_add: [docker]"), ["4:17-23 error The group docker lets web use the daemon's socket, which is as good as root on the host. Remove it from group_add."]],
    ["a job as well", web("image: nginx", 'restart: "no"', `volumes: ["${socket}:/x"]`), [`5:15-40 ${reach(socket)}`]],
    ["a socket proxy, as information", web("image: ghcr.io/tecnativa/docker-socket-proxy", `volumes: ["${socket}:${socket}"]`), ["4:15-58 info web holds the daemon's socket as a socket proxy. Keep it off published ports, and allow only the calls that are needed."]],
  ],
  accepts: [
    ["a folder of another program", volume("/var/run/datadog/:/var/run/datadog/")],
    ["another socket", volume("/run/mysqld/mysqld.sock:/x")],
    ["a volume of that name", volume("docker.sock:/x")],
    ["a path that nobody set", volume("$SOCK:/x")],
    ["a secret that nobody uses", `${web("image: nginx")}secrets: {s: {file: ${socket}}}\n`],
    ["use_api_socket: false", web("image: nginx", "use_api_socket: false")],
    ["another group", web("image: nginx", "group_add: [audio, '999']")],
    ["a provider", web("provider: {type: cloud}", `volumes: ["${socket}:/x"]`)],
  ],
});

describe("no-daemon-socket", () => {
  it("offers no fix", () => {
    expect(diagnose("no-daemon-socket", volume(`${socket}:/x`)).map(({ fix }) => fix)).toEqual([undefined]);
  });
});
