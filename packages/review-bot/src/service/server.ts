import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** Answers a request, or tells that it is not for it. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What `/healthz` tells. */
export interface Health {
  readonly isReady: boolean;
  readonly details: object;
}

/** In bytes. GitHub delivers nothing larger. Source: GitHub, "Webhook events and payloads". */
const MOST_BODY = 25 * 1024 * 1024;
/** In milliseconds. GitHub waits no longer for an answer. Source: GitHub, "Best practices for using webhooks". */
const LONGEST_REQUEST = 10_000;

/** A server for webhooks and for whoever wants to know how the service is. While that is not ready, it takes no webhooks, which GitHub keeps as failed. */
export function openServer(webhooks: Handler, health: () => Health): Server {
  return createServer({ requestTimeout: LONGEST_REQUEST, headersTimeout: LONGEST_REQUEST }, (request, response) => {
    const { isReady, details } = health();
    const path = request.url?.split("?", 1)[0];
    if (path === "/healthz") answer(response, isReady ? 200 : 503, details);
    else if (path !== WEBHOOK_PATH) answer(response, 404, { error: "There is nothing here." });
    else if (!isReady) answer(response, 503, { error: "Not ready." });
    // A body whose end nobody knows would be kept in memory as long as it comes.
    else if (request.method === "POST" && !(Number(request.headers["content-length"]) <= MOST_BODY)) answer(response, 413, { error: "The body is too large, or its length is not told." });
    else webhooks(request, response);
  });
}

/** Where GitHub delivers events. */
export const WEBHOOK_PATH = "/api/github/webhooks";

function answer(response: ServerResponse, status: number, body: object): void {
  // What is left of the request is not read.
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store", connection: "close" });
  response.end(`${JSON.stringify(body)}\n`);
}
