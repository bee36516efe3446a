import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith } from "../../../test/folder.js";
import { auditPage, WEBVIEW_OPTIONS } from "../src/audit/audit-page.js";
import { auditWords, outcomeOf, runAudit } from "../src/audit/run-audit.js";

/** The command is where the extension has it: in `dist`. */
const ROOT = resolve(import.meta.dirname, "../../..");
const NEVER = new AbortController().signal;

describe("an audit", () => {
  test("is the page that the command makes", async () => {
    const folder = folderWith({ "-app/compose.yaml": "services:\n  web:\n    image: nginx:1.27\n" });
    const outcome = await runAudit({ folder: `${folder}/-app`, workspaceFolder: folder, config: "" }, ROOT, NEVER);
    if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
    expect(outcome.html).toContain("<h2>-app/compose.yaml</h2>");
    expect(outcome.remarks).toBe("");
    expect(auditPage(outcome.html)).toContain("--vscode-editor-background");
  });

  test("goes by the configuration that the setting names, from the folder of the workspace", async () => {
    const folder = folderWith({ "app/compose.yaml": "services:\n  web:\n    image: nginx:1.27\n", "lint.yaml": "rules:\n  memory-limit: off\n", "no.yaml": "rules: 7\n" });
    const audit = { folder: `${folder}/app`, workspaceFolder: folder };
    const pages = await Promise.all(["", "lint.yaml"].map(async (config) => await runAudit({ ...audit, config }, ROOT, NEVER)));
    expect(pages.map((outcome) => outcome.kind === "page" && outcome.html.includes("memory-limit"))).toEqual([true, false]);
    const refused = await runAudit({ ...audit, config: "no.yaml" }, ROOT, NEVER);
    expect(refused).toMatchObject({ kind: "failed", message: expect.stringContaining("no.yaml:1") as string });
  });

  test("tells why there is none", async () => {
    const folder = folderWith({ "readme.md": "" });
    const outcome = await runAudit({ folder, workspaceFolder: folder, config: "" }, ROOT, NEVER);
    expect(outcome).toMatchObject({ kind: "failed", message: expect.stringContaining("no Compose file") as string });
  });

  test("can be stopped", async () => {
    const folder = folderWith({ "compose.yaml": "services: {}\n" });
    const stop = new AbortController();
    const running = runAudit({ folder, workspaceFolder: folder, config: "" }, ROOT, stop.signal);
    stop.abort();
    expect(await running).toEqual({ kind: "cancelled" });
  });

  test("takes a folder for a folder, whatever it is called", () => {
    expect(auditWords({ folder: "--fix", workspaceFolder: "/", config: "a.yaml" }).slice(-4)).toEqual(["--config", "a.yaml", "--", "--fix"]);
  });

  test.each([
    ["a page of what could be read", { code: 2, message: "" }, "<table>", "error: b.yaml: cannot be read\n", { kind: "page", html: "<table>", remarks: "error: b.yaml: cannot be read" }],
    ["a failure", { code: 2, message: "Command failed" }, "", "error: no such folder\n", { kind: "failed", message: "error: no such folder" }],
    ["a crash", { code: 1, message: "Command failed" }, "", "cli.cjs:1\nvery long code\n\nError: Cannot find module 'x'\n    at y\n", { kind: "failed", message: "Error: Cannot find module 'x'" }],
    ["a crash without words", { code: 134, message: "Command failed" }, "", "", { kind: "failed", message: "Command failed" }],
    ["a command that cannot be run", { code: "ENOENT", message: "spawn node ENOENT" }, "", "", { kind: "failed", message: "spawn node ENOENT" }],
    ["one that takes too long", { code: null, killed: true, message: "" }, "<table>", "", { kind: "failed", message: "It took longer than two minutes, or became too long." }],
  ])("that ends with %s", (_name, error, html, errors, outcome) => {
    expect(outcomeOf(error, html, errors)).toEqual(outcome);
  });
});

describe("the page", () => {
  test("runs nothing and loads nothing, wherever it comes from", () => {
    expect(WEBVIEW_OPTIONS).toEqual({ enableScripts: false, enableForms: false, enableCommandUris: false, localResourceRoots: [] });
    const page = auditPage('<html><head><script src="https://example.com/x.js"></script></head><body></body></html>');
    expect(page.indexOf(`content="default-src 'none'; style-src 'unsafe-inline'"`)).toBeLessThan(page.indexOf("<script"));
    expect(page.indexOf("Content-Security-Policy")).toBeGreaterThan(0);
  });

  test("is refused if it is none", () => {
    expect(() => auditPage("oh")).toThrow("no page");
  });
});
