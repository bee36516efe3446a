import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const ENTRYPOINT = String.raw`#!/bin/bash
set -eo pipefail
data=/var/lib/mysql
# The configuration is checked first, as root too.
"$@" --verbose --help > /dev/null
mkdir -p "$data"
# The user switch: what is not mysql's is given to it, and gosu makes mysql of root.
if [ "$(id -u)" = 0 ]; then
  find "$data" ! -user mysql \( -exec chown mysql: {} + -o -true \)
  find /run/mysqld -maxdepth 0 ! -user mysql \( -exec chown mysql: {} \; -o -true \)
  exec gosu mysql "$0" "$@"
fi
# The first start: a new database, and a server on the socket alone, in which the users are made.
if [ ! -d "$data/mysql" ]; then
  mariadb-install-db --datadir="$data" --rpm --auth-root-authentication-method=normal --cross-bootstrap --skip-test-db --skip-log-bin
  "$@" --skip-networking &
  server=$!
  for second in {1..30}; do
    if mariadb -uroot -e "SELECT 1" &> /dev/null; then break; fi
    sleep 1
  done
  mariadb -uroot <<SQL
CREATE USER healthcheck@localhost IDENTIFIED BY 'sound';
CREATE USER root@'%' IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
SET PASSWORD FOR root@localhost = PASSWORD('$MARIADB_ROOT_PASSWORD');
SQL
  (umask 077; printf '[mariadb-client]\nuser=healthcheck\npassword=sound\n' > "$data/.my-healthcheck.cnf")
  kill "$server"
  wait "$server"
fi
exec "$@"
`;

/** The two tests that are asked for, with the password that lies beside the data. */
const HEALTHCHECK = String.raw`#!/bin/bash
file=/var/lib/mysql/.my-healthcheck.cnf
options=()
if [ -f "$file" ]; then options=("--defaults-extra-file=$file"); fi
ask() { mariadb "${"$"}{options[@]}" --skip-column-names --batch "$@"; }
for test in "$@"; do
  case "$test" in
    --connect) [ "$(ask -h localhost --protocol tcp --skip-ssl-verify-server-cert -e 'SELECT @@skip_networking')" = 0 ] || exit 1 ;;
    --innodb_initialized) [ "$(ask -e "SELECT 1 FROM information_schema.ENGINES WHERE engine='innodb' AND support IN ('YES', 'DEFAULT', 'ENABLED')")" = 1 ] || exit 1 ;;
    *) exit 1 ;;
  esac
done
`;

const SQL = "mariadb -h 127.0.0.1 -uroot -psecret --skip-ssl-verify-server-cert -Ne";

function service(volume: string, more = ""): string {
  return `
services:
  db:
    image: mariadb:11.8
    environment:
      MARIADB_ROOT_PASSWORD: secret
    volumes:
      - ${volume}:/var/lib/mysql
${more}${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
}

tryServer({
  name: "mariadb",
  packages: ["mariadb-server"],
  before: "groupadd -r -g 999 mysql && useradd -r -g mysql -u 999 -d /var/lib/mysql mysql && mkdir -p /var/lib/mysql/mysql && touch /var/lib/mysql/mysql/user.frm",
  after: `
    rm -rf /var/lib/mysql
    mkdir -p /var/lib/mysql /run/mysqld
    chown mysql:mysql /var/lib/mysql /run/mysqld
    chmod 1777 /run/mysqld
    find /etc/mysql -name '*.cnf' | xargs sed -Ei 's/^(bind-address|log|user\\s)/#&/'
    ${writes("/usr/local/bin/docker-entrypoint.sh", ENTRYPOINT, "755")}
    ${writes("/usr/local/bin/healthcheck.sh", HEALTHCHECK, "755")}`,
  standsFor: "MariaDB/mariadb-docker@1b6429b 11.8/Dockerfile:5,110-137, docker-entrypoint.sh:102-107,119-160,202-216,235-255,345-367,685-720 and healthcheck.sh:57-103",
  image: { entrypoint: ["docker-entrypoint.sh"], command: ["mariadbd"], volumes: ["/var/lib/mysql"] },
  services: {
    "named volume": service("data"),
    "folder of root's": service("./data"),
    "named volume, user 999": service("data", '    user: "999:999"\n'),
  },
  worksWithout: [{ what: ["CHOWN"], in: ["named volume"], because: "a new volume has the owner of the image's folder" }],
  startsWithin: 40,
  serves: `${SQL} "SELECT 1"`,
  data: { write: `${SQL} "CREATE DATABASE shop; CREATE TABLE shop.kept AS SELECT 42 AS answer"`, read: `${SQL} "SELECT answer FROM shop.kept" | grep -qx 42` },
});
