import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const WEBHOOK_SECRET = "whsec-2f1c";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });

/** Bundles the service into a folder. */
export function buildService(folder: string): void {
  execFileSync(process.execPath, [fileURLToPath(new URL("../service/build.mjs", import.meta.url)), folder], { stdio: "pipe" });
}

/** A line of the log. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [key: string]: unknown;
}

/** The bundled service, in a process of its own. */
export class ServiceProcess {
  private output = "";
  private errors = "";
  private exitCode: number | null | undefined;
  private readonly child: ChildProcess;
  private readonly temporary: string;
  private port = 0;

  constructor(bundle: string, folder: string, settings: Readonly<Record<string, string>>) {
    this.temporary = join(folder, "tmp");
    mkdirSync(this.temporary, { recursive: true });
    writeFileSync(join(folder, "key.pem"), privateKey);
    writeFileSync(join(folder, "secret"), `${WEBHOOK_SECRET}\n`);
    this.child = spawn(process.execPath, ["--import", new URL("quick-waits.mjs", import.meta.url).href, join(bundle, "main.mjs")], {
      env: { PATH: "/nowhere", TMPDIR: this.temporary, APP_ID: "123", PRIVATE_KEY_FILE: join(folder, "key.pem"), WEBHOOK_SECRET_FILE: join(folder, "secret"), PORT: "0", ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (data: Buffer) => (this.output += data.toString()));
    this.child.stderr?.on("data", (data: Buffer) => (this.errors += data.toString()));
    this.child.on("close", (code) => (this.exitCode = code));
  }

  /** All that it has printed. */
  get printed(): string {
    return this.output + this.errors;
  }

  get log(): readonly LogLine[] {
    return this.output.split("\n").slice(0, -1).map((line) => JSON.parse(line) as LogLine);
  }

  /** What it leaves for others to clean up. */
  get leftovers(): readonly string[] {
    return readdirSync(this.temporary);
  }

  async ready(): Promise<this> {
    const { port } = await this.logged("ready");
    this.port = Number(port);
    return this;
  }

  /** The line with some message; the first one that is not among those that there were before, if their number is told. */
  async logged(message: string, after = 0): Promise<LogLine> {
    return await until(() => this.log.slice(after).find(({ msg }) => msg === message), () => `it never logged '${message}':\n${this.printed}`);
  }

  async exited(): Promise<number | null> {
    return await until(() => this.exitCode, () => `it did not end:\n${this.printed}`);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    return await fetch(`http://127.0.0.1:${String(this.port)}${path}`, init);
  }

  async health(): Promise<unknown> {
    return await (await this.ask("/healthz")).json();
  }

  /** Delivers an event about a pull request, as GitHub does. */
  async deliver(action: string, more: object = {}, secret: string | undefined = WEBHOOK_SECRET): Promise<Response> {
    const body = JSON.stringify({ action, number: 7, pull_request: { number: 7, title: "a-title-of-somebody" }, repository: { id: 42, name: "shop", full_name: "acme/shop", owner: { login: "acme" } }, installation: { id: 1 }, ...more });
    const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    return await this.ask("/api/github/webhooks", { method: "POST", body, headers: { "content-type": "application/json", "x-github-event": "pull_request", "x-github-delivery": `d-${action}`, "x-hub-signature-256": signature } });
  }
}

/** Waits for something to be there. */
export async function until<T>(look: () => T | undefined | false, otherwise: () => string): Promise<T> {
  const end = Date.now() + 25_000;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(otherwise());
    await pause(10);
  }
}
