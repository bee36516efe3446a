import { describe, expect, test } from "vitest";
import { AuditCommand } from "../src/audit/audit-command.js";
import type { Audit, AuditOutcome } from "../src/audit/run-audit.js";
import { FakeEditor, type Scene } from "./fake-editor.js";

const PAGE: AuditOutcome = { kind: "page", html: "<html><head></head><body>Readiness</body></html>", remarks: "" };

function auditing(scene: Scene, outcome: AuditOutcome = PAGE): { readonly editor: FakeEditor; readonly command: AuditCommand; readonly audits: Audit[] } {
  const editor = new FakeEditor(scene);
  const audits: Audit[] = [];
  const command = new AuditCommand(editor.api, "/extension", (audit) => {
    audits.push(audit);
    return Promise.resolve(outcome);
  });
  return { editor, command, audits };
}

describe("the audit", () => {
  test.each<[string, Scene, Audit]>([
    ["the folder of the Compose file", { active: { path: "/work/shop/compose.yaml" }, folders: ["/work"] }, { folder: "/work/shop", workspaceFolder: "/work", config: "" }],
    ["the folder of a Compose file of no workspace", { active: { path: "/tmp/compose.yaml" }, settings: { config: "lint.yaml" } }, { folder: "/tmp", workspaceFolder: "/tmp", config: "lint.yaml" }],
    ["the folder of the workspace", { active: { path: "/b/notes.md", language: "markdown" }, folders: ["/a", "/b"] }, { folder: "/b", workspaceFolder: "/b", config: "" }],
    ["the folder that is picked", { folders: ["/a", "/b"], picked: "/a" }, { folder: "/a", workspaceFolder: "/a", config: "" }],
  ])("is of %s", async (_name, scene, audit) => {
    const { editor, command, audits } = auditing(scene);
    await command.audit();
    expect(audits).toEqual([audit]);
    expect(editor.panels).toMatchObject([{ html: expect.stringContaining("Readiness") as string, options: { enableScripts: false, localResourceRoots: [] } }]);
    expect(editor.messages).toEqual([]);
  });

  test("is not made if nobody says of what", async () => {
    const { editor, command, audits } = auditing({ folders: ["/a", "/b"] });
    await command.audit();
    expect({ audits, panels: editor.panels }).toEqual({ audits: [], panels: [] });
  });

  test("takes over the tab of the one before", async () => {
    const { editor, command } = auditing({ active: { path: "/shop/compose.yaml" } });
    await command.audit();
    await command.audit();
    expect(editor.panels.map(({ title }) => title)).toEqual(["Audit of shop"]);
    editor.fire("dispose Audit of shop");
    await command.audit();
    expect(editor.panels).toHaveLength(2);
    command.dispose();
    expect(editor.panels.map(({ disposed }) => disposed)).toEqual([false, true]);
  });

  test.each<[string, Scene, AuditOutcome, readonly string[]]>([
    ["what is not saved", { active: { path: "/shop/compose.yaml", isDirty: true } }, PAGE, ["What is not saved yet does not count in the audit."]],
    ["what was remarked", { active: { path: "/shop/compose.yaml" } }, { ...PAGE, remarks: "note: x" }, ["note: x"]],
    ["why there is none", { active: { path: "/shop/compose.yaml" } }, { kind: "failed", message: "error: x" }, ["There is no audit of shop. error: x"]],
    ["nothing, if it was stopped", { active: { path: "/shop/compose.yaml" } }, { kind: "cancelled" }, []],
  ])("tells %s", async (_name, scene, outcome, messages) => {
    const { editor, command } = auditing(scene, outcome);
    await command.audit();
    expect(editor.messages).toEqual(messages);
    expect(editor.panels).toHaveLength(outcome.kind === "page" ? 1 : 0);
  });
});
