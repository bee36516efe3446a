import { expect, it } from "vitest";
import { diagnose, web } from "./check.js";
import { testRule } from "./table.js";

const told = (part: string, user: string, owner = "web"): string =>
  `error ${part} of ${owner} holds the password ${user} within an address: it is in this file, in its history, and in every log that shows where ${owner} connects to. Take it from a secret or from a variable without default, and replace it by a new one.`;

testRule("no-credentials-in-url", {
  reports: [
    ["a variable", web("image: acme/web:1", "environment:", "  DATABASE_URL: postgres://shop:hunter2@db:5432/shop"), [`5:21-57 ${told("DATABASE_URL", "of shop")}`]],
    ["an item of a list", web("environment:", "  - CACHE=rediss://:hunter2@cache/0"), [`4:9-40 ${told("CACHE", "of its user")}`]],
    ["flow style", 'services: {web: {environment: {A: "amqp://web:hunter2@queue"}}}\n', ["1:35-61"]],
    ["a variable as the user or the host", web("environment: {A: 'mysql://${USER}:hunter2@${HOST}/x'}"), [`3:22-57 ${told("A", "of its user")}`]],
    ["a default", web("environment: {A: 'postgres://shop:${PASSWORD:-hunter2}@db'}"), ["3:22-63"]],
    ["a password with signs", web("environment: {A: 'postgres://shop:p%40ss%3Aw0rd9@db'}"), ["3:22-57"]],
    ["a weak password, which is one all the same", web("environment: {A: 'postgres://shop:secret123@db'}"), ["3:22-52"]],
    ["Go's way to write MySQL", web("environment: {DSN: 'mysql://shop:hunter2@tcp(db:3306)/shop'}"), ["3:24-64"]],
    ["a command", web('command: ["app", "--db=postgres://shop:hunter2@db/shop"]'), [`3:22-60 ${told("`command[1]`", "of shop")}`]],
    ["a label", web("labels: {backup.target: 'sftp://web:hunter2@nas/b'}"), [`3:29-55 ${told("The label backup.target", "of web")}`]],
    ["a build argument", web("build: {context: ., args: {INDEX: 'https://ci:hunter2@pypi.example.com/simple'}}"), [`3:39-83 ${told("The build argument INDEX", "of ci")}`]],
    ["ADO.NET", web("environment: {DB: 'Server=db;Database=shop;User Id=sa;Password=hunter2;'}"), [`3:23-77 ${told("DB", "of sa")}`]],
    ["libpq", web("environment: {DB: 'host=db user=shop password=hunter2 dbname=shop'}"), [`3:23-71 ${told("DB", "of shop")}`]],
    ["JDBC", web("environment: {DB: 'jdbc:postgresql://db/shop?user=shop&password=hunter2'}"), [`3:23-77 ${told("DB", "of shop")}`]],
    ["a config with its content", "services: {web: {image: 'acme/web:1'}}\nconfigs:\n  app:\n    content: |\n      dsn: postgres://shop:hunter2@db\n", [`4:14-15 ${told("`content`", "of shop", "the config app")}`]],
    ["a merged variable, once", "x-env: &env {A: 'postgres://shop:hunter2@db'}\nservices: {a: {image: x, environment: *env}, b: {image: x, environment: *env}}\n", ["1:17-45"]],
  ],
  accepts: [
    ["no password", web("environment: {A: 'postgres://shop@db/shop', B: 'https://example.com', C: 'redis://cache:6379', D: 'postgres://shop:@db'}")],
    ["a variable as the password", web("environment: {A: 'postgres://shop:${PASSWORD}@db', B: 'postgres://shop:$PASSWORD@db', C: 'postgres://shop:${PASSWORD:?}@db', D: 'postgres://${LOGIN}@db'}")],
    ["a variable of .env", web("environment: {A: 'postgres://shop:${PASSWORD:-hunter2}@db', B: $URL}"), { env: "PASSWORD=x\nURL=postgres://shop:hunter2@db" }],
    ["a part from elsewhere", web("environment: {A: 'postgres://shop:a${PASSWORD}@db'}")],
    ["a variable of the container", web("command: ['sh', '-c', 'app postgres://shop:$$PASSWORD@db postgres://shop:$${PASSWORD}@db']")],
    ["placeholders", web("environment: {A: 'postgres://user:password@db', B: 'postgres://user:<password>@db', C: 'postgres://user:your-password@db', D: 'redis://:xxxx@cache'}")],
    ["what everybody knows", web("environment: {A: 'amqp://guest:guest@queue', B: 'postgres://postgres:postgres@db', C: 'postgres://airflow:airflow@db'}")],
    ["an at sign behind the host", web("environment: {A: 'http://host:8080/@scope/x', B: 'http://host:80?to=a@b', C: 'mailto://a:b/c@d'}")],
    ["an image with a port", web("image: registry.example.com:5000/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")],
    ["a password beside no address", web("environment: {A: 'user=shop password=hunter2'}")],
    ["an unused template", `x-a: {A: 'postgres://shop:hunter2@db'}\n${web("image: acme/web:1")}`],
  ],
});

it("never tells a password", () => {
  const said = diagnose("no-credentials-in-url", web("environment: {A: 'postgres://shop:kV9-tulip@db', B: 'Server=db;Uid=sa;Pwd=kV9-tulip2'}"));
  expect(said.length).toBe(2);
  expect(said.map(({ message }) => message).join()).not.toContain("tulip");
});
