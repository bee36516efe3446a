import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

/** It makes the configuration of variables, looks whether it may write, and becomes Java. */
const RUN = String.raw`#!/bin/bash
set -e
: "$ZOOKEEPER_CLIENT_PORT"
printf 'dataDir=/var/lib/zookeeper/data\ndataLogDir=/var/lib/zookeeper/log\nclientPort=%s\nadmin.enableServer=false\n' "$ZOOKEEPER_CLIENT_PORT" > /etc/kafka/zookeeper.properties
test -w /var/lib/zookeeper/data && test -w /var/lib/zookeeper/log
exec java -cp '/usr/share/java/*' org.apache.zookeeper.server.quorum.QuorumPeerMain /etc/kafka/zookeeper.properties
`;

const CLIENT = "java -cp '/usr/share/java/*' org.apache.zookeeper.ZooKeeperMain -server 127.0.0.1:2181";

function service(folder: string): string {
  return `
services:
  ensemble:
    image: confluentinc/cp-zookeeper:7.6.0
    environment:
      ZOOKEEPER_CLIENT_PORT: 2181
    volumes:
      - ${folder}:/var/lib/zookeeper/data
      - ${folder}log:/var/lib/zookeeper/log
${folder.startsWith(".") ? "" : `volumes:\n  ${folder}:\n  ${folder}log:\n`}`;
}

tryServer({
  name: "cp-zookeeper",
  packages: ["zookeeper", "openjdk-21-jre-headless"],
  // The packages of Java want a folder for their pages.
  before: "mkdir -p /usr/share/man/man1 && groupadd -r zookeeper --gid=1000 && useradd -r -g zookeeper --uid=1000 zookeeper",
  after: `
    usermod --login appuser zookeeper && groupmod --new-name appuser zookeeper
    mkdir -p /var/lib/zookeeper/data /var/lib/zookeeper/log /etc/zookeeper/secrets /etc/kafka
    chown -R appuser:root /var/lib/zookeeper /etc/zookeeper/secrets /etc/kafka
    chmod -R ug+w /var/lib/zookeeper /etc/zookeeper/secrets /etc/kafka
    ${writes("/etc/confluent/docker/run", RUN, "755")}`,
  standsFor: "confluentinc/kafka-images@01863fa zookeeper/Dockerfile.ubi8 and zookeeper/include/etc/confluent/docker",
  image: {
    user: "appuser",
    command: ["/etc/confluent/docker/run"],
    environment: { COMPONENT: "zookeeper" },
    volumes: ["/var/lib/zookeeper/data", "/var/lib/zookeeper/log", "/etc/zookeeper/secrets"],
  },
  services: { "named volumes": service("data") },
  // It starts as appuser, to whom such folders are closed.
  failing: { "folders of root's": service("./data") },
  startsWithin: 60,
  endsWith: 143,
  probe: ["CMD", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/2181 && echo srvr >&3 && timeout 5 grep -q '^Mode:' <&3"],
  serves: `${CLIENT} ls / 2>&1 | grep -q zookeeper`,
  data: { write: `${CLIENT} create /kept 42 2>&1 | grep -q 'Created /kept'`, read: `${CLIENT} get /kept 2>/dev/null | grep -qx 42` },
});
