import { lintProject, loadProject, presetConfiguration } from "@compose-lint/core";

const text = `services:
  db:
    image: postgres:17.2
    ports: ["5432:5432"]
`;

const project = loadProject({ read: (path) => (path === "compose.yaml" ? text : undefined) }, "compose.yaml");
const { diagnostics } = lintProject(project, presetConfiguration("recommended"));

for (const { rule, severity, place } of diagnostics) {
  const { line, column } = place.file.lines.positionAt(place.range.start);
  if (severity === "error") console.log(`${place.file.path}:${line}:${column} ${rule}`);
}
