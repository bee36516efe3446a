import { writes, type Server } from "../harness/server.js";

/** From 8 on: setpriv makes redis of root, for good. Elsewhere root goes on without a word. */
const STEPS = String.raw`set -e
may() { /bin/setpriv -d | grep -q "Capability bounding set:.*\b$1\b"; }
as_redis="/bin/setpriv --reuid redis --regid redis --clear-groups"
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

/** Up to 7: all data that is not redis's is given to it, and gosu makes redis of root. */
const STEPS_UP_TO_7 = String.raw`set -e
if [ "$(id -u)" = 0 ]; then
  find . ! -user redis -exec chown redis {} +
  exec gosu redis "$0" "$@"
fi
if [ "$(umask)" = 0022 ]; then umask 0077; fi
exec "$@"
`;

/** Builds before October 2018 give all data to redis, whoever has it. */
const STEPS_OF_2018 = STEPS_UP_TO_7.replace("find . ! -user redis -exec chown redis {} +", "chown -R redis .");

const SETPRIV_KEEPS = "what redis can read and write need not be given to it";
const NO_CLOSED_FOLDER = "there is no folder in the data that only redis may enter";

/** The server as an image of some version, on Debian or on Alpine. */
export function redis(name: string, image: string, { applets = false } = {}): Server {
  const isUpTo7 = /:[2-7]/.test(image);
  const isOf2018 = image.includes(':4.0.11');
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
    packages: ["redis-server"],
    applets,
    after: `
      groupmod -g ${gid} redis && usermod -u ${uid} redis
      install -d -o redis -g redis /data
      ${writes("/usr/local/bin/docker-entrypoint.sh", `#!/bin/${applets || isUpTo7 ? "sh" : "bash"}\n${isOf2018 ? STEPS_OF_2018 : isUpTo7 ? STEPS_UP_TO_7 : STEPS}`, "755")}`,
    standsFor: isOf2018
      ? "redis/docker-library-redis@403f00a 4.0/docker-entrypoint.sh:11-17 and 4.0/Dockerfile"
      : isUpTo7
      ? `redis/docker-library-redis@e5650da 7.4/${applets ? "alpine" : "debian"}/docker-entrypoint.sh:11-24, which are the same since 2018, and 7.4/${applets ? "alpine" : "debian"}/Dockerfile, where the user is made, and from /data to the end`
      : `redis/docker-library-redis@0d55be9 ${applets ? "alpine" : "debian"}/docker-entrypoint.sh, from the user switch to the end, and ${applets ? "alpine" : "debian"}/Dockerfile, where the user is made, and from /data to the end`,
    // Its makers turn the protected mode off when they build it.
    image: { entrypoint: ["docker-entrypoint.sh"], command: ["redis-server", "--protected-mode", "no"], workingDirectory: "/data", ...(isUpTo7 ? { volumes: ["/data"] } : {}) },
    services: {
      "named volume": service("data"),
      "folder of root's": service("./data"),
      "named volume, init": service("data", "    init: true\n"),
      "named volume, appendonly": service("data", '    command: ["redis-server", "--appendonly", "yes"]\n'),
      [`named volume, user ${uid}`]: service("data", `    user: "${uid}:${gid}"\n`),
    },
    worksWithout: [
      ...(isOf2018 ? [] : [{ what: ["CHOWN"], in: ["named volume", "named volume, init", "named volume, appendonly"], because: "a new volume has the owner of the image's folder" }]),
      { what: ["DAC_OVERRIDE"], ...(isUpTo7 ? { in: ["named volume", "folder of root's", "named volume, init"], because: NO_CLOSED_FOLDER } : { because: SETPRIV_KEEPS }) },
    ],
    serves: "redis-cli ping | grep -qx PONG",
    data: { write: "redis-cli set kept 42 | grep -qx OK", read: "redis-cli get kept | grep -qx 42" },
  };
}
