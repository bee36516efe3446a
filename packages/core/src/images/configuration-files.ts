import { isShell, knownWords } from "../compose/model/command.js";
import type { Mount } from "../compose/model/mount.js";
import { programOf } from "../compose/model/program.js";
import type { Service } from "../compose/model/service.js";
import { imageName, parseImageReference } from "./reference.js";
import { knownValue } from "../compose/model/value.js";

/** Whether a mount is on a place from which the image of a service reads its configuration, and to which it never writes. False if that is not known. */
export function isOnlyRead(service: Service, { target }: Mount): boolean {
  const image = knownValue(service.image);
  if (image === undefined || service.isBuilt || mayWriteAnything(service)) return false;
  const name = imageName(parseImageReference(image));
  if (name.startsWith("nginx") && isUnder(target, "/etc/nginx") && makesConfiguration(service)) return isUnder(target, "/etc/nginx/templates");
  return READ.some(([images, paths]) => images.test(name) && paths.test(target));
}

/** A script of the service's own may write wherever it likes. */
function mayWriteAnything(service: Service): boolean {
  const { entrypoint, command } = programOf(service);
  if (entrypoint) return true;
  const words = command ? knownWords(command) : [];
  return !words || isShell(words[0] ?? "") || words[0]?.endsWith(".sh") === true;
}

/** The image of nginx fills in templates at start, and writes what comes of them beside the configuration. */
function makesConfiguration({ mounts }: Service): boolean {
  return mounts.some(({ target }) => isUnder(target, "/etc/nginx/templates"));
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/**
 * Which images, by the last part of their name, read which paths. Not among them, because something writes there: `elasticsearch.yml`
 * (set up at the first start), `opensearch.yml` (the demonstration certificates), `logstash.yml` (filled from the environment),
 * `enabled_plugins` of RabbitMQ, `users.d` of ClickHouse, `acme.json` of Traefik, `redis.conf` (`CONFIG REWRITE`, which Sentinel sends),
 * all of Mosquitto and Vault (their start changes owners). Source: the entrypoints and the documentation of the images.
 */
const READ: readonly (readonly [images: RegExp, paths: RegExp])[] = [
  [/^(?:nginx|nginx-unprivileged|openresty)$/, /^\/etc\/nginx(?:\/|$)|^\/etc\/(?:letsencrypt|ssl|certs)(?:\/|$)/],
  [/^httpd$/, /^\/usr\/local\/apache2\/conf(?:\/|$)/],
  [/^traefik$/, /^\/(?:etc\/traefik\/)?(?:traefik|dynamic|tls|middlewares?|routes?|rules|conf\.d)(?:[-_]\w+)*(?:\.ya?ml|\.toml|\/.*\.(?:ya?ml|toml))?$/],
  [/^caddy$/, /^\/etc\/caddy(?:\/|$)/],
  [/^haproxy(?:-alpine)?$/, /^\/(?:usr\/local\/)?etc\/haproxy(?:\/|$)/],
  [/^envoy$/, /^\/etc\/(?:envoy(?:\/|$)|envoy\.ya?ml$)/],
  [/^prometheus$/, /^\/etc\/prometheus(?:\/|$)/],
  [/^alertmanager$/, /^\/etc\/alertmanager(?:\/|$)/],
  [/^blackbox-exporter$/, /^\/etc\/blackbox_exporter(?:\/|$)/],
  [/^grafana(?:-oss|-enterprise)?$/, /^\/etc\/grafana(?:\/|$)|^\/var\/lib\/grafana\/dashboards(?:\/|$)/],
  [/^(?:loki|tempo|mimir|alloy|pyroscope)$/, /^\/etc\/(?:loki|tempo|mimir|alloy|pyroscope)(?:[-/][\w./-]*)?(?:\.ya?ml)?$/],
  // Some keep its positions in the same folder.
  [/^promtail$/, /^\/etc\/promtail(?:[-/][\w./-]*)?\.ya?ml$/],
  [/^opentelemetry-collector(?:-contrib)?$/, /^\/etc\/otel[\w.-]*(?:\/|$)/],
  [/^vector$/, /^\/etc\/vector(?:\/|$)/],
  [/^fluent-bit$/, /^\/fluent-bit\/etc(?:\/|$)/],
  [/^fluentd$/, /^\/fluentd\/etc(?:\/|$)/],
  [/^telegraf$/, /^\/etc\/telegraf(?:\/|$)/],
  [/^logstash$/, /^\/usr\/share\/logstash\/pipeline(?:\/|$)/],
  [/^kibana$/, /^\/usr\/share\/kibana\/config\/kibana\.yml$/],
  [/^(?:mysql|mariadb|percona)$/, /^\/etc\/mysql(?:\/|$)|^\/etc\/my\.cnf(?:\.d)?(?:\/|$)|^\/docker-entrypoint-initdb\.d(?:\/|$)/],
  [/^(?:postgres|postgis|pgvector|timescaledb)$/, /^\/etc\/postgresql(?:\/|\.conf$|$)|^\/docker-entrypoint-initdb\.d(?:\/|$)/],
  [/^mongo$/, /^\/etc\/mongod?\.conf$|^\/docker-entrypoint-initdb\.d(?:\/|$)/],
  [/^rabbitmq$/, /^\/etc\/rabbitmq\/(?:rabbitmq\.conf|advanced\.config|definitions\.json|conf\.d(?:\/.*)?)$/],
  [/^clickhouse(?:-server)?$/, /^\/etc\/clickhouse-server\/(?:config\.d(?:\/.*)?|config\.xml)$|^\/docker-entrypoint-initdb\.d(?:\/|$)/],
  [/^php$/, /^\/usr\/local\/etc\/php(?:-fpm\.d|-fpm\.conf)?(?:\/|$)/],
  [/^coredns$/, /^\/(?:etc\/coredns\/)?Corefile$|^\/etc\/coredns$/],
  [/^registry$/, /^\/etc\/(?:docker\/registry|distribution)\/config\.yml$/],
];
