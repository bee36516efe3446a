import { tryServer } from "../harness/try-server.js";

const SERVICE = `
services:
  cache:
    image: memcached:1.6
`;

tryServer({
  name: "memcached",
  packages: ["memcached"],
  before: "groupadd -r -g 11211 memcache && useradd -r -g memcache -u 11211 memcache",
  standsFor: "docker-library/memcached@53ac0ec 1/debian/Dockerfile:11-12,94-101; of its entrypoint, only the last line matters here: exec",
  image: { user: "memcache", command: ["memcached"] },
  // As root it refuses to start; the fix takes that away.
  services: { plain: SERVICE, "user root": `${SERVICE}    user: root\n` },
  // The capability does not help, since it does not start as root.
  failing: { "low ports for root only": `${SERVICE}    command: ["memcached", "-p", "80"]\n    sysctls:\n      net.ipv4.ip_unprivileged_port_start: 1024\n    cap_add:\n      - NET_BIND_SERVICE\n` },
  serves: `bash -c 'exec 3<>/dev/tcp/127.0.0.1/11211 && printf "set kept 0 0 2\\r\\n42\\r\\nget kept\\r\\nquit\\r\\n" >&3 && grep -q "^42" <&3'`,
});
