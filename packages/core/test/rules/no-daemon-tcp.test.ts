import { describe, expect, it } from "vitest";
import { diagnose, web } from "./check.js";
import { testRule } from "./table.js";

const app = (...keys: readonly string[]): string => web("image: ghcr.io/acme/ci", ...keys);
const dind = (...keys: readonly string[]): string => web("image: docker:27-dind", "privileged: true", ...keys);
const published = (severity = "error"): string => `${severity} Port 2375 of web is the daemon's, without password or encryption: whoever reaches it starts containers as root. Do not publish it; other containers reach it by the name web.`;
const client = (host: string): string => `error web controls the daemon of ${host} without password or encryption, so that everybody who reaches that port is root there. Use TLS on port 2376 with DOCKER_TLS_VERIFY, or ssh://.`;
const server = "warning The daemon in web listens without TLS: every container that reaches it is root in it, and on the host if web is privileged. Leave DOCKER_TLS_CERTDIR as it is, or give dockerd --tlsverify.";

testRule("no-daemon-tcp", {
  reports: [
    ["the port", dind("ports: ['2375:2375']"), [`5:13-24 ${published()}`]],
    ["the port on another one", dind("ports: ['12375:2375']"), [`5:13-25 ${published()}`]],
    ["the long syntax", dind("ports: [{target: 2375, published: '2375'}]"), [`5:13-46 ${published()}`]],
    ["the port on loopback", dind("ports: ['127.0.0.1:2375:2375']"), [`5:13-34 ${published("warning")}`]],
    ["once for port and daemon", dind("ports: ['2375:2375']", "environment: {DOCKER_TLS_CERTDIR: ''}"), [`5:13-24 ${published()}`]],
    ["the port of a proxy", web("image: tecnativa/docker-socket-proxy", "ports: ['2375:2375']"), ["4:13-24 error Port 2375 of web hands the daemon's API to whoever reaches it, as far as the proxy lets it through. Do not publish it; other containers reach it by the name web."]],
    ["a daemon elsewhere", app("environment: {DOCKER_HOST: 'tcp://10.0.0.5:2375'}"), [`4:32-53 ${client("10.0.0.5")}`]],
    ["a list", app("environment:", "  - DOCKER_HOST=tcp://build.example.com:2375"), [`5:9-49 ${client("build.example.com")}`]],
    ["without a port", app("environment: {DOCKER_HOST: 'tcp://10.0.0.5'}"), [`4:32-48 ${client("10.0.0.5")}`]],
    ["the host itself", app("environment: {DOCKER_HOST: 'tcp://host.docker.internal:2375'}"), [`4:32-65 ${client("host.docker.internal")}`]],
    ["loopback of the host", app("network_mode: host", "environment: {DOCKER_HOST: 'tcp://localhost:2375'}"), [`5:32-54 ${client("localhost")}`]],
    ["another variable", app("environment: {ENDPOINT: 'tcp://10.0.0.5:2375'}"), [`4:29-50 ${client("10.0.0.5")}`]],
    ["an option", app("command: --providers.docker.endpoint=tcp://10.0.0.5:2375"), [`4:14-61 ${client("10.0.0.5")}`]],
    ["verification switched off", app("environment: {DOCKER_HOST: 'tcp://10.0.0.5:2375', DOCKER_TLS_VERIFY: ''}"), [`4:32-53 ${client("10.0.0.5")}`]],
    ["a default", app("environment: {DOCKER_HOST: '${H:-tcp://10.0.0.5:2375}'}"), [`4:32-59 ${client("10.0.0.5")}`]],
    ["a value of .env", app("environment: {DOCKER_HOST: $H}"), [`4:32-34 ${client("10.0.0.5")}`], { env: "H=tcp://10.0.0.5:2375" }],
    ["a daemon without certificates", dind("environment: {DOCKER_TLS_CERTDIR: ''}"), [`5:39-41 ${server}`]],
    ["options of such a daemon", dind("command: [--storage-driver=overlay2]", "environment: [DOCKER_TLS_CERTDIR=]"), [`6:19-38 ${server}`]],
    ["a daemon that is told to listen", app("command: dockerd -H tcp://0.0.0.0:2375"), [`4:14-43 ${server}`]],
    ["the same without verification", app("command: [dockerd, --host=tcp://0.0.0.0:2376, --tlsverify=false]"), [`4:14-69 ${server}`]],
    ["the same in the host's network", app("network_mode: host", "command: dockerd -H tcp://0.0.0.0:2375"), [`5:14-43 ${server.replace("warning", "error")}`]],
    ["a job", app('restart: "no"', "environment: {DOCKER_HOST: 'tcp://10.0.0.5:2375'}"), [`5:32-53 ${client("10.0.0.5")}`]],
    ["a fragment", web("environment: {DOCKER_HOST: 'tcp://10.0.0.5:2375'}"), [`3:32-53 ${client("10.0.0.5")}`]],
  ],
  accepts: [
    ["TLS", app("environment: {DOCKER_HOST: 'tcp://10.0.0.5:2376', DOCKER_TLS_VERIFY: '1'}")],
    ["TLS on that port", app("environment: {DOCKER_HOST: 'tcp://10.0.0.5:2375', DOCKER_TLS_VERIFY: '1'}")],
    ["verification that nobody set", app("environment: {DOCKER_HOST: 'tcp://10.0.0.5:2375', DOCKER_TLS_VERIFY: $V}")],
    ["verification from the shell", app("environment: [DOCKER_HOST=tcp://10.0.0.5:2375, DOCKER_TLS_VERIFY]")],
    ["variables of a file", app("env_file: ci.env", "environment: {DOCKER_HOST: 'tcp://10.0.0.5:2375'}")],
    ["SSH", app("environment: {DOCKER_HOST: 'ssh://user@10.0.0.5'}")],
    ["a proxy in between", `services:\n  web: {image: traefik, command: ["--providers.docker.endpoint=tcp://socket-proxy:2375"]}\n  socket-proxy: {image: tecnativa/docker-socket-proxy, volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]}\n`],
    ["a proxy of another project", app("environment: {DOCKER_HOST: 'tcp://dockerproxy:2375'}")],
    ["a proxy by its full name", app("environment: {DOCKER_HOST: 'tcp://socket-proxy.internal:2375'}")],
    ["a neighbour in the same network", app("network_mode: service:dind", "environment: {DOCKER_HOST: 'tcp://localhost:2375'}")],
    ["an address that nobody set", app("environment: {DOCKER_HOST: $H}")],
    ["a daemon with certificates", dind("ports: ['2376:2376']")],
    ["a daemon whose certificates nobody set", dind("environment: {DOCKER_TLS_CERTDIR: $D}")],
    ["a daemon that verifies", app("command: dockerd -H tcp://0.0.0.0:2376 --tlsverify --tlscacert=/ca.pem")],
    ["a daemon with its own configuration", app("command: dockerd -H tcp://0.0.0.0:2376 --config-file /daemon.json")],
    ["a daemon for itself", app("command: dockerd -H unix:///var/run/docker.sock -H tcp://127.0.0.1:2375")],
    ["the client of that image", web("image: docker:27-cli", "environment: {DOCKER_TLS_CERTDIR: ''}")],
    ["another program of the daemon's image", dind("command: docker version", "environment: {DOCKER_TLS_CERTDIR: ''}")],
    ["a port that has no effect", dind("network_mode: none", "ports: ['2375:2375']")],
    ["the number of another protocol", app("ports: ['2375:2375/udp']")],
    ["the number on the host", app("ports: ['2375:80']")],
    ["another service over TCP", app("environment: {AGENT: 'tcp://10.0.0.5:9001'}")],
    ["a provider", web("provider: {type: cloud}", "ports: ['2375:2375']")],
  ],
});

describe("no-daemon-tcp", () => {
  it("offers no fix", () => {
    expect(diagnose("no-daemon-tcp", dind("ports: ['2375:2375']")).map(({ fix }) => fix)).toEqual([undefined]);
  });
});
