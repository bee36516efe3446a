// Makes what a worker waits for between two requests, a second or more as GitHub asks for it, a matter of milliseconds.
import { isMainThread } from "node:worker_threads";

const setRealTimeout = globalThis.setTimeout;
if (!isMainThread) globalThis.setTimeout = Object.assign((work, milliseconds, ...values) => setRealTimeout(work, milliseconds / 100, ...values), setRealTimeout);
