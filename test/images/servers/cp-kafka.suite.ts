import { JARS } from "../harness/jars.js";
import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

/** It makes the configuration of variables, looks whether it may write, formats an empty folder, and becomes Java. */
const RUN = String.raw`#!/bin/bash
set -e
env | sed -n 's/^KAFKA_//p' | while IFS='=' read -r name value; do printf '%s=%s\n' "$(echo "$name" | tr 'A-Z_' 'a-z.')" "$value"; done > /etc/kafka/kafka.properties
echo log.dirs=/var/lib/kafka/data >> /etc/kafka/kafka.properties
test -w /var/lib/kafka/data
java -cp '${JARS}/*' kafka.tools.StorageTool format --ignore-formatted --cluster-id="$CLUSTER_ID" -c /etc/kafka/kafka.properties
exec java -Xmx512m -cp '${JARS}/*' kafka.Kafka /etc/kafka/kafka.properties
`;

const PROBE = String.raw`#!/bin/bash
exec java -Xmx128m -cp '${JARS}/*' kafka.admin.BrokerApiVersionsCommand "$@"
`;

const TOPICS = `java -Xmx128m -cp '${JARS}/*' org.apache.kafka.tools.TopicCommand --bootstrap-server localhost:9092`;

function service(folder: string): string {
  return `
services:
  broker:
    image: confluentinc/cp-kafka:7.9.0
    environment:
      CLUSTER_ID: MkU3OEVBNTcwNTJENDM2Qk
      KAFKA_NODE_ID: 1
      KAFKA_PROCESS_ROLES: broker,controller
      KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://localhost:9092
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
      KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER
      KAFKA_CONTROLLER_QUORUM_VOTERS: 1@localhost:9093
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1
    volumes:
      - ${folder}:/var/lib/kafka/data
${folder.startsWith(".") ? "" : `volumes:\n  ${folder}:\n`}`;
}

tryServer({
  name: "cp-kafka",
  packages: ["openjdk-21-jre-headless"],
  jars: ["org.apache.kafka:kafka_2.13:3.9.1", "org.apache.kafka:kafka-tools:3.9.1"],
  before: "mkdir -p /usr/share/man/man1 && groupadd appuser --gid=1000 && useradd --no-log-init --uid=1000 -g appuser --shell /bin/bash --create-home appuser",
  after: `
    mkdir -p /var/lib/kafka/data /etc/kafka/secrets /var/log/kafka
    chown -R appuser:root /etc/kafka /var/log/kafka /var/lib/kafka && chmod -R ug+w /etc/kafka /var/log/kafka /var/lib/kafka
    ${writes("/etc/confluent/docker/run", RUN, "755")}
    ${writes("/usr/bin/kafka-broker-api-versions", PROBE, "755")}`,
  standsFor: "confluentinc/kafka-images@f8e3015 kafka/Dockerfile.ubi9:54-103 and kafka/include/etc/confluent/docker",
  image: {
    user: "appuser",
    command: ["/etc/confluent/docker/run"],
    environment: { COMPONENT: "kafka" },
    volumes: ["/var/lib/kafka/data", "/etc/kafka/secrets"],
  },
  services: { "named volume": service("data") },
  // It starts as appuser, to whom such a folder is closed.
  failing: { "folder of root's": service("./data") },
  startsWithin: 300,
  endsWith: 143,
  serves: `${TOPICS} --list`,
  data: { write: `${TOPICS} --create --topic kept`, read: `${TOPICS} --describe --topic kept | grep -q kept` },
});
