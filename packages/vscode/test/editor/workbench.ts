import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Browser, type FrameLocator, type Page } from "playwright-core";

const HOME = resolve(import.meta.dirname, "../..");

/** For VS Code to show what it was asked for, on a slow machine. */
const LONGEST_MS = 20_000;

/** Longer than what VS Code fades in and out. */
const SETTLED_MS = 1_000;

/** What would be in the way of a test, or of a picture. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "explorer.confirmDelete": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "security.workspace.trust.banner": "never",
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Installs the extension in a VS Code of its own and starts that. */
export async function startCode({ asksForTrust = false, settings = {} }: { readonly asksForTrust?: boolean; readonly settings?: Readonly<Record<string, unknown>> } = {}): Promise<Code> {
  const [node = "", entry = ""] = JSON.parse(execFileSync(process.execPath, [join(HOME, "scripts/install-editor.mjs")], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] })) as readonly string[];
  const home = mkdtempSync(join(tmpdir(), "compose-lint-code-"));
  mkdirSync(join(home, "data/User"), { recursive: true });
  writeFileSync(join(home, "data/User/settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
  execFileSync(process.execPath, [join(HOME, "scripts/package.mjs"), home], { stdio: "ignore" });
  const [vsix = ""] = readdirSync(home).filter((name) => name.endsWith(".vsix"));
  const words = [entry, "--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
  const environment = { PATH: process.env["PATH"] ?? "", HOME: home };
  execFileSync(node, [...words, "--install-extension", join(home, vsix)], { env: environment, stdio: "ignore" });
  const server = spawn(node, [...words, "--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check", ...(asksForTrust ? [] : ["--disable-workspace-trust"])], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const address = await addressOf(server);
  const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  return new Code(address, server, browser, home);
}

async function addressOf(server: ChildProcess): Promise<string> {
  return await new Promise((found, failed) => {
    let said = "";
    server.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [, address] = /listening on (http:\/\/\S+)/.exec(said) ?? [];
      if (address !== undefined) found(address);
    });
    // It complains about much that it does not need; of use only if it does not start.
    server.stderr?.setEncoding("utf8").on("data", (text: string) => { said += text; });
    server.once("exit", () => { failed(new Error(`VS Code did not start: ${said}`)); });
  });
}

/** A VS Code that runs. */
export class Code {
  constructor(
    private readonly address: string,
    private readonly server: ChildProcess,
    private readonly browser: Browser,
    /** Where it keeps what it keeps. */
    readonly home: string,
  ) {}

  /** Opens a folder in a window of its own. */
  async open(folder: string, size = { width: 1200, height: 760 }): Promise<Workbench> {
    const context = await this.browser.newContext({ viewport: size, deviceScaleFactor: 1 });
    const page = await context.newPage();
    page.setDefaultTimeout(LONGEST_MS);
    await page.goto(`${this.address}?folder=${encodeURIComponent(folder)}`);
    await page.locator(".monaco-workbench").waitFor();
    return new Workbench(page);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((done) => this.server.once("exit", done));
    this.server.kill();
    await ended;
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** A window of it. */
export class Workbench {
  constructor(readonly page: Page) {}

  async openFile(path: string): Promise<void> {
    await this.pick(path, path);
    await this.page.locator(".tab.active").filter({ hasText: path.split("/").at(-1) ?? path }).waitFor();
  }

  /** Runs a command by its title. */
  async command(title: string): Promise<void> {
    await this.pick(`>${title}`, title);
  }

  /** The titles of the commands that are offered for some words. */
  async commandsFor(words: string): Promise<readonly string[]> {
    await this.type(`>${words}`);
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    const titles = await rows.locator(".label-name").allTextContents();
    await this.page.keyboard.press("Escape");
    return titles;
  }

  /** Waits until findings are shown in the file. */
  async findings(): Promise<void> {
    await this.page.locator("[class*=squiggly]").first().waitFor();
  }

  /** The titles of the quick fixes where the cursor is; their menu stays open. */
  async quickFixes(): Promise<readonly string[]> {
    await this.page.keyboard.press("Control+.");
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor();
    return await rows.locator(".title").allTextContents();
  }

  /** What is said of the language of the file, and of those that deal with it. */
  async status(): Promise<string> {
    await this.page.locator("[id='status.languageStatus']").first().hover();
    const hover = this.page.locator(".hover-language-status").first();
    await hover.waitFor();
    return (await this.page.locator(".hover-language-status").allTextContents()).join("\n");
  }

  async languageMode(): Promise<string> {
    return await this.page.locator("[id='status.editor.mode']").innerText();
  }

  /** Waits until a message with these words is shown. */
  async notice(words: string): Promise<void> {
    await this.page.locator(".notification-toast").filter({ hasText: words }).first().waitFor();
  }

  /** Waits until what moves has come to rest. */
  async settle(): Promise<void> {
    await this.page.waitForTimeout(SETTLED_MS);
  }

  /** The titles of the tabs, from the left. */
  async tabs(): Promise<readonly string[]> {
    return await this.page.locator(".tab .label-name").allTextContents();
  }

  /** Puts the mouse on the first place where a text is written. */
  async pointAt(text: string): Promise<void> {
    await this.page.locator(".view-line span span").filter({ hasText: text }).first().hover();
  }

  /** Puts the cursor in a line, counted from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.pick(`:${String(line)}:${String(column)}`);
  }

  /** The frame of what an extension shows as a page. */
  webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Types words and takes the first of what is listed, once that is what is meant. */
  private async pick(words: string, label?: string): Promise<void> {
    await this.type(words);
    if (label !== undefined) await this.page.locator(".quick-input-list .monaco-list-row.focused").filter({ hasText: label }).waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  }

  private async type(words: string): Promise<void> {
    // A page of an extension keeps what is typed in it.
    await this.page.evaluate("document.activeElement instanceof HTMLIFrameElement && document.activeElement.blur()");
    await this.page.keyboard.press(words.startsWith(":") ? "Control+G" : words.startsWith(">") ? "F1" : "Control+P");
    const input = this.page.locator(".quick-input-widget input");
    await input.waitFor();
    await input.fill(words);
  }
}
