import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = String.raw`#!/bin/bash
set -e
# The user switch: all data is given to zookeeper, whoever has it, and gosu makes zookeeper of root.
if [ "$(id -u)" = 0 ]; then
  chown -R zookeeper "$ZOO_DATA_DIR" "$ZOO_DATA_LOG_DIR" "$ZOO_LOG_DIR"
  exec gosu zookeeper "$0" "$@"
fi
if [ ! -f "$ZOO_CONF_DIR/zoo.cfg" ]; then
  printf 'dataDir=%s\ndataLogDir=%s\ntickTime=2000\ninitLimit=5\nsyncLimit=2\nstandaloneEnabled=true\nadmin.enableServer=true\nserver.1=localhost:2888:3888;2181\n' \
    "$ZOO_DATA_DIR" "$ZOO_DATA_LOG_DIR" > "$ZOO_CONF_DIR/zoo.cfg"
fi
if [ ! -f "$ZOO_DATA_DIR/myid" ]; then echo 1 > "$ZOO_DATA_DIR/myid"; fi
exec "$@"
`;

/** Debian has no zkServer.sh start-foreground and no status; these two are as short as can be. */
const CONTROL = String.raw`#!/bin/bash
case "$1" in
  start-foreground) exec java -cp '/usr/share/java/*' -Dzookeeper.log.dir="$ZOO_LOG_DIR" org.apache.zookeeper.server.quorum.QuorumPeerMain "$ZOO_CONF_DIR/zoo.cfg" ;;
  status) exec 3<>/dev/tcp/127.0.0.1/2181 && echo srvr >&3 && timeout 5 grep -q '^Mode:' <&3 ;;
esac
`;

const CLIENT = "java -cp '/usr/share/java/*' org.apache.zookeeper.ZooKeeperMain -server 127.0.0.1:2181";

function service(folder: string, more = ""): string {
  const named = !folder.startsWith(".");
  return `
services:
  ensemble:
    image: zookeeper:3.9
    volumes:
      - ${folder}:/data
      - ${folder}log:/datalog
${more}${named ? `volumes:\n  ${folder}:\n  ${folder}log:\n` : ""}`;
}

tryServer({
  name: "zookeeper",
  packages: ["zookeeper", "openjdk-21-jre-headless"],
  // The packages of Java want a folder for their pages.
  before: "mkdir -p /usr/share/man/man1 && groupadd -r zookeeper --gid=1000 && useradd -r -g zookeeper --uid=1000 zookeeper",
  after: `
    mkdir -p /datalog /data /conf /logs && chown zookeeper:zookeeper /datalog /data /conf /logs
    ${writes("/docker-entrypoint.sh", ENTRYPOINT, "755")}
    ${writes("/usr/local/bin/zkServer.sh", CONTROL, "755")}`,
  standsFor: "31z4/zookeeper-docker@52a8364 3.9.4/Dockerfile:3-22,75-86 and docker-entrypoint.sh:6-9,12-46",
  image: {
    entrypoint: ["/docker-entrypoint.sh"],
    command: ["zkServer.sh", "start-foreground"],
    environment: { ZOO_CONF_DIR: "/conf", ZOO_DATA_DIR: "/data", ZOO_DATA_LOG_DIR: "/datalog", ZOO_LOG_DIR: "/logs" },
    volumes: ["/data", "/datalog", "/logs"],
  },
  services: { "named volumes": service("data"), "folders of root's": service("./data"), "named volumes, user 1000": service("data", '    user: "1000:1000"\n') },
  worksWithout: [{ what: ["DAC_OVERRIDE"], because: "there is no folder in the data that only zookeeper may enter" }],
  startsWithin: 60,
  endsWith: 143,
  serves: `${CLIENT} ls / 2>&1 | grep -q zookeeper`,
  data: { write: `${CLIENT} create /kept 42 2>&1 | grep -q 'Created /kept'`, read: `${CLIENT} get /kept 2>/dev/null | grep -qx 42` },
});
