import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = String.raw`#!/bin/bash
set -e
may() { setpriv -d | grep -q "Capability bounding set:.*\b$1\b"; }
as_redis="setpriv --reuid redis --regid redis --clear-groups"
# The user switch: where root may set users and groups, setpriv makes redis of it, for good. Elsewhere root goes on without a word.
if [ "$(id -u)" = 0 ] && may setuid && may setgid; then
  # What redis cannot read and write is given to it; if that fails, it is only told.
  find . -print0 | while IFS= read -r -d "" file; do
    $as_redis test -r "$file" -a -w "$file" && continue
    chown redis "$file" || echo "warning: $file stays somebody else's"
    if [ -d "$file" ]; then chmod u+rwx "$file" || true; else chmod u+rw "$file" || true; fi
  done
  exec $as_redis --nnp --inh-caps=-all --ambient-caps=-all --bounding-set=-all "$0" "$@"
fi
if [ "$(umask)" = 0022 ]; then umask 0077; fi
exec "$@"
`;

function service(volume: string, more = ""): string {
  return `
services:
  cache:
    image: redis:8
    volumes:
      - ${volume}:/data
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
}

tryServer({
  name: "redis",
  packages: ["redis-server"],
  before: "groupadd -r -g 999 redis && useradd -r -g redis -u 999 redis",
  after: `
    install -d -o redis -g redis /data
    ${writes("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT, "755")}`,
  standsFor: "redis/docker-library-redis@0d55be9 debian/docker-entrypoint.sh, from the user switch to the end, and debian/Dockerfile, groupadd to WORKDIR",
  // Its makers turn the protected mode off when they build it.
  image: { entrypoint: ["docker-entrypoint.sh"], command: ["redis-server", "--protected-mode", "no"], workingDirectory: "/data" },
  services: {
    "named volume": service("data"),
    "folder of root's": service("./data"),
    "named volume, init": service("data", "    init: true\n"),
    "named volume, user 999": service("data", '    user: "999:999"\n'),
    "named volume, appendonly": service("data", '    command: ["redis-server", "--appendonly", "yes"]\n'),
  },
  worksWithout: [
    { what: ["CHOWN"], in: ["named volume", "named volume, init", "named volume, appendonly"], because: "a new volume has the owner of the image's folder" },
    { what: ["DAC_OVERRIDE"], because: "what redis can read and write need not be given to it" },
  ],
  serves: "redis-cli ping | grep -qx PONG",
  data: { write: "redis-cli set kept 42 | grep -qx OK", read: "redis-cli get kept | grep -qx 42" },
});
