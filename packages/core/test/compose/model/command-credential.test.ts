import { expect, it } from "vitest";
import { commandCredentials, roughWords } from "../../../src/compose/model/command-credential.js";

it.each([
  ["redis-server --requirepass hunter2", ["--requirepass hunter2"]],
  ["app --db-password=hunter2 --verbose", ["db-password hunter2"]],
  ["app --token 'a b'", ["--token a b"]],
  ["sh -c 'PGPASSWORD=hunter2 psql -h db'", ["PGPASSWORD hunter2"]],
  ["mysqladmin ping -h localhost -uroot -phunter2 || exit 1", ["-p hunter2"]],
  ["/usr/bin/redis-cli -a hunter2 ping", ["-a hunter2"]],
  ["curl -fu elastic:no http://x; curl -u admin:admin http://y; curl -u elastic:hunter2 http://x", ["-u hunter2"]],
  ["java -Dspring.datasource.password=hunter2 -jar app.jar", ["Dspring.datasource.password hunter2"]],
  ["app --token --verbose", []],
  ["app --password-file /run/secrets/db -p 8080 -a x", []],
  ["npm run build", []],
])("finds in %j", (script, expected) => {
  expect(commandCredentials(roughWords(script)).map(({ name, value }) => `${name} ${value}`)).toEqual(expected);
});
