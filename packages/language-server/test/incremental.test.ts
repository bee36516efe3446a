import fc from "fast-check";
import { groupProjects, lintProjects, presetConfiguration, type Diagnostic, type Place } from "@compose-lint/core";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { manyServices } from "../../../test/fixtures/generate.js";
import { Session } from "../src/analysis/session.js";
import { TextGround } from "../src/analysis/text-ground.js";
import type { OpenDocument } from "../src/open-documents.js";
import { USUAL } from "../src/settings.js";

/** A project of several files, of which one is so large that only what changes is read again. */
const START: Readonly<Record<string, string>> = {
  "compose.yaml": `include: [part.yml]\n${manyServices(40)}`,
  "compose.override.yaml": "services:\n  bakery-0000:\n    mem_limit: 64m\n  clinic-0001:\n    extends: { file: base.yml, service: base }\n",
  "base.yml": "services:\n  base:\n    privileged: true\n    restart: always\n",
  "part.yml": "services:\n  cache:\n    image: redis:$TAG\n    mem_limit: 64m\n",
  ".env": "TAG=7.4.1\nDB_PASSWORD=hunter2hunter2\n",
};
const NAMES = Object.keys(START);
const PIECES = ["", "\n", "  ", "    mem_limit: 1g\n", "    privileged: true\n", "  new:\n    image: nginx:latest\n", "# compose-lint-disable-next-line memory-limit -- tried\n", "latest", "<<: *defaults", "    ports: ['80:80']\n", "x", ":", "#", "'", "TAG=latest\n", "include: []\n"];

const edit = fc.record({ name: fc.constantFrom(...NAMES, "compose.yaml", "compose.yaml"), at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(120)), text: fc.constantFrom(...PIECES), onLine: fc.boolean() });

test("what is found after any edits is what is found by whoever looks at it for the first time", async () => {
  let folders = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
      const texts = new Map(Object.entries(START));
      const session = new Session(new TextGround(USUAL), USUAL, () => ({ own: documentsOf(texts), all: documentsOf(texts) }));
      await session.current();
      for (const { name, at, length, text, onLine } of edits) {
        const before = texts.get(name) ?? "";
        const place = Math.floor(at * before.length);
        const from = onLine ? before.lastIndexOf("\n", place) + 1 : place;
        texts.set(name, before.slice(0, from) + text + before.slice(from + length));
        session.change([name]);
        const { byFile, bugs } = await session.current();
        folders += 1;
        expect(bugs).toEqual([]);
        expect([...byFile.values()].flat().map((diagnostic) => told(diagnostic, ""))).toEqual(anew(texts, `folder-${String(folders)}/`));
      }
    }),
    { seed: Number(process.env["PROPERTY_SEED"] ?? 1), numRuns: Number(process.env["PROPERTY_CASES"] ?? 25) },
  );
}, 120_000);

const known = new Map<string, OpenDocument>();

/** The same document as long as its text is. */
function documentsOf(texts: ReadonlyMap<string, string>): readonly OpenDocument[] {
  return [...texts].map(([name, content]) => {
    const before = known.get(name);
    if (before?.text.getText() === content) return before;
    const isCompose = name.startsWith("compose");
    const document: OpenDocument = { text: TextDocument.create(name, "yaml", 1, content), place: { kind: "elsewhere", realm: "", path: name }, bytes: new TextEncoder().encode(content), isCompose };
    known.set(name, document);
    return document;
  });
}

/** In a folder that nobody has seen before, so that nothing is known of its files. */
function anew(texts: ReadonlyMap<string, string>, folder: string): readonly unknown[] {
  const files = { read: (path: string) => texts.get(path.slice(folder.length)), withheld: (path: string) => (texts.has(path.slice(folder.length)) ? undefined : "only the editor gets at it") };
  const found = groupProjects(files, [`${folder}compose.yaml`, `${folder}compose.override.yaml`]);
  return lintProjects(files, found.map(({ request }) => request), { ...presetConfiguration("recommended"), today: new Date().toISOString().slice(0, 10) }).diagnostics.map((diagnostic) => told(diagnostic, folder));
}

function told({ rule, severity, message, service, place, related, fix }: Diagnostic, folder: string): unknown {
  const plain = (text: string): string => text.replaceAll(folder, "");
  const at = ({ file, range, via }: Place): unknown => [plain(file.path), range, (via ?? []).map((step) => [step.kind, plain(step.name), plain(step.file.path), step.range])];
  return { rule, severity, service, message: plain(message), place: at(place), related: related.map((each) => [plain(each.message), at(each)]), fix: fix && { title: fix.title, safety: fix.safety, because: plain(fix.because), operations: fix.operations } };
}
