import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./server.js";
import { namesTransport, transportOf, USAGE } from "./transport.js";
import { version } from "./version.js";

// Started as `compose-lint-language-server`, or by `compose-lint lsp`, which puts its own name before the words.
const words = process.argv.slice(process.argv[2] === "lsp" ? 3 : 2);
const transport = transportOf(words);
switch (transport.kind) {
  case "told":
    process.stdout.write(`${transport.about === "version" ? version : USAGE}\n`);
    break;
  case "refused":
    process.stderr.write(`compose-lint-language-server: ${transport.because}\n\n${USAGE}\n`);
    process.exitCode = 2;
    break;
  case "protocol":
    if (!namesTransport(words)) process.argv.push("--stdio");
    serve(createConnection(ProposedFeatures.all));
    break;
}
