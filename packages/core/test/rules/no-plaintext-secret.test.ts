import { expect, it } from "vitest";
import { diagnose, fixed, folder, only, web } from "./check.js";
import { fixFile } from "../fix/fix-file.js";
import { testRule } from "./table.js";

const told = (what: string, owner = "web"): string =>
  `error ${what} of ${owner} is a credential in plain text: whoever can read this file, its history or \`docker inspect\` has it. Keep it in a secret file or an untracked .env, and replace it by a new one.`;
const holds = (what: string, kind: string, owner = "web"): string => `error ${what} of ${owner} holds ${kind} in plain text: whoever can read this file or its history has it.`;
/** Put together here, so that nobody who scans this repository takes it for a real one. */
const token = `ghp_${"a1B2".repeat(9)}`;
const db = (...lines: readonly string[]): string => `services:\n  db:\n${lines.map((line) => `    ${line}\n`).join("")}`;

testRule("no-plaintext-secret", {
  reports: [
    ["a variable", web("image: acme/web:1", "environment:", "  DB_PASSWORD: hunter2"), [`5:20-27 ${told("DB_PASSWORD")}`]],
    ["an item of a list", web("image: acme/web:1", "environment:", "  - API_TOKEN=k3Jx9qLm2"), [`5:9-28 ${told("API_TOKEN")}`]],
    ["flow style", "services: {web: {image: acme/web:1, environment: {JWT_SECRET: k3Jx9qLm2}}}\n", ["1:63-72"]],
    ["a weak password, which is one all the same", web("environment:", "  DB_PASSWORD: password123"), ["4:20-31"]],
    ["a number as a password", web("environment:", "  DB_PASSWORD: 84719283"), ["4:20-28"]],
    ["a default", web("environment:", "  DB_PASSWORD: ${DB_PASSWORD:-hunter2}"), ["4:20-43"]],
    ["a dollar sign that is none of a variable", web("environment:", "  DB_PASSWORD: hun$$ter2x"), ["4:20-30"]],
    ["a merged variable, once", `x-env: &env {DB_PASSWORD: hunter2}\nservices:\n  web: {image: acme/web:1, environment: *env}\n  worker: {image: acme/web:1, environment: {<<: *env, A: b}}\n`, ["1:27-34"]],
    ["a variable of an extended service, once", 'services:\n  base: {image: acme/web:1, environment: {TOKEN: "k3Jx9q"}}\n  web: {extends: base}\n', ["2:50-58"]],
    ["a fragment, and Windows", web("platform: windows", "environment: {DB_PASSWORD: hunter2}"), ["4:32-39"]],
    ["a hook", web("image: acme/web:1", "post_start:", "  - command: ./register", "    environment: {TOKEN: k3Jx9q}"), [`6:30-36 ${told("TOKEN in the post_start hook")}`]],
    ["a label", web("labels:", "  homepage.widget.key: hunter2", "  homepage.widget.password: hunter3"), [`5:33-40 ${told("The label homepage.widget.password")}`]],
    ["a logging option", web("logging: {driver: splunk, options: {splunk-token: 0f3b9c7e21d84a6f}}"), [told("The logging option splunk-token")].map((text) => `3:55-71 ${text}`)],
    ["an option of a command", web("command: redis-server --requirepass hunter2"), [`3:14-48 ${told("What follows --requirepass in the command")}`]],
    ["the item of an option, so that the password is not shown", web("command:", "  - redis-server", "  - --requirepass", "  - hunter2"), ["5:9-22"]],
    ["an assignment in a script", web('command: ["sh", "-c", "PGPASSWORD=hunter2 psql -h db"]'), [`3:27-58 ${told("What follows PGPASSWORD in the command")}`]],
    ["the line of a script", web("command:", "  - sh", "  - -c", "  - |", "    echo start", "    exec app --token k3Jx9qLm2"), ["8:26-35"]],
    ["a healthcheck", web("healthcheck: {test: mysqladmin ping -uroot -phunter2}"), [`3:25-57 ${told("What follows -p in the healthcheck")}`]],
    ["mount options of a volume", 'services: {web: {image: "acme/web:1"}}\nvolumes:\n  media:\n    driver_opts: {type: cifs, o: "addr=nas,username=media,password=hunter2", device: //nas/media}\n', [`4:34-76 ${told("The password in the mount options", "the volume media")}`]],
    ["a config with its content", 'services: {web: {image: "acme/web:1"}}\nconfigs:\n  app:\n    content: |\n      user: web\n      password: hunter2\n', [`6:17-24 ${told("The password in the content", "the config app")}`]],
    ["a Dockerfile of its own", web("build:", "  dockerfile_inline: |", "    FROM alpine", "    ENV ADMIN_TOKEN=k3Jx9qLm2"), ["6:25-34"]],
    ["a login of Java", web("environment:", '  KAFKA_SASL_JAAS_CONFIG: org.apache.kafka.PlainLoginModule required username="app" password="hunter2";'), [`4:31-108 ${told("The password in KAFKA_SASL_JAAS_CONFIG")}`]],
    ["the line of a login", web("environment:", "  A: |", "    x.PlainLoginModule required", '    username="hunter"', '    password="hunter2";'), ["7:19-26"]],
    ["a known token under any name", web("environment:", `  NOTE: "see ${token}"`), [`4:13-59 ${holds("NOTE", "a GitHub token")}`]],
    ["a known token in a command", web(`command: ["app", "${token}"]`), [`3:22-64 ${holds("`command[1]`", "a GitHub token")}`]],
    ["a private key in a config", 'services: {web: {image: "acme/web:1"}}\nconfigs:\n  key:\n    content: |\n      # ours\n      -----BEGIN PRIVATE KEY-----\n', [`6:7-34 ${holds("`content`", "a private key", "the config key")}`]],
  ],
  accepts: [
    ["no value", web("environment: [DB_PASSWORD]")],
    ["an empty value", web('environment: {DB_PASSWORD: "", TOKEN: }')],
    ["a variable without a default", web("environment: {A_PASSWORD: $A, B_PASSWORD: '${B}', C_PASSWORD: '${C:?set it}'}")],
    ["a variable of .env", web("environment: {DB_PASSWORD: $SECRET, TOKEN: 'x-${SECRET}', API_KEY: '${SECRET:-default1}'}"), { env: "SECRET=hunter2" }],
    ["a part from elsewhere", web("environment: {DB_PASSWORD: 'prefix-${SUFFIX}'}")],
    ["an empty default", web("environment: {DB_PASSWORD: '${DB_PASSWORD:-}'}")],
    ["names of things", web("environment: {SECRET_NAME: db, OAUTH_TOKEN_URL: 'https://example.com/t', PASSWORD_FILE: /run/secrets/p, KEY_PATH: /etc/key, TOKEN_EXPIRY: 3600s, POSTGRES_HOST_AUTH_METHOD: scram-sha-256, JWT_ALGORITHM: HS256abc}")],
    ["where it is", web("environment: {DB_PASSWORD: /run/secrets/db, TLS_KEY: ./server.key, API_TOKEN: 'file:///run/t', SECRET: 'vault:secret/db#pw', TOKEN: '$${TOKEN}'}")],
    ["truth values and numbers", web("environment: {REQUIRE_PASSWORD: 'true', AUTH_TOKEN: 'false', MAX_TOKENS: 4096, TOKEN: 30, SESSION_SECRET: 10m}")],
    ["placeholders", web("environment: {API_KEY: your-api-key, TOKEN: <token>, DB_PASSWORD: xxxxxxxx, SECRET_KEY: replace-me-please, AWS_SECRET_ACCESS_KEY: secret-key}")],
    ["what everybody knows", web("environment: {DB_PASSWORD: postgres, SECRET_KEY: changeme, REDIS_PASSWORD: password, ADMIN_PASSWORD: '123456'}")],
    ["the user's own name", web("environment: {DB_USER: shop, DB_PASSWORD: shop}")],
    ["the user's own name in a login", web("environment:", "  KAFKA_SASL_JAAS_CONFIG: |", "    org.apache.kafka.PlainLoginModule required", "    username=\"connect-admin\" password=\"connect-admin\";")],
    ["public keys", web("environment: {VAPID_PUBLIC_KEY: BEl62iUYgUivxIkv69yViEuiBIa, SUPABASE_ANON_KEY: k3Jx9qLm2, RECAPTCHA_SITE_KEY: 6Lc9qLm2, AWS_ACCESS_KEY_ID: AKIAQ2W4E6R8T0Y2U4I6}")],
    ["a hash", web("environment: {ADMIN_PASSWORD: '$$2b$$12$$abcdefghijklmnopqrstuvwx'}", "labels: {traefik.http.middlewares.a.basicauth.users: 'admin:$$apr1$$abcdefgh$$abcdefgh'}")],
    ["a command with a variable", web("command: redis-server --requirepass $$REDIS_PASSWORD", "healthcheck: {test: 'redis-cli -a $${REDIS_PASSWORD} ping; PGPASSWORD=$$PW psql'}")],
    ["a build argument, which has a rule of its own", web("build: {context: ., args: {NPM_TOKEN: k3Jx9qLm2}}")],
    ["an unused template", `x-env: {DB_PASSWORD: hunter2}\n${web("image: acme/web:1")}`],
    ["a secret", 'services: {web: {image: "acme/web:1", secrets: [token]}}\nsecrets: {token: {file: ./token.txt}}\n'],
  ],
  fixes: [
    [
      "a mapping",
      db("image: postgres:16.4", "environment:", "  POSTGRES_USER: shop", "  POSTGRES_PASSWORD: kV9-tulip # since March", "restart: always"),
      `${db("image: postgres:16.4", "environment:", "  POSTGRES_USER: shop", "  POSTGRES_PASSWORD_FILE: /run/secrets/db_postgres_password", "  # since March", "restart: always", "secrets:", "  - db_postgres_password")}\nsecrets:\n  db_postgres_password:\n    file: ./secrets/db_postgres_password.txt\n`,
      { unsafe: true },
    ],
    [
      "a list, beside other secrets",
      `${db("image: mariadb:11.4", "environment:", "  - MARIADB_ROOT_PASSWORD=kV9-tulip", "  - MARIADB_DATABASE=shop", "secrets:", "  - tls")}secrets:\n  tls:\n    file: ./tls.pem\n`,
      `${db("image: mariadb:11.4", "environment:", "  - MARIADB_DATABASE=shop", "  - MARIADB_ROOT_PASSWORD_FILE=/run/secrets/db_mariadb_root_password", "secrets:", "  - tls", "  - db_mariadb_root_password")}secrets:\n  tls:\n    file: ./tls.pem\n  db_mariadb_root_password:\n    file: ./secrets/db_mariadb_root_password.txt\n`,
      { unsafe: true },
    ],
    [
      "flow style, and Grafana's own suffix",
      "services: {web: {image: 'grafana/grafana:11.3.0', environment: {GF_SECURITY_ADMIN_PASSWORD: kV9-tulip, A: b}}}\n",
      "services: {web: {image: 'grafana/grafana:11.3.0', environment: {A: b, GF_SECURITY_ADMIN_PASSWORD__FILE: /run/secrets/web_gf_security_admin_password}, secrets: [web_gf_security_admin_password]}}\n\nsecrets:\n  web_gf_security_admin_password:\n    file: ./secrets/web_gf_security_admin_password.txt\n",
      { unsafe: true },
    ],
    [
      "a variable that one of two services takes from an anchor",
      "x-env: &env\n  POSTGRES_PASSWORD: kV9-tulip\nservices:\n  db:\n    image: postgres:16.4\n    environment: *env\n  app:\n    image: acme/app:1\n    environment: *env\n",
      "x-env: &env\n  POSTGRES_PASSWORD: kV9-tulip\nservices:\n  db:\n    image: postgres:16.4\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/db_postgres_password\n    secrets:\n      - db_postgres_password\n  app:\n    image: acme/app:1\n    environment: *env\nsecrets:\n  db_postgres_password:\n    file: ./secrets/db_postgres_password.txt\n",
      { unsafe: true },
    ],
    ...(
      [
        ["what only an unsafe fix would change", db("image: postgres:16.4", "environment: {POSTGRES_PASSWORD: kV9-tulip}"), false],
        ["an image that is not known to read files", db("image: acme/db:1", "environment: {POSTGRES_PASSWORD: kV9-tulip}"), true],
        ["an image that refuses to", db("image: rabbitmq:4.0.3", "environment: {RABBITMQ_DEFAULT_PASS: kV9-tulip}"), true],
        ["a service whose probe uses the variable", db("image: mysql:8.4", "environment: {MYSQL_ROOT_PASSWORD: kV9-tulip}", "healthcheck: {test: 'mysqladmin ping -p$$MYSQL_ROOT_PASSWORD'}"), true],
        ["a service with an env_file", db("image: postgres:16.4", "env_file: db.env", "environment: {POSTGRES_PASSWORD: kV9-tulip}"), true],
        ["a service that has both already", db("image: postgres:16.4", "environment: {POSTGRES_PASSWORD: kV9-tulip, POSTGRES_PASSWORD_FILE: /x/y}"), true],
        ["a fragment", db("extends: {file: base.yaml, service: db}", "environment: {POSTGRES_PASSWORD: kV9-tulip}"), true],
      ] as const
    ).map(([title, text, unsafe]) => [`not ${title}`, text, text, { unsafe }] as const),
  ],
});

