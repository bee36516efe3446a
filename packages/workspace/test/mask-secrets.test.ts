import { describe, expect, it } from "vitest";
import { findSecrets } from "../src/mask-secrets.js";

function mask(line: string): string {
  return [...findSecrets(line)].reverse().reduce((text, { start, end }) => `${text.slice(0, start)}…${text.slice(end)}`, line);
}

describe("findSecrets", () => {
  it.each([
    ["POSTGRES_PASSWORD: hunter2", "POSTGRES_PASSWORD: …"],
    ["- MYSQL_ROOT_PASSWORD=hunter2 with spaces, and # more", "- MYSQL_ROOT_PASSWORD=…"],
    ['- "API_KEY=hunter2"', '- "API_KEY=…"'],
    ["- 'apiKey=hunter2'", "- 'apiKey=…'"],
    ['"secretKey":"hunter2","image":"x"', '"secretKey":…,"image":"x"'],
    ["{ TOKEN: hunter2, image: nginx }", "{ TOKEN: …, image: nginx }"],
    ["[TOKEN=hunter2, A=b]", "[TOKEN=…, A=b]"],
    ['["--token=hunter,2", "x"]', '["--token=…", "x"]'],
    ["SECRET: ${SECRET:-hunter2}", "SECRET: …"],
    ["DATABASE_URL: postgres://me:hunter2@db/app", "DATABASE_URL: postgres://me:…@db/app"],
    ["command: redis-server --requirepass hunter2", "command: redis-server --requirepass …"],
    ['command: ["redis-server", "--requirepass", "hunter2"]', 'command: ["redis-server", "--requirepass", "…"]'],
    ["PASSWORD: 'it''s'", "PASSWORD: …"],
    ['PASSWORD: "not closed', "PASSWORD: …"],
    // What the rules about secrets point at is never shown.
    [`NOTE: ${["gh", "p_"].join("")}${"a1B2".repeat(9)} # a token`, "NOTE: … # a token"],
    ["test: mysqladmin ping -uroot -phunter2", "test: mysqladmin ping -uroot -p…"],
    ['test: ["CMD", "redis-cli", "-a", "hunter2", "ping"]', 'test: ["CMD", "redis-cli", "-a", "…", "ping"]'],
    ['test: "mysqladmin ping -u root -phunter2 || mariadb-admin ping -u root -phunter2"', 'test: "mysqladmin ping -u root -p… || mariadb-admin ping -u root -p…"'],
    ["- -phunter2", "- -p…"],
    ["--requirepass ${REDIS_AUTH:-hunter2}", "--requirepass …"],
    ["command: redis-cli -a ${REDIS_AUTH:-hunter2} ping", "command: redis-cli -a … ping"],
    ["CACHE: redis://:${REDIS_AUTH:-hunter2}@cache:6379", "CACHE: redis://:…@cache:6379"],
    ['- &MYSQL_PASSWORD "hunter2"', "- &MYSQL_PASSWORD …"],
    ["o: addr=nas,username=media,password=hunter2", "o: addr=nas,username=media,password=…"],
    ["DB: Server=db;User Id=sa;Password=hunter2", "DB: Server=db;User Id=sa;Password=…"],
    ["homepage.widget.key: hunter2", "homepage.widget.key: …"],
  ])("hides the value in %s", (line, masked) => {
    expect(mask(line)).toBe(masked);
  });

  it.each([
    "image: nginx:1.27",
    "POSTGRES_PASSWORD_FILE: /run/secrets/password",
    "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}",
    "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set it}",
    "- TOKEN=$TOKEN",
    "ALLOW_EMPTY_PASSWORD: true",
    "secrets: [db]",
    "DATABASE_URL: postgres://me:${PASSWORD}@db/app",
    "KEYCLOAK_ADMIN: admin",
    "POSTGRES_PASSWORD:",
    "POSTGRES_HOST_AUTH_METHOD: trust",
    "test: redis-cli -a $REDIS_PASSWORD ping",
    "test: mysqladmin ping -p$$MYSQL_ROOT_PASSWORD",
    'test: ["CMD", "redis-cli", "-a", "${REDIS_PASSWORD:?set it}", "ping"]',
    "- -p",
    "- &default-token-service",
  ])("leaves %s alone", (line) => {
    expect(mask(line)).toBe(line);
  });
});
