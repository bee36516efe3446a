import { fixProjects, presetConfiguration } from "@compose-lint/core";

const text = `services:
  db: # keeps the orders
    image: postgres:17.2
    mem_limit: 512m
`;
const files = { read: (path: string) => (path === "compose.yaml" ? text : undefined) };

const { files: changed, fixes, unfixed } = fixProjects(files, [{ files: ["compose.yaml"] }], presetConfiguration("recommended"), { unsafe: false, only: new Set(["memswap-limit"]) });

for (const { after } of changed) console.log(after.trimEnd());
// What each fix has proven: the effective configuration changed as these operations say, and nothing else did.
console.log(fixes.flatMap(({ operations }) => operations).map(({ kind, path }) => `${kind} ${path.join(".")}`).join("\n"));
console.log(`${unfixed.length} refused`);
