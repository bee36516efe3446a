import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = `#!/bin/sh
set -e
# What root makes of the folders is not checked. The broker becomes mosquitto by itself.
if [ "$(id -u)" = 0 ]; then chown -R mosquitto:mosquitto /mosquitto || true; fi
exec "$@"
`;

const CONFIGURATION = `
listener 1883
allow_anonymous true
persistence true
persistence_location /mosquitto/data/
`;

function service(volume: string, more = ""): string {
  return `
services:
  broker:
    image: eclipse-mosquitto:2.0
    volumes:
      - ${volume}:/mosquitto/data
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
}

tryServer({
  name: "mosquitto",
  // Netcat stands for that of BusyBox.
  packages: ["mosquitto", "mosquitto-clients", "netcat-openbsd"],
  before: "groupadd -r -g 1883 mosquitto && useradd -r -g mosquitto -u 1883 mosquitto",
  after: `
    ${writes("/mosquitto/config/mosquitto.conf", CONFIGURATION)}
    mkdir -p /mosquitto/data /mosquitto/log
    chown -R mosquitto:mosquitto /mosquitto
    ${writes("/docker-entrypoint.sh", ENTRYPOINT, "755")}`,
  standsFor: "eclipse-mosquitto/mosquitto@7b8aba1 docker/2.0-openssl/Dockerfile:57-59,71-88 and docker-entrypoint.sh; the configuration is one that people mount, with persistence",
  image: { entrypoint: ["/docker-entrypoint.sh"], command: ["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"], volumes: ["/mosquitto/data", "/mosquitto/log"] },
  services: {
    "named volume": service("data"),
    "folder of root's": service("./data"),
    "named volume, user 1883": service("data", '    user: "1883:1883"\n'),
  },
  worksWithout: [{ what: ["CHOWN"], in: ["named volume"], because: "a new volume has the owner of the image's folder" }],
  serves: "mosquitto_pub -t greeting -m hello",
  data: { write: "mosquitto_pub -r -q 1 -t kept -m 42", read: "mosquitto_sub -C 1 -W 5 -t kept | grep -qx 42" },
});
