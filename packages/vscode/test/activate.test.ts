import { describe, expect, test } from "vitest";
import { activateWith } from "../src/activate.js";
import { COMMANDS } from "../src/names.js";
import { FakeEditor, FakeServer, type Scene } from "./fake-editor.js";

async function activated(scene: Scene = {}, server = new FakeServer()): Promise<{ readonly editor: FakeEditor; readonly server: FakeServer; readonly start: () => unknown }> {
  const editor = new FakeEditor(scene);
  let start: () => unknown = () => undefined;
  await activateWith(editor.api, { extensionPath: "/extension", subscriptions: [] }, (_path, { initializationOptions }) => {
    start = initializationOptions as () => unknown;
    return server;
  });
  return { editor, server, start };
}

describe("activation", () => {
  test("registers all commands and starts the server", async () => {
    const { editor, server } = await activated();
    expect([...editor.commands.keys()].sort()).toEqual(Object.values(COMMANDS).sort());
    expect(server.calls).toEqual(["start"]);
    editor.commands.get(COMMANDS.showLog)?.();
    await editor.commands.get(COMMANDS.restart)?.();
    expect(server.calls).toEqual(["start", "showLog", "restart"]);
  });

  test("survives a server that does not start, and says so", async () => {
    const { editor } = await activated({}, new FakeServer(false));
    expect(editor.item).toMatchObject({ text: "compose-lint: not running", severity: 2, command: { command: COMMANDS.restart } });
    expect(editor.commands.size).toBe(4);
  });
});

describe("trust", () => {
  test("is told to the server when it starts, and when it comes", async () => {
    const { editor, server, start } = await activated({ isTrusted: false });
    expect(start()).toEqual({ trusted: false });
    editor.isTrusted = true;
    editor.fire("trust");
    expect(server.calls).toEqual(["start", "trust"]);
    expect(start()).toEqual({ trusted: true });
  });

  test("that comes while there is no server is told at its next start", async () => {
    const { editor, server } = await activated({ isTrusted: false }, new FakeServer(false));
    editor.fire("trust");
    expect(server.calls).toEqual(["start"]);
  });

  test("is needed for an audit, which would run a configuration that is a program", async () => {
    const { editor } = await activated({ isTrusted: false, active: { path: "/shop/compose.yaml" } });
    await editor.commands.get(COMMANDS.audit)?.();
    expect(editor.messages).toEqual(["The audit waits until this workspace is trusted: its configuration may be a program."]);
    expect(editor.panels).toEqual([]);
  });
});

describe("the status", () => {
  const active = { path: "/shop/compose.yaml" };

  test("counts the findings of the file, and nobody else's", async () => {
    const { editor, server } = await activated({ active, diagnostics: [{ source: "compose-lint", severity: 0 }, { source: "yaml", severity: 0 }] });
    expect(editor.item).toMatchObject({ name: "compose-lint", text: "compose-lint: 1 finding", detail: "1 error", busy: false, severity: 0 });
    server.become("starting");
    expect(editor.item).toMatchObject({ text: "compose-lint: starting", busy: true });
  });

  test("is told anew when findings of this file change", async () => {
    const diagnostics = [{ source: "compose-lint", severity: 1 }];
    const { editor } = await activated({ active, diagnostics });
    diagnostics.pop();
    editor.fire("diagnostics", { uris: [{ toString: () => "file:///shop/other.yaml" }] });
    expect(editor.item.text).toBe("compose-lint: 1 finding");
    editor.fire("diagnostics", { uris: [{ toString: () => "file:///shop/compose.yaml" }] });
    expect(editor.item.text).toBe("compose-lint: no findings");
  });

  test("says that it is turned off", async () => {
    const { editor } = await activated({ active, settings: { enable: false } });
    expect(editor.item.text).toBe("compose-lint: off");
  });
});

describe("fixing all", () => {
  const active = { path: "/shop/compose.yaml" };
  const fix = async (scene: Scene): Promise<FakeEditor> => {
    const { editor } = await activated(scene);
    await editor.commands.get(COMMANDS.fixAll)?.();
    return editor;
  };

  test("asks the server for all of the file, and makes the edits", async () => {
    const { edits, executed, messages } = await fix({ active, answers: { "vscode.executeCodeActionProvider": [{ edit: "an edit" }, { command: "none" }] } });
    expect(executed).toMatchObject([["vscode.executeCodeActionProvider", { path: "/shop/compose.yaml" }, { fromLine: 0, toLine: 40 }, "source.fixAll.compose-lint", 1]]);
    expect({ edits, messages }).toEqual({ edits: ["an edit"], messages: [] });
  });

  test.each<[string, Scene, string]>([
    ["no file is open", {}, "Open a Compose file first"],
    ["there is nothing to fix", { active, answers: { "vscode.executeCodeActionProvider": [] } }, "Nothing to fix"],
    ["nobody answers", { active }, "Nothing to fix"],
    ["VS Code refuses", { active, takesEdits: false, answers: { "vscode.executeCodeActionProvider": [{ edit: "one" }, { edit: "two" }] } }, "The fixes were not made"],
  ])("says that %s", async (_name, scene, message) => {
    const { edits, messages } = await fix(scene);
    expect(messages).toEqual([expect.stringContaining(message)]);
    expect(edits.length).toBeLessThan(2);
  });
});
