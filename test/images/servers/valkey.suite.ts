import { writes, type Server } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = String.raw`#!/bin/sh
set -e
# The user switch: what is not valkey's is given to it, and setpriv makes valkey of root.
if [ "$(id -u)" = 0 ]; then
  find . ! -user valkey -exec chown valkey {} +
  exec /bin/setpriv --reuid=valkey --regid=valkey --clear-groups -- "$0" "$@"
fi
if [ ! -w . ]; then echo "the folder cannot be written" >&2; exit 1; fi
if [ "$(umask)" = 0022 ]; then umask 0077; fi
exec "$@"
`;

/** The image on Debian or on Alpine. */
function valkey(name: string, image: string, { applets = false } = {}): Server {
  const [uid, gid] = [999, applets ? 1000 : 999];
  const service = (volume: string, more = ""): string => `
services:
  cache:
    image: ${image}
    volumes:
      - ${volume}:/data
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
  return {
    name,
    packages: ["valkey-server"],
    applets,
    after: `
      groupmod -g ${gid} valkey && usermod -u ${uid} valkey
      install -d -o valkey -g valkey /data
      ${writes("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT, "755")}`,
    standsFor: `valkey-io/valkey-container@2a80026 docker-entrypoint.sh and ${applets ? "@13bd5b4 9.1/alpine/Dockerfile, where the user is made, and from /data to the end" : "@13bd5b4 9.1/debian/Dockerfile"}, with tini in front as since #162`,
    image: { entrypoint: ["tini", "--", "docker-entrypoint.sh"], command: ["valkey-server", "--protected-mode", "no"], workingDirectory: "/data" },
    services: {
      "named volume": service("data"),
      "folder of root's": service("./data"),
      "named volume, appendonly": service("data", '    command: ["valkey-server", "--appendonly", "yes"]\n'),
      "named volume, other user": service("data", `    user: "${uid}:${gid}"\n`),
    },
    worksWithout: [
      { what: ["CHOWN"], in: ["named volume", "named volume, appendonly"], because: "a new volume has the owner of the image's folder" },
      { what: ["DAC_OVERRIDE", "DAC_READ_SEARCH"], in: ["named volume", "folder of root's"], because: "there is no folder in the data that only valkey may enter" },
    ],
    serves: "valkey-cli ping | grep -qx PONG",
    data: { write: "valkey-cli set kept 42 | grep -qx OK", read: "valkey-cli get kept | grep -qx 42" },
  };
}

tryServer(valkey("valkey", "valkey/valkey:8"));
tryServer(valkey("valkey-alpine", "valkey/valkey:8-alpine", { applets: true }));
