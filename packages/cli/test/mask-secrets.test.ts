import { describe, expect, it } from "vitest";
import { findSecrets } from "../src/report/mask-secrets.js";

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
  ])("leaves %s alone", (line) => {
    expect(mask(line)).toBe(line);
  });
});
