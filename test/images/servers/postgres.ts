import { writes, type Server } from "../harness/server.js";

/** The first start: a new database, and a server on the socket alone for its scripts. */
const SERVE = String.raw`mkdir -p "$PGDATA"
chmod 700 "$PGDATA" || true
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username=postgres --pwfile=<(echo "$POSTGRES_PASSWORD")
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  PGPASSWORD="$POSTGRES_PASSWORD" pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
  PGPASSWORD="$POSTGRES_PASSWORD" pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@"
`;

/** What root does before gosu makes postgres of it: it prepares the folders. */
const STEPS = String.raw`  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA" || true
  mkdir -p /var/run/postgresql || true
  chmod 3775 /var/run/postgresql || true
  find "$PGDATA" ! -user postgres -exec chown postgres {} +
  find /var/run/postgresql ! -user postgres -exec chown postgres {} +`;

/** Builds before 2021 insist on setting the mode of the data folder. */
const STEPS_BEFORE_2021 = STEPS.replace('chmod 700 "$PGDATA" || true', 'chmod 700 "$PGDATA"').replace("chmod 3775", "chmod 775");

/** Builds before 2020 give everything to postgres, whoever has it. */
const STEPS_BEFORE_2020 = String.raw`  mkdir -p "$PGDATA"
  chown -R postgres "$PGDATA"
  chmod 700 "$PGDATA"
  mkdir -p /var/run/postgresql
  chown -R postgres /var/run/postgresql
  chmod 775 /var/run/postgresql`;

const SQL = `PGPASSWORD=secret psql -h 127.0.0.1 -U postgres -v ON_ERROR_STOP=1 -tAc`;

export interface PostgresImage {
  readonly name: string;
  readonly image: string;
  readonly steps?: "before 2020" | "before 2021" | "now";
  readonly applets?: boolean;
  /** Packages with what an image that is built on it adds. */
  readonly extensions?: readonly string[];
  readonly standsFor: string;
  readonly worksWithout?: Server["worksWithout"];
}

/** The server as an image of some version, on Debian or on Alpine. */
export function postgres({ name, image, steps = "now", applets = false, extensions = [], standsFor, worksWithout = [] }: PostgresImage): Server {
  const id = applets ? 70 : 999;
  const isFrom18 = image.includes(':18');
  const folder = isFrom18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
  const service = (volume: string, more = ""): string => `
services:
  db:
    image: ${image}
    environment:
      POSTGRES_PASSWORD: secret
    volumes:
      - ${volume}:${folder}
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
  const asRoot = { "before 2020": STEPS_BEFORE_2020, "before 2021": STEPS_BEFORE_2021, now: STEPS }[steps];
  return {
    name,
    packages: ["postgresql-17", ...extensions],
    before: "mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf",
    applets,
    after: `
      groupmod -g ${id} postgres && usermod -u ${id} postgres
      rm -rf /var/lib/postgresql/* && chown postgres:postgres /var/lib/postgresql && chmod 1777 /var/lib/postgresql
      sed -ri "s!^#?(listen_addresses)\\s*=\\s*\\S+.*!\\1 = '*'!" /usr/share/postgresql/17/postgresql.conf.sample
      ${isFrom18 ? "" : "install -d -o postgres -g postgres -m 1777 /var/lib/postgresql/data"}
      install -d -o postgres -g postgres -m ${steps === "now" ? "3777" : "2777"} /run/postgresql
      ${writes("/usr/local/bin/docker-entrypoint.sh", `#!/bin/bash\nset -e\nif [ "$(id -u)" = 0 ]; then\n${asRoot}\n  exec gosu postgres "$0" "$@"\nfi\n${SERVE}`, "755")}`,
    standsFor,
    image: {
      entrypoint: ["docker-entrypoint.sh"],
      command: ["postgres"],
      environment: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin", PGDATA: isFrom18 ? `${folder}/18/docker` : folder },
      volumes: [folder],
      stopSignal: "SIGINT",
    },
    services: {
      "named volume": service("data"),
      "folder of root's": service("./data"),
      "named volume, init": service("data", "    init: true\n"),
      "named volume, other user": service("data", `    user: "${id}:${id}"\n`),
    },
    worksWithout,
    serves: `${SQL} "SELECT 1"`,
    data: { write: `${SQL} "CREATE TABLE kept AS SELECT 42 AS answer"`, read: `${SQL} "SELECT answer FROM kept" | grep -qx 42` },
  };
}
