import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const everything = { options: { everyPostgres: true } };
const always = (command: string): string => `warning The healthcheck of web succeeds whatever happens (\`${command}\`), so it never becomes unhealthy. Let the probe fail when the service does.`;
const beside = (command: string): string => `warning \`${command}\` does not look at the running service, so web is healthy also when it answers nobody. Probe what it serves.`;
const STATUS = "warning `curl` succeeds on every answer, also on an error 500, so web is healthy as long as anything answers. Add --fail.";
const early = (program: string): string => `warning At its first start web runs for itself alone while it is set up, and \`${program}\` over the socket already says "healthy": api starts too early. Let it ask 127.0.0.1.`;
const probed = (test: string, ...more: readonly string[]): string => web("image: acme/web:1", `healthcheck: {test: ${test}}`, ...more);
const waiting = "  api: {image: acme/api:1, depends_on: {web: {condition: service_healthy}}}\n";
const database = (image: string, test: string, ...more: readonly string[]): string => web(`image: ${image}`, `healthcheck: {test: ${test}}`, ...more) + waiting;
const SCRIPTS = "volumes: ['./init:/docker-entrypoint-initdb.d:ro']";

testRule("healthcheck-truth", {
  reports: [
    ["exit 0", probed("exit 0"), [`4:25-31 ${always("exit 0")}`]],
    ["echo in a list", probed("[CMD, echo, 'all well']"), [`4:25-48 ${always("echo all well")}`]],
    ["|| true", probed("curl -f http://127.0.0.1 || true"), [`4:25-57 ${always("|| true")}`]],
    ["|| exit 0 in a shell in a list", probed("[CMD, sh, -c, '/health || exit 0']"), [`4:25-59 ${always("|| exit 0")}`]],
    ["; true", probed("/health; true"), [`4:25-38 ${always("; true")}`]],
    ["a shell in a shell", probed("sh -c 'exit 0'"), [`4:25-39 ${always("exit 0")}`]],
    ["a version", probed("[CMD, rclone, version]"), [`4:25-47 ${beside("rclone version")}`]],
    ["the configuration of nginx", probed("[CMD, nginx, -t]"), [`4:25-41 ${beside("nginx -t")}`]],
    ["curl without --fail", probed("[CMD, curl, 'http://127.0.0.1/health']"), [`4:25-63 ${STATUS}`]],
    ["curl without --fail, and a fallback", probed("curl -s -o /dev/null http://127.0.0.1 || exit 1"), [`4:25-72 ${STATUS}`]],
    ["curl with a look-alike of --fail", probed("curl --fail-early http://127.0.0.1"), [`4:25-59 ${STATUS}`]],
    ["curl in a shell in a list", probed("[CMD, sh, -c, 'curl http://127.0.0.1']"), [`4:25-63 ${STATUS}`]],
    ["operators without a shell", probed("[CMD, curl, -f, 'http://x', '||', exit, '1']"), ["4:25-69 warning Behind CMD there is no shell: `||` and what follows are arguments of the probe of web. Use CMD-SHELL with the whole command as one text."]],
    ["pieces behind CMD-SHELL", probed("[CMD-SHELL, curl, -f, 'http://x']"), ["4:25-58 warning Behind CMD-SHELL only the first text is the command, so the healthcheck of web runs `curl` alone. Write it as one text."]],
    ["pg_isready over the socket", database("postgres:17", "pg_isready -U app", SCRIPTS), [`4:25-42 ${early("pg_isready")}`]],
    ["pg_isready in a list", database("pgvector/pgvector:pg17", "[CMD, pg_isready, '-h', /var/run/postgresql]", SCRIPTS), [`4:25-69 ${early("pg_isready")}`]],
    ["pg_isready without scripts, if asked to", database("postgres:17", "pg_isready -U app"), [`4:25-42 ${early("pg_isready")}`], everything],
    ["mysqladmin over the socket", database("mysql:8.4", "[CMD, mysqladmin, ping, -h, localhost]"), [`4:25-63 ${early("mysqladmin")}`]],
    ["mariadb-admin over the socket", database("mariadb:11.8", "mariadb-admin ping || exit 1", "command: --max-connections=50"), [`4:25-53 ${early("mariadb-admin")}`]],
    [
      "redis-cli without the password",
      web("image: redis:7.4", "command: redis-server --requirepass $$PASSWORD", "healthcheck: {test: [CMD, redis-cli, ping]}"),
      ["5:25-47 warning `redis-cli ping` ends with 0 also when web refuses it, and web asks for a password that the probe does not give. Give it, and compare the answer with PONG."],
    ],
    [
      "redis-cli without the password that a script hands over",
      web("image: valkey/valkey:8.1", "command: [sh, -c, 'exec valkey-server --requirepass $$PASSWORD']", "healthcheck: {test: valkey-cli ping}"),
      ["5:25-40 warning `valkey-cli ping` ends with 0 also when web refuses it"],
    ],
    ["a job as well", probed("exit 0", 'restart: "no"'), [`4:25-31 ${always("exit 0")}`]],
    ["a default", probed("'${PROBE:-exit 0}'"), [`4:25-43 ${always("exit 0")}`]],
    ["a merged healthcheck", `x-all: &all {healthcheck: {test: exit 0}}\n${web("<<: *all", "image: acme/web:1")}`, [`1:34-40 ${always("exit 0")}`]],
  ],
  accepts: [
    ["a probe", probed("[CMD, /app/health]")],
    ["|| exit 1", probed("/health || exit 1")],
    ["true behind &&", probed("/health && echo well")],
    ["true in front", probed("true && /health")],
    ["a redirection, which can fail", probed("bash -c 'echo > /dev/tcp/127.0.0.1/80'")],
    ["a loop", probed("while ! /health; do sleep 1; done")],
    ["a condition", probed("if /health; then exit 0; else exit 1; fi")],
    ["set -e", probed("set -e; /health; echo well")],
    ["a pipe", probed("/health | grep -q well")],
    ["a script that cannot be read", probed("'(/health) || true'")],
    ["curl --fail", probed("curl --fail http://127.0.0.1")],
    ["curl -f among other letters", probed("[CMD, curl, -sSfL, 'http://127.0.0.1']")],
    ["curl, and a look at what it brings", probed("curl -s http://127.0.0.1 | grep -q ok")],
    ["curl, and a look at the status", probed("'test \"$$(curl -s -o /dev/null -w %{http_code} http://x)\" = 200'")],
    ["curl with another protocol", probed("curl telnet://127.0.0.1:25")],
    ["curl with an argument that nobody set", probed("[CMD, curl, $FLAGS, 'http://x']")],
    ["wget", probed("wget -q --spider http://127.0.0.1")],
    ["pg_isready over the network", database("postgres:17", "pg_isready -h 127.0.0.1", SCRIPTS)],
    ["pg_isready by its environment", database("postgres:17", "pg_isready", SCRIPTS, "environment: {PGHOST: 127.0.0.1}")],
    ["pg_isready without scripts", database("postgres:17", "pg_isready")],
    ["pg_isready, and nobody waits", web("image: postgres:17", "healthcheck: {test: pg_isready}", SCRIPTS)],
    ["pg_isready in another image", database("acme/postgres:17", "pg_isready", SCRIPTS)],
    ["pg_isready behind another entrypoint", database("postgres:17", "pg_isready", SCRIPTS, "entrypoint: /start.sh")],
    ["mysqladmin over the network", database("mysql:8.4", "[CMD, mysqladmin, ping, -h127.0.0.1]")],
    ["mysqladmin by its protocol", database("mysql:8.4", "[CMD, mysqladmin, ping, -h, localhost, --protocol=tcp]")],
    ["the image's own script", database("mariadb:11.8", "[CMD, healthcheck.sh, --connect, --innodb_initialized]")],
    ["redis-cli with the password", web("image: redis:7.4", "command: redis-server --requirepass x", "healthcheck: {test: redis-cli -a x ping}")],
    ["redis-cli with the password in its environment", web("image: redis:7.4", "command: redis-server --requirepass x", "environment: {REDISCLI_AUTH: x}", "healthcheck: {test: redis-cli ping}")],
    ["redis-cli with a password that may be in a file", web("image: redis:7.4", "command: redis-server --requirepass x", "env_file: .env.cache", "healthcheck: {test: redis-cli ping}")],
    ["redis-cli that looks at the answer", web("image: redis:7.4", "command: redis-server --requirepass x", "healthcheck: {test: redis-cli ping | grep PONG}")],
    ["redis-cli where no password is known", web("image: redis:7.4", "healthcheck: {test: [CMD, redis-cli, ping]}")],
    ["a healthcheck that is turned off", web("image: acme/web:1", "healthcheck: {disable: true, test: exit 0}")],
    ["a test that nobody set", probed("$TEST")],
    ["a fragment", web("healthcheck: {test: exit 0}")],
    ["Windows", probed("exit 0", "platform: windows")],
    ["a provider", web("provider: {type: cloud}", "healthcheck: {test: exit 0}")],
  ],
  fixes: [
    ["adds --fail to a list", probed("['CMD', 'curl', 'http://127.0.0.1']"), probed("['CMD', 'curl', '--fail', 'http://127.0.0.1']"), unsafe],
    ["adds --fail to a list in lines", web("image: acme/web:1", "healthcheck:", "  test:", "    - CMD", "    - curl # probe", "    - http://x"), web("image: acme/web:1", "healthcheck:", "  test:", "    - CMD", "    - curl # probe", '    - "--fail"', "    - http://x"), unsafe],
    ["adds --fail to a text, which becomes a list", probed("curl -s http://127.0.0.1 || exit 1"), probed("[CMD-SHELL, curl --fail -s http://127.0.0.1 || exit 1]"), unsafe],
    ["not without being asked to", probed("curl http://x"), probed("curl http://x")],
    ["asks over the network", database("postgres:17", "pg_isready -U app", SCRIPTS), database("postgres:17", "[CMD-SHELL, pg_isready -h 127.0.0.1 -U app]", SCRIPTS), unsafe],
    ["asks over the network in a list", database("mysql:8.4", "[CMD, mysqladmin, ping]"), database("mysql:8.4", '[CMD, mysqladmin, "-h", 127.0.0.1, ping]'), unsafe],
    ["no second host", database("mysql:8.4", "[CMD, mysqladmin, ping, -h, localhost]"), database("mysql:8.4", "[CMD, mysqladmin, ping, -h, localhost]"), unsafe],
    ["no script with dollar signs", probed("curl http://127.0.0.1:$$PORT"), probed("curl http://127.0.0.1:$$PORT"), unsafe],
    ["nothing for a probe that always succeeds", probed("exit 0"), probed("exit 0"), unsafe],
  ],
});
