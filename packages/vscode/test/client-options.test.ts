import { expect, test } from "vitest";
import { clientOptions } from "../src/client-options.js";
import { SHOW_READINESS } from "../src/names.js";
import { FakeEditor } from "./fake-editor.js";

const noAudit = (): Promise<void> => Promise.resolve();

test("the client sends Compose files and what they may be made of, and no old versions", () => {
  const { documentSelector = [] } = clientOptions(new FakeEditor().api, noAudit);
  const kinds = documentSelector.flatMap((documents) => (typeof documents === "object" && "language" in documents && "scheme" in documents ? [`${documents.scheme} ${documents.language}`] : []));
  expect(kinds).toEqual(["file dockercompose", "untitled dockercompose", "vscode-vfs dockercompose", "file yaml", "untitled yaml", "vscode-vfs yaml"]);
});

test("the client asks for diagnostics while people type", () => {
  expect(clientOptions(new FakeEditor().api, noAudit).diagnosticPullOptions).toEqual({ onChange: true });
});

test.each([
  ["the audit of its project", { isTrusted: true }, SHOW_READINESS, "file:///shop/compose.yaml", ["audit file:///shop/compose.yaml"]],
  ["the words of the server, where nothing is trusted", { isTrusted: false }, SHOW_READINESS, "file:///shop/compose.yaml", ["server file:///shop/compose.yaml"]],
  ["the words of the server, where nothing is on the disk", { isTrusted: true }, SHOW_READINESS, "untitled:///compose.yaml", ["server untitled:///compose.yaml"]],
  ["whatever else the server offers", { isTrusted: true }, "compose-lint.other", "file:///shop/compose.yaml", ["server file:///shop/compose.yaml"]],
])("what stands above a service shows %s", async (_name, scene, command, uri, expected) => {
  const shown: string[] = [];
  const { middleware } = clientOptions(new FakeEditor(scene).api, (file) => {
    shown.push(`audit ${file.toString()}`);
    return Promise.resolve();
  });
  await middleware?.executeCommand?.(command, [uri, "web"], (_command: string, [file]: unknown[]) => {
    shown.push(`server ${String(file)}`);
    return undefined;
  });
  expect(shown).toEqual(expected);
});
