import { writes, type Server } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = String.raw`#!/bin/bash
set -euo pipefail
# The user switch: what is not rabbitmq's is given to it, and gosu makes rabbitmq of root.
if [ "$(id -u)" = 0 ]; then
  find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq {} +
  exec gosu rabbitmq "$0" "$@"
fi
exec "$@"
`;

/** The image on Ubuntu or on Alpine. */
function rabbitmq(name: string, image: string, { applets = false } = {}): Server {
  const [uid, gid] = applets ? [100, 101] : [999, 999];
  // Without a name of its own, each new container looks for its data in another folder.
  const service = (volume: string, more = ""): string => `
services:
  queue:
    image: ${image}
    hostname: queue
    volumes:
      - ${volume}:/var/lib/rabbitmq
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
  return {
    name,
    packages: ["rabbitmq-server"],
    applets,
    after: `
      groupmod -o -g ${gid} rabbitmq && usermod -o -u ${uid} rabbitmq
      rm -rf /var/lib/rabbitmq /etc/rabbitmq
      mkdir -p /var/lib/rabbitmq /etc/rabbitmq/conf.d /var/log/rabbitmq
      chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /etc/rabbitmq /var/log/rabbitmq
      chmod 1777 /var/lib/rabbitmq /etc/rabbitmq /etc/rabbitmq/conf.d /var/log/rabbitmq
      ${writes("/etc/rabbitmq/conf.d/10-defaults.conf", "loopback_users.guest = false\nlog.console = true\n")}
      ${writes("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT, "755")}`,
    standsFor: `docker-library/rabbitmq@9193c1d ${applets ? "4.2/alpine/Dockerfile:238-242,316-332" : "4.2/ubuntu/Dockerfile:228-233,306-327"} and docker-entrypoint.sh:4-12,61${applets ? ", with gosu in the place of su-exec" : ""}`,
    image: {
      entrypoint: ["docker-entrypoint.sh"],
      command: ["rabbitmq-server"],
      environment: {
        PATH: "/usr/local/sbin:/usr/lib/rabbitmq/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: "/var/lib/rabbitmq", LANG: "C.UTF-8", LC_ALL: "C.UTF-8", RUNNING_UNDER_SYSTEMD: "true",
      },
      volumes: ["/var/lib/rabbitmq"],
    },
    services: {
      "named volume": service("data"),
      "folder of root's": service("./data"),
      "named volume, other user": service("data", `    user: "${uid}:${gid}"\n`),
    },
    worksWithout: [{ what: ["CHOWN"], in: ["named volume"], because: "a new volume has the owner of the image's folder" }],
    startsWithin: 40,
    // A probe of root's that comes before the broker makes the cookie, and then the broker may not read it.
    probedAfter: 5,
    // The probe only asks for the Erlang machine, and is green a little before the broker listens.
    serves: "for second in 1 2 3 4 5 6 7 8 9 10; do rabbitmq-diagnostics -q check_port_connectivity && exit 0; sleep 1; done; exit 1",
    data: { write: "rabbitmqctl -q add_vhost kept", read: "rabbitmqctl -q list_vhosts | grep -qx kept" },
  };
}

tryServer(rabbitmq("rabbitmq", "rabbitmq:4.0"));
tryServer(rabbitmq("rabbitmq-alpine", "rabbitmq:4.0-alpine", { applets: true }));
