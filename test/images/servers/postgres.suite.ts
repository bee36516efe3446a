import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = String.raw`#!/bin/bash
set -e
# The user switch of the entrypoint: root prepares the folders, and gosu makes postgres of it.
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA" || true
  chmod 3775 /run/postgresql || true
  find "$PGDATA" ! -user postgres -exec chown postgres {} +
  find /run/postgresql ! -user postgres -exec chown postgres {} +
  exec gosu postgres "$0" "$@"
fi
mkdir -p "$PGDATA"
chmod 700 "$PGDATA" || true
# The first start: a new database, and a server on the socket alone for its scripts.
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username=postgres --pwfile=<(echo "$POSTGRES_PASSWORD")
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  PGPASSWORD="$POSTGRES_PASSWORD" pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
  PGPASSWORD="$POSTGRES_PASSWORD" pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@"
`;

const SQL = `PGPASSWORD=secret psql -h 127.0.0.1 -U postgres -v ON_ERROR_STOP=1 -tAc`;

function service(volume: string, more = ""): string {
  return `
services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: secret
    volumes:
      - ${volume}:/var/lib/postgresql/data
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
}

tryServer({
  name: "postgres",
  packages: ["postgresql-17"],
  before: "groupadd -r -g 999 postgres && useradd -r -g postgres -u 999 -d /var/lib/postgresql -s /bin/bash postgres",
  after: `
    rm -rf /var/lib/postgresql/17 /etc/postgresql/17
    sed -ri "s!^#?(listen_addresses)\\s*=\\s*\\S+.*!\\1 = '*'!" /usr/share/postgresql/17/postgresql.conf.sample
    install -d -o postgres -g postgres -m 1777 /var/lib/postgresql/data
    install -d -o postgres -g postgres -m 3777 /run/postgresql
    ${writes("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT, "755")}`,
  standsFor: "docker-library/postgres@6edb0a8 17/bookworm/Dockerfile:11-18,173-193 and docker-entrypoint.sh:36-61,290-305,331-338",
  image: {
    entrypoint: ["docker-entrypoint.sh"],
    command: ["postgres"],
    environment: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/17/bin", PGDATA: "/var/lib/postgresql/data" },
    volumes: ["/var/lib/postgresql/data"],
    stopSignal: "SIGINT",
  },
  services: {
    "named volume": service("data"),
    "folder of root's": service("./data"),
    "named volume, init": service("data", "    init: true\n"),
    "named volume, user 999": service("data", '    user: "999:999"\n'),
  },
  serves: `${SQL} "SELECT 1"`,
  data: { write: `${SQL} "CREATE TABLE kept AS SELECT 42 AS answer"`, read: `${SQL} "SELECT answer FROM kept" | grep -qx 42` },
});
