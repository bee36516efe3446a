import { writes, type Server } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

/** What root does: the folders that the configuration names are made, and given to mysql. */
const STEPS = String.raw`
  folders="$data /var/run/mysqld $("$@" --verbose --help --log-bin-index=/tmp/none 2> /dev/null | awk '$1 == "secure-file-priv" { print $2 }')"
  mkdir -p $folders
  find $folders ! -user mysql -exec chown --no-dereference mysql {} +`;

/** Builds before 2019 give all data to mysql, whoever has it. */
const STEPS_OF_2018 = String.raw`
  mkdir -p "$data"
  chown -R mysql:mysql "$data"`;

function entrypoint(steps: string): string {
  return String.raw`#!/bin/bash
set -eo pipefail
data=/var/lib/mysql
# The configuration is checked first, as root too.
"$@" --verbose --help --log-bin-index=/tmp/none > /dev/null
if [ "$(id -u)" = 0 ]; then${steps}
  exec gosu mysql "$0" "$@"
fi
# The first start: a new database, and a server on the socket alone, in which root gets its password.
if [ ! -d "$data/mysql" ]; then
  "$@" --initialize-insecure
  "$@" --daemonize --skip-networking
  mysql -uroot <<SQL
ALTER USER root@localhost IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';
CREATE USER root@'%' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
SQL
  MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysqladmin -uroot shutdown
fi
exec "$@"
`;
}

const CONFIGURATION = `
[mysqld]
skip-name-resolve
datadir=/var/lib/mysql
socket=/var/run/mysqld/mysqld.sock
secure-file-priv=/var/lib/mysql-files
pid-file=/var/run/mysqld/mysqld.pid
user=mysql
[client]
socket=/var/run/mysqld/mysqld.sock
`;

const SQL = "MYSQL_PWD=secret mysql -h 127.0.0.1 -uroot -Ne";

interface Build {
  readonly name: string;
  readonly image: string;
  readonly steps: string;
  readonly standsFor: string;
}

function mysql({ name, image, steps, standsFor }: Build): Server {
  const service = (volume: string, more = ""): string => `
services:
  db:
    image: ${image}
    environment:
      MYSQL_ROOT_PASSWORD: secret
    volumes:
      - ${volume}:/var/lib/mysql
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
  return {
    name,
    // Only unstable has MySQL.
    release: "sid",
    packages: ["mysql-server-core", "mysql-client-core"],
    before: "groupadd --system --gid 999 mysql && useradd --system --uid 999 --gid 999 --home-dir /var/lib/mysql --no-create-home mysql",
    after: `
      rm -rf /var/lib/mysql /etc/mysql
      mkdir -p /var/lib/mysql /run/mysqld
      chown mysql:mysql /var/lib/mysql /run/mysqld
      chmod 1777 /var/lib/mysql /run/mysqld
      install -d -o mysql -g mysql -m 750 /var/lib/mysql-files
      ${writes("/etc/my.cnf", CONFIGURATION)}
      ${writes("/usr/local/bin/docker-entrypoint.sh", entrypoint(steps), "755")}`,
    standsFor,
    image: { entrypoint: ["docker-entrypoint.sh"], command: ["mysqld"], volumes: ["/var/lib/mysql"] },
    services: {
      "named volume": service("data"),
      "folder of root's": service("./data"),
      "named volume, init": service("data", "    init: true\n"),
      "named volume, other user": service("data", '    user: "999:999"\n'),
    },
    startsWithin: 60,
    serves: `${SQL} "SELECT 1"`,
    data: { write: `${SQL} "CREATE DATABASE shop; CREATE TABLE shop.kept AS SELECT 42 AS answer"`, read: `${SQL} "SELECT answer FROM shop.kept" | grep -qx 42` },
  };
}

tryServer(mysql({
  name: "mysql",
  image: "mysql:9.7",
  steps: STEPS,
  standsFor: "docker-library/mysql@7f30fdb 9.7/Dockerfile.oracle, where the user is made, and the folders after the installation, and 9.7/docker-entrypoint.sh:86-110,168-219,371-413, which are the same in 8.4, and were in 8.0 and 5.7",
}));
tryServer(mysql({
  name: "mysql-2018",
  image: "mysql:8.0.13",
  steps: STEPS_OF_2018,
  standsFor: "docker-library/mysql@696fc89 8.0/docker-entrypoint.sh:86-92",
}));
