import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { GitHubServer } from "./github-server.js";

/** A GitHub with an App in it, which is installed in one repository; what is asked of that repository, another server answers. */
export class GitHubAppServer {
  url = "";
  /** What is asked of the App and of the installation. */
  readonly asked: { readonly method: string; readonly path: string; readonly authorization: string; readonly body: unknown }[] = [];
  /** Open pull requests. */
  pulls: readonly { readonly number: number; readonly updated_at: string }[] = [];
  pull = { state: "open", changed_files: 1 };
  private server: Server | undefined;
  private held: { readonly when: RegExp; readonly waiting: (() => void)[] } | undefined;

  /** @param github where the repository is. */
  constructor(public github: GitHubServer) {}

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.answer(request, response).catch(() => request.socket.destroy());
    });
    this.server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (typeof address === "object" && address) this.url = `http://127.0.0.1:${String(address.port)}`;
  }

  stop(): void {
    this.server?.closeAllConnections();
    this.server?.close();
  }

  /** Lets requests wait until `release`. */
  hold(when: RegExp): void {
    this.held = { when, waiting: [] };
  }

  get waiting(): number {
    return this.held?.waiting.length ?? 0;
  }

  release(): void {
    const { waiting = [] } = this.held ?? {};
    this.held = undefined;
    waiting.forEach((go) => { go(); });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url: path = "", headers } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const text = Buffer.concat(chunks).toString();
    if (this.held?.when.test(path)) await new Promise<void>((resolve) => this.held?.waiting.push(resolve));
    const own = this.ownAnswer(method, path.split("?")[0] ?? "");
    if (own === undefined) {
      await this.pass(method, path, headers, text, response);
      return;
    }
    this.asked.push({ method, path, authorization: headers.authorization ?? "", body: text === "" ? undefined : (JSON.parse(text) as unknown) });
    send(response, method === "POST" ? 201 : 200, JSON.stringify(own), {});
  }

  private ownAnswer(method: string, path: string): unknown {
    switch (`${method} ${path}`) {
      case "GET /app/installations":
        return [{ id: 1, suspended_at: null }, { id: 2, suspended_at: "2026-01-01T00:00:00Z" }];
      case "POST /app/installations/1/access_tokens":
        return { token: this.github.token, expires_at: new Date(Date.now() + 3_600_000).toISOString(), permissions: {}, repository_selection: "all" };
      case "GET /installation/repositories":
        return { total_count: 2, repositories: [{ id: 42, name: "shop", owner: { login: "acme" }, archived: false }, { id: 43, name: "attic", owner: { login: "acme" }, archived: true }] };
      case "GET /repos/acme/shop/pulls":
        return this.pulls;
      default:
        return undefined;
    }
  }

  private async pass(method: string, path: string, headers: IncomingMessage["headers"], text: string, response: ServerResponse): Promise<void> {
    const answer = await fetch(this.github.url + path, { method, headers: { authorization: headers.authorization ?? "", "content-type": "application/json" }, ...(text === "" ? {} : { body: text }) });
    const body = await answer.text();
    const isPull = answer.ok && /^\/repos\/acme\/shop\/pulls\/\d+$/.test(path);
    const retryAfter = answer.headers.get("retry-after");
    send(response, answer.status, isPull ? JSON.stringify({ ...(JSON.parse(body) as object), ...this.pull }) : body, retryAfter === null ? {} : { "retry-after": retryAfter });
  }
}

function send(response: ServerResponse, status: number, body: string, more: Readonly<Record<string, string>>): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "x-ratelimit-remaining": "4999", ...more });
  response.end(body);
}
