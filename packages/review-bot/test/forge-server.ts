import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Ajv, type ValidateFunction } from "ajv";
import type { Files } from "./commits.js";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What a test has the server do instead of answering: an answer of its own, or none at all. */
export type Fault = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly message: string; readonly after?: true } | { readonly drop: "before" | "after" };

export type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

/** An operation of a forge's REST API: what it takes, and as much of its answer as is read. */
export interface Operation {
  readonly path: Readonly<Record<string, object>>;
  readonly query: Readonly<Record<string, object>>;
  readonly body?: object;
  readonly answer: object;
}

/** An operation as somebody has asked for it, and no other than it may be. */
export interface Call {
  readonly route: string;
  readonly values: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** @returns what is wrong with an answer. */
  problemsOf(answer: unknown): string | undefined;
}

/** Finds out which operation is asked for, and holds who asks to its description. */
export function callReader(operations: Readonly<Record<string, Operation>>): (asked: Asked) => Call | { readonly violation: string } {
  const ajv = new Ajv({ strict: false, coerceTypes: true, allErrors: true });
  const strictAjv = new Ajv({ strict: false, allErrors: true });
  const object = (properties: object, required: readonly string[]): object => ({ type: "object", properties, required, additionalProperties: false });
  const compiled = Object.entries(operations).map(([route, operation]) => {
    const [method = "", path = ""] = route.split(" ");
    return {
      route, method,
      pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
      path: ajv.compile(object(operation.path, Object.keys(operation.path))),
      query: ajv.compile(object(operation.query, [])),
      body: operation.body && strictAjv.compile(operation.body),
      answer: strictAjv.compile(operation.answer),
    };
  });
  return (asked) => {
    const { pathname, searchParams } = new URL(asked.path, "http://forge");
    const operation = compiled.find((each) => each.method === asked.method && each.pattern.test(pathname));
    if (!operation) return { violation: `${asked.method} ${pathname} is no operation that we know of` };
    const values = Object.fromEntries(Object.entries(operation.pattern.exec(pathname)?.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)] as const));
    const query = Object.fromEntries(searchParams);
    // Copies, because what is compared becomes of the type that it should have.
    for (const [what, validate, value] of [["path", operation.path, { ...values }], ["query", operation.query, { ...query }], ["body", operation.body, asked.body]] as const) {
      if (validate && !validate(value)) return { violation: `${operation.route}: ${what}: ${problemsOf(validate)}` };
    }
    return { route: operation.route, values, query, body: asked.body, problemsOf: (answer) => (operation.answer(answer) ? undefined : `${operation.route}: answer: ${problemsOf(operation.answer)}`) };
  };
}

function problemsOf({ errors }: ValidateFunction): string {
  return (errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message ?? ""} ${JSON.stringify(params)}`).join("; ");
}

/** What befalls whoever asks: before anything was done, */
export const UNANSWERED: readonly (readonly [how: string, fault: Fault])[] = [
  ["with 502", { status: 502, message: "Bad Gateway" }],
  ["with 500", { status: 500, message: "Internal Server Error" }],
  ["by hanging up", { drop: "before" }],
];
/** and after it. */
export const DONE_UNANSWERED: readonly (readonly [how: string, fault: Fault])[] = [
  ["with 502", { status: 502, message: "Bad Gateway", after: true }],
  ["by hanging up", { drop: "after" }],
];

/** A forge with one change in it, which a test has in hand. */
export abstract class ForgeServer {
  readonly token = "a-token";
  head = "head";
  mayWrite = true;
  mayResolve = true;
  /** The files whose diff is not shown. */
  unshown: readonly string[] = [];
  /** The lines that are really in the diff, where they are not what is told of it. */
  reallyShown: ((path: string, line: number) => boolean) | undefined;
  readonly asked: Asked[] = [];
  /** What was asked and answered against the forge's description of its API. A test that leaves any has failed. */
  readonly violations: string[] = [];
  /** The next answers, for whatever is asked of some kind. */
  readonly faults: { readonly when: (asked: Asked) => boolean; readonly fault: Fault }[] = [];
  url = "";
  private server: Server | undefined;

  constructor(
    public before: Files,
    public after: Files,
    public tip: Files = before,
  ) {}

  /** What is answered if nothing else is to happen. */
  protected abstract handle(asked: Asked, headers: IncomingHttpHeaders): Promise<Answer>;

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void this.answer(request, response);
    });
    this.server = server;
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (typeof address === "object" && address) this.url = `http://127.0.0.1:${String(address.port)}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      if (this.server) this.server.close(() => { resolve(); });
      else resolve();
    });
  }

  /** What was asked of some kind, by method and end of the path. */
  askedFor(method: string, end: string): readonly Asked[] {
    return this.asked.filter((each) => each.method === method && each.path.split("?")[0]?.endsWith(end));
  }

  protected violated(problem: string): Answer {
    this.violations.push(problem);
    return [400, { message: problem }];
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const text = Buffer.concat(chunks).toString();
    const { method = "", url = "", headers } = request;
    const asked: Asked = { method, path: url, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
    this.asked.push(asked);
    const send = (status: number, body: unknown, more: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...more });
      response.end(JSON.stringify(body));
    };
    const index = this.faults.findIndex(({ when }) => when(asked));
    const [{ fault } = { fault: undefined }] = index === -1 ? [] : this.faults.splice(index, 1);
    const isEarly = fault && ("drop" in fault ? fault.drop === "before" : !fault.after);
    const [status, body, more]: Answer = isEarly ? [500, {}] : await this.handle(asked, headers);
    if (!fault) send(status, body, more);
    else if ("drop" in fault) request.socket.destroy();
    else send(fault.status, { message: fault.message }, fault.headers);
  }
}
