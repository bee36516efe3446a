import { getsPage, writes, type Server } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const CONFIGURATION = `
global
  log stdout format raw local0
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend web
  bind :80
  http-request return status 200 content-type text/plain string "It works"
`;

/** The image on Debian or on Alpine. */
function haproxy(name: string, image: string, { applets = false } = {}): Server {
  const service = `
services:
  proxy:
    image: ${image}
`;
  return {
    name,
    packages: ["haproxy"],
    applets,
    // Debian's package does not take a number below 100 for one of the system's.
    after: `
      groupmod -g 99 haproxy && usermod -u 99 haproxy
      mkdir -p /var/lib/haproxy && chown haproxy:haproxy /var/lib/haproxy
      ${writes("/usr/local/etc/haproxy/haproxy.cfg", CONFIGURATION)}`,
    standsFor: `docker-library/haproxy@ec437dd ${applets ? "3.2/alpine/Dockerfile:20-31,98-108" : "3.2/Dockerfile:20-31,101-115"} and docker-entrypoint.sh:9-16`,
    image: { user: "haproxy", command: ["haproxy", "-W", "-db", "-f", "/usr/local/etc/haproxy/haproxy.cfg"], workingDirectory: "/var/lib/haproxy", stopSignal: "SIGUSR1" },
    services: { plain: service },
    // As on the host's network. The capability does not help, since it does not start as root.
    failing: { "low ports for root only": `${service}    sysctls:\n      net.ipv4.ip_unprivileged_port_start: 1024\n    cap_add:\n      - NET_BIND_SERVICE\n` },
    probe: ["CMD", "bash", "-c", ":> /dev/tcp/127.0.0.1/80"],
    serves: getsPage(80),
  };
}

tryServer(haproxy("haproxy", "haproxy:3.0"));
tryServer(haproxy("haproxy-alpine", "haproxy:3.0-alpine", { applets: true }));
