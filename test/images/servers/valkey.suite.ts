import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = String.raw`#!/bin/sh
set -e
# The user switch: what is not valkey's is given to it, and setpriv makes valkey of root.
if [ "$(id -u)" = 0 ]; then
  find . ! -user valkey -exec chown valkey {} +
  exec setpriv --reuid=valkey --regid=valkey --clear-groups -- "$0" "$@"
fi
if [ ! -w . ]; then echo "the folder cannot be written" >&2; exit 1; fi
if [ "$(umask)" = 0022 ]; then umask 0077; fi
exec "$@"
`;

function service(volume: string, more = ""): string {
  return `
services:
  cache:
    image: valkey/valkey:8
    volumes:
      - ${volume}:/data
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
}

tryServer({
  name: "valkey",
  packages: ["valkey-server"],
  before: "groupadd -r -g 999 valkey && useradd -r -g valkey -u 999 valkey",
  after: `
    install -d -o valkey -g valkey /data
    ${writes("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT, "755")}`,
  standsFor: "valkey-io/valkey-container@2a80026 docker-entrypoint.sh, with tini in front as since #162",
  image: { entrypoint: ["tini", "--", "docker-entrypoint.sh"], command: ["valkey-server", "--protected-mode", "no"], workingDirectory: "/data" },
  services: {
    "named volume": service("data"),
    "folder of root's": service("./data"),
    "named volume, appendonly": service("data", '    command: ["valkey-server", "--appendonly", "yes"]\n'),
    "named volume, user 999": service("data", '    user: "999:999"\n'),
  },
  worksWithout: [
    { what: ["CHOWN"], in: ["named volume", "named volume, appendonly"], because: "a new volume has the owner of the image's folder" },
    { what: ["DAC_OVERRIDE", "DAC_READ_SEARCH"], in: ["named volume", "folder of root's"], because: "there is no folder in the data that only valkey may enter" },
  ],
  serves: "valkey-cli ping | grep -qx PONG",
  data: { write: "valkey-cli set kept 42 | grep -qx OK", read: "valkey-cli get kept | grep -qx 42" },
});