it("never tells a value", () => {
  const text = web("image: postgres:16", "environment:", "  POSTGRES_PASSWORD: kV9-tulip", `  NOTE: ${token}`, "command: app --token kV9-tulip2 -p", "labels: {x.password: kV9-tulip3}");
  const said = diagnose("no-plaintext-secret", text).flatMap(({ message, fix, related }) => [message, fix?.title, fix?.because, JSON.stringify(fix?.operations), ...related.map((other) => other.message)]);
  expect(said.length).toBeGreaterThan(10);
  expect(said.join("\n")).not.toMatch(/tulip|ghp_/);
});

it("tells a person to create the file, and to replace the credential", () => {
  const [finding] = diagnose("no-plaintext-secret", db("image: postgres:16.4", "environment: {POSTGRES_PASSWORD: kV9-tulip}"));
  expect(finding?.fix?.title).toBe("Read POSTGRES_PASSWORD from the file ./secrets/db_postgres_password.txt");
  expect(finding?.fix?.because).toBe(
    "Docker starts db only once ./secrets/db_postgres_password.txt is there: write the credential into it, readable for the user of the image, and keep it out of version control. What stood here is in the history, so replace it by a new one.",
  );
});

it("mends several variables of one service, and several services, each with a secret of its own", () => {
  const two = db("image: mysql:8.4", "environment: {MYSQL_ROOT_PASSWORD: kV9-tulip, MYSQL_PASSWORD: kV9-orbit}") + "  other:\n    image: mysql:8.4\n    environment: {MYSQL_ROOT_PASSWORD: kV9-tulip}\n";
  const { diagnostics, unfixed, after } = fixFile(folder(two), "compose.yaml", only(["no-plaintext-secret"]), { unsafe: true });
  expect([diagnostics, unfixed]).toEqual([[], []]);
  for (const name of ["db_mysql_root_password", "db_mysql_password", "other_mysql_root_password"]) expect(after).toContain(`\n  ${name}:\n    file: ./secrets/${name}.txt\n`);
});

it("writes the path as seen from the folder of the project", () => {
  const text = db("image: postgres:16.4", "environment: {POSTGRES_PASSWORD: kV9-tulip}");
  const { after, unfixed } = fixFile({ read: (path) => (path === "deploy/compose.yaml" ? text : undefined) }, "deploy/compose.yaml", only(["no-plaintext-secret"]), { unsafe: true });
  expect(unfixed).toEqual([]);
  expect(after).toContain("file: ./secrets/db_postgres_password.txt");
});

it("fixes what a merge key brings for all who have it", () => {
  const text = "x-env: &env\n  POSTGRES_PASSWORD: kV9-tulip\nservices:\n  db: {image: postgres:16.4, environment: {<<: *env, A: b}}\n";
  expect(fixed("no-plaintext-secret", text, { unsafe: true })).toMatch(/^refused: /);
});
