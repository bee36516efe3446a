import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { folderWith } from "../../../../test/folder.js";
import { startCode, type Code, type Workbench } from "./workbench.js";

const ROOT = resolve(import.meta.dirname, "../../../..");

function shop(): string {
  const folder = folderWith({});
  cpSync(join(ROOT, "examples/shop"), folder, { recursive: true });
  return folder;
}

let windows: Workbench[] = [];
async function open(code: Code, folder: string): Promise<Workbench> {
  const bench = await code.open(folder);
  windows.push(bench);
  return bench;
}
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") {
    const picture = join(tmpdir(), `compose-lint-vscode-${task.id}.png`);
    await windows.at(-1)?.page.screenshot({ path: picture });
    console.error(`${task.name}: what was to be seen is in ${picture}`);
  }
  for (const bench of windows) await bench.close();
  windows = [];
});

describe("in a trusted workspace", () => {
  let code: Code;
  beforeAll(async () => { code = await startCode(); });
  afterAll(async () => { await code.stop(); });

  test("a Compose file shows what is wrong with it, why, and what can be done", async () => {
    const bench = await open(code, shop());
    await bench.openFile("compose.yaml");
    await bench.findings();
    await bench.goTo(40, 12);
    await bench.command("Show or Focus Hover");
    const hover = bench.page.locator(".monaco-hover:not(.hidden)").first();
    await hover.getByText("db is a data store, and its port 5432 is open on every interface").waitFor();
    await bench.page.keyboard.press("Escape");
    expect(await bench.quickFixes()).toEqual([expect.stringContaining("127.0.0.1"), expect.stringContaining("Suppress unbound-port")]);
    await bench.page.keyboard.press("Enter");
    await bench.page.locator(".view-line").filter({ hasText: '"127.0.0.1:5432:5432"' }).waitFor();
  });

  test("all fixes of a file are those that the command makes", async () => {
    const folder = shop();
    const bench = await open(code, folder);
    await bench.openFile("compose.yaml");
    await bench.findings();
    await bench.command("compose-lint: Fix all in this file");
    await bench.page.locator(".tab.active.dirty").waitFor();
    await bench.page.keyboard.press("Control+S");
    await bench.page.locator(".tab.active:not(.dirty)").waitFor();
    const expected = shop();
    execFileSync(process.execPath, [join(ROOT, "dist/compose-lint.mjs"), "--fix", "--fail-on", "never", expected], { stdio: "ignore" });
    expect(readFileSync(join(folder, "compose.yaml"), "utf8")).toBe(readFileSync(join(expected, "compose.yaml"), "utf8"));
    await bench.command("compose-lint: Fix all in this file");
    await bench.notice("Nothing to fix");
  });

  test("an audit is a page, by the command and by what stands above a service", async () => {
    const bench = await open(code, shop());
    await bench.openFile("compose.yaml");
    await bench.page.locator(".codelens-decoration a").filter({ hasText: "Readiness" }).first().click();
    await bench.webview().locator("h1").getByText("Readiness").waitFor();
    expect(await bench.webview().locator("tbody th").allTextContents()).toEqual(["proxy", "api", "migrate", "db", "updater"]);
    await bench.openFile("compose.yaml");
    await bench.command("compose-lint: Audit this project");
    await bench.webview().locator("h1").getByText("Readiness").waitFor();
    expect((await bench.tabs()).filter((title) => title.startsWith("Audit of "))).toHaveLength(1);
  });

  test("the status counts findings, and the log can be seen", async () => {
    const bench = await open(code, folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:latest\n    ports:\n      - 80:80\n" }));
    await bench.openFile("compose.yaml");
    await bench.findings();
    expect(await bench.status()).toMatch(/compose-lint: \d+ findings?/);
    await bench.command("compose-lint: Show the log");
    await bench.page.locator(".part.panel .action-item.checked").filter({ hasText: "Output" }).waitFor();
  });

  test("a file that a project extends is linted with it, whatever it is called", async () => {
    const folder = folderWith({
      "compose.yaml": "services:\n  web:\n    extends:\n      file: parts/common.yml\n      service: base\n",
      "parts/common.yml": "services:\n  base:\n    image: nginx:latest\n    privileged: true\n",
      "deployment.yaml": "kind: Deployment\nprivileged: true\n",
    });
    const bench = await open(code, folder);
    await bench.openFile("compose.yaml");
    await bench.openFile("common.yml");
    await bench.findings();
    await bench.goTo(4, 6);
    expect((await bench.quickFixes()).length).toBeGreaterThan(0);
    await bench.page.keyboard.press("Escape");
    await bench.openFile("deployment.yaml");
    await bench.page.waitForTimeout(1000);
    expect(await bench.page.locator("[class*=squiggly]").count()).toBe(0);
  });

  test("all names of Compose files are known, and our configuration is none", async () => {
    const bench = await open(code, folderWith({ "compose-dev.yaml": "services: {}\n", "docker-compose_x.yml": "services: {}\n", "compose.yaml": "services: {}\n", "compose-lint.config.yaml": "extends: [strict]\n" }));
    const languages = new Map<string, string>();
    for (const name of ["compose.yaml", "compose-dev.yaml", "docker-compose_x.yml", "compose-lint.config.yaml"]) {
      await bench.openFile(name);
      languages.set(name, await bench.languageMode());
    }
    expect(Object.fromEntries(languages)).toEqual({ "compose.yaml": "Compose", "compose-dev.yaml": "Compose", "docker-compose_x.yml": "Compose", "compose-lint.config.yaml": "YAML" });
  });

  test("safe fixes are made when a file is saved, if the settings of the README say so", async () => {
    const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
    const [, settings = ""] = /```json\n(.*?)```/s.exec(readme) ?? [];
    const folder = folderWith({ "compose.yaml": "version: '3'\nservices:\n  web:\n    image: nginx:1.27\n", ".vscode/settings.json": `{ ${settings} }` });
    const bench = await open(code, folder);
    await bench.openFile("compose.yaml");
    await bench.findings();
    await bench.goTo(1);
    await bench.page.keyboard.type("# A web server.\n");
    await bench.page.keyboard.press("Control+S");
    await expect.poll(() => readFileSync(join(folder, "compose.yaml"), "utf8"), { timeout: 20_000 }).toMatch(/^# A web server\.\nservices:/);
  });

  test("settings count, and those of a folder", async () => {
    const compose = "services:\n  web:\n    image: nginx:latest\n";
    const off = await open(code, folderWith({ "compose.yaml": compose, ".vscode/settings.json": '{ "composeLint.enable": false }' }));
    await off.openFile("compose.yaml");
    expect(await off.status()).toContain("compose-lint: off");
    expect(await off.page.locator("[class*=squiggly]").count()).toBe(0);
  });
});

describe("in a workspace that is not trusted", () => {
  let code: Code;
  beforeAll(async () => { code = await startCode({ asksForTrust: true }); });
  afterAll(async () => { await code.stop(); });

  test("files are linted, programs of it are not run, and there is no audit; until it is trusted", async () => {
    const folder = folderWith({ "compose.yaml": "services:\n  web:\n    image: nginx:latest\n    privileged: true\n" });
    const ran = join(folder, "ran");
    const program = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(ran)}, "");\nexport default { rules: { "no-privileged": "off" } };\n`;
    cpSync(join(folderWith({ "compose-lint.config.mjs": program }), "compose-lint.config.mjs"), join(folder, "compose-lint.config.mjs"));
    const bench = await open(code, folder);
    await bench.page.getByText("Restricted Mode").first().waitFor();
    await bench.openFile("compose.yaml");
    await bench.findings();
    expect(await bench.status()).toContain("restricted mode");
    expect(await bench.commandsFor("compose-lint: ")).not.toContain("compose-lint: Audit this project");
    expect(existsSync(ran)).toBe(false);

    await bench.command("Workspaces: Manage Workspace Trust");
    await bench.page.getByRole("button", { name: "Trust", exact: true }).click();
    await bench.page.keyboard.press("Escape");
    await bench.openFile("compose.yaml");
    await expect.poll(() => existsSync(ran), { timeout: 20_000 }).toBe(true);
    expect(await bench.commandsFor("compose-lint: ")).toContain("compose-lint: Audit this project");
  });
});
