import type { Uri } from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient/node";
import { PROJECT_FILES } from "./documents.js";
import type { Editor } from "./editor.js";
import { NAME, SHOW_READINESS } from "./names.js";

/** What the server is told once, when it starts. */
export interface Start {
  /** Whether configurations that are programs may be run. */
  readonly trusted: boolean;
}

/**
 * How the server is to be spoken with. Settings are asked for by the server itself.
 * @param audit shows the audit of the project that a file is in.
 */
export function clientOptions({ Uri, workspace }: Pick<Editor, "Uri" | "workspace">, audit: (file: Uri) => Promise<void>): LanguageClientOptions & { readonly initializationOptions: () => Start } {
  return {
    documentSelector: PROJECT_FILES.map((documents) => ({ ...documents })),
    outputChannelName: NAME,
    // Asked at every start: by then the workspace may be trusted.
    initializationOptions: () => ({ trusted: workspace.isTrusted }),
    // Without it, diagnostics are asked for once, when a file is opened.
    diagnosticPullOptions: { onChange: true },
    middleware: {
      // Here a page has room for all of it. Where there can be no audit, the server's few words are the best there is.
      async executeCommand(command, words: readonly unknown[], next) {
        const [file] = words;
        const uri = command === SHOW_READINESS && typeof file === "string" ? Uri.parse(file) : undefined;
        if (uri?.scheme !== "file" || !workspace.isTrusted) {
          const answer: unknown = await next(command, [...words]);
          return answer;
        }
        await audit(uri);
        return null;
      },
    },
  };
}
