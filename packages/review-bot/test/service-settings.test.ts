import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Trouble } from "@compose-lint/workspace";
import { describe, expect, it } from "vitest";
import { readSettings } from "../src/service/settings.js";

const KEY = "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n";
const FILES: Readonly<Record<string, string>> = { "/key": KEY, "/secret": "s3cret\n", "/empty": "\n" };
const LEAST = { APP_ID: "123", PRIVATE_KEY_FILE: "/key", WEBHOOK_SECRET_FILE: "/secret" };

function readText(path: string): string {
  const text = FILES[path];
  if (text === undefined) throw Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT" });
  return text;
}

describe("the settings", () => {
  it("are few that have to be", () => {
    expect(readSettings(LEAST, readText)).toEqual({
      appId: 123, privateKey: KEY.trim(), webhookSecret: "s3cret", apiUrl: "https://api.github.com", host: "127.0.0.1", port: 3000, logLevel: "info", presets: [],
      parallelJobs: 2, jobSeconds: 300, jobMemory: 512, mostChangedFiles: 1000, retryMinutes: [1, 10, 60], catchUpHours: 72, stopSeconds: 20,
    });
  });

  it("are what somebody has set, and nothing is like not set", () => {
    const set = { GITHUB_API_URL: "https://github.example.org/api/v3/", PRESETS: "production,strict", RETRY_MINUTES: "0.5,2", CATCH_UP_HOURS: "0", PORT: "", LOG_LEVEL: "warn" };
    expect(readSettings({ ...LEAST, ...set }, readText)).toMatchObject({ apiUrl: "https://github.example.org/api/v3", presets: ["production", "strict"], retryMinutes: [0.5, 2], catchUpHours: 0, port: 3000, logLevel: "warn" });
  });

  it("are all on their page", () => {
    const asked = new Set<string>();
    const set: Readonly<Record<string, string | undefined>> = LEAST;
    readSettings(new Proxy(set, { get: (target, name) => { asked.add(String(name)); return target[String(name)]; } }), readText);
    const page = readFileSync(join(import.meta.dirname, "../../../docs/review-service.md"), "utf8");
    const table = page.slice(page.indexOf("## Settings"), page.indexOf("## What it does"));
    const told = table.split("\n").flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(told.toSorted()).toEqual([...asked].sort());
  });

  it.each<[what: string, set: Readonly<Record<string, string>>, says: string]>([
    ["no App", { APP_ID: "" }, "APP_ID is not set; it is a number."],
    ["no number", { APP_ID: "my-app" }, "APP_ID: 'my-app' is no whole number from 1 to 9007199254740991."],
    ["a number out of reach", { PARALLEL_JOBS: "0" }, "PARALLEL_JOBS: '0' is no whole number from 1 to 64."],
    ["a number that is none", { STOP_SECONDS: "20s" }, "STOP_SECONDS: '20s' is no whole number from 0 to 3600."],
    ["numbers that are none", { RETRY_MINUTES: "1,x" }, "RETRY_MINUTES: 'x' is no number up to 1440; write it as in 1,10,60."],
    ["no key", { PRIVATE_KEY_FILE: "" }, "PRIVATE_KEY_FILE is not set; it names a file with the private key of the App."],
    ["no file", { WEBHOOK_SECRET_FILE: "/nowhere" }, "WEBHOOK_SECRET_FILE: /nowhere cannot be read: there is no such file or folder."],
    ["an empty secret, which anybody could guess", { WEBHOOK_SECRET_FILE: "/empty" }, "WEBHOOK_SECRET_FILE: /empty is empty; it holds the webhook secret of the App."],
    ["the wrong file", { PRIVATE_KEY_FILE: "/secret" }, "PRIVATE_KEY_FILE: the file holds no private key. GitHub gives one as a .pem file, in the settings of the App."],
    ["no address", { GITHUB_API_URL: "github.example.org" }, "GITHUB_API_URL: 'github.example.org' is no address, such as https://github.example.org/api/v3."],
    ["an unknown preset", { PRESETS: "strictest" }, "PRESETS: there is no preset 'strictest'; choose from recommended, production, strict, style."],
    ["a log that would tell too much", { LOG_LEVEL: "debug" }, "LOG_LEVEL: choose from info, warn, error."],
  ])("are refused with %s", (_what, set, says) => {
    expect(() => readSettings({ ...LEAST, ...set }, readText)).toThrow(new Trouble(says));
  });
});
