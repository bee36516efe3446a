import type { Terminal } from "./interactive.js";
import type { Look } from "./report/report.js";
import { Interrupted } from "./interrupted.js";

/** Asks on a terminal. As long as it is open the process goes on, and Ctrl-C is ours. */
export async function openTerminal(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, look: Look): Promise<Terminal> {
  // A static import would be loaded at every start of the bundle.
  const { createInterface } = await import("node:readline");
  const reader = createInterface({ input, output, terminal: true, historySize: 0 });
  let isInterrupted = false;
  reader.on("SIGINT", () => {
    isInterrupted = true;
    output.write("\n");
    reader.close();
  });
  // Keeps what is typed before it is asked for.
  const lines = reader[Symbol.asyncIterator]();
  return {
    look,
    write: (text) => void output.write(text),
    async ask(question) {
      reader.setPrompt(question);
      reader.prompt();
      const line: IteratorResult<string, undefined> = await lines.next();
      if (isInterrupted) throw new Interrupted();
      return line.value;
    },
    async close() {
      // One round of the event loop, in which keys arrive that were pressed while we were at work.
      await new Promise((resolve) => setTimeout(resolve, 0));
      await new Promise((resolve) => setImmediate(resolve));
      reader.close();
      if (isInterrupted) throw new Interrupted();
    },
  };
}
