import type { Server } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

/** The image on Debian or on Alpine. */
function memcached(name: string, image: string, { applets = false } = {}): Server {
  const service = `
services:
  cache:
    image: ${image}
`;
  return {
    name,
    // Netcat stands for that of BusyBox.
    packages: ["memcached", "netcat-openbsd"],
    before: "groupadd -r -g 11211 memcache && useradd -r -g memcache -u 11211 memcache",
    applets,
    standsFor: `docker-library/memcached@53ac0ec ${applets ? "1/alpine/Dockerfile:11-12,85-89" : "1/debian/Dockerfile:11-12,94-101"}; of its entrypoint, only the last line matters here: exec`,
    image: { user: "memcache", command: ["memcached"] },
    // As root it refuses to start; the fix takes that away.
    services: { plain: service, "user root": `${service}    user: root\n` },
    // The capability does not help, since it does not start as root.
    failing: { "low ports for root only": `${service}    command: ["memcached", "-p", "80"]\n    sysctls:\n      net.ipv4.ip_unprivileged_port_start: 1024\n    cap_add:\n      - NET_BIND_SERVICE\n` },
    serves: `bash -c 'exec 3<>/dev/tcp/127.0.0.1/11211 && printf "set kept 0 0 2\\r\\n42\\r\\nget kept\\r\\nquit\\r\\n" >&3 && grep -q "^42" <&3'`,
  };
}

tryServer(memcached("memcached", "memcached:1.6"));
tryServer(memcached("memcached-alpine", "memcached:1.6-alpine", { applets: true }));
