import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const CONFIGURATION = `
global:
  scrape_interval: 1s
scrape_configs:
  - job_name: prometheus
    static_configs:
      - targets: ["localhost:9090"]
`;

/** Asks for what it has measured; now, or at some moment. */
const QUERY = `promtool query instant http://127.0.0.1:9090 'up == 1'`;

function service(volume: string): string {
  return `
services:
  metrics:
    image: prom/prometheus:v2.53.3
    volumes:
      - ${volume}:/prometheus
${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
}

tryServer({
  name: "prometheus",
  // The image's wget is that of BusyBox.
  packages: ["prometheus"],
  after: `
    ln -s /bin/busybox /usr/local/bin/wget
    rm -rf /prometheus && mkdir /prometheus
    ${writes("/etc/prometheus/prometheus.yml", CONFIGURATION)}
    chown -R nobody:nogroup /etc/prometheus /prometheus && chmod g+w /prometheus`,
  standsFor: "prometheus/prometheus@d15adb9 Dockerfile:18-31",
  image: {
    user: "nobody",
    entrypoint: ["/bin/prometheus"],
    command: ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"],
    workingDirectory: "/prometheus",
    volumes: ["/prometheus"],
  },
  services: { "named volume": service("data") },
  // It starts as nobody, to whom such a folder is closed.
  failing: { "folder of root's": service("./data") },
  serves: QUERY,
  data: {
    // It begins to measure five seconds after its start.
    write: `for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do ${QUERY} | grep -q up && sleep 2 && date +%s > /prometheus/kept && exit 0; sleep 1; done; exit 1`,
    read: `${QUERY} --time="$(cat /prometheus/kept)" | grep -q up`,
  },
});
