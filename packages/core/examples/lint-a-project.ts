import { groupProjects, layeredConfiguration, lintProjects } from "@compose-lint/core";

const texts = new Map([
  ["shop/compose.yaml", "services:\n  web:\n    image: nginx:1.27.3\n    mem_limit: 256m\n"],
  ["shop/compose.override.yaml", "services:\n  web:\n    privileged: true\n    mem_limit: ${LIMIT}\n"],
  ["shop/.env", "LIMIT=512m\n"],
]);
const files = { read: (path: string) => texts.get(path) };

// What Compose would make of these files: here one project, with the override laid over the base.
const requests = groupProjects(files, ["shop/compose.yaml", "shop/compose.override.yaml"]).map(({ request }) => request);
console.log(requests.map((request) => request.files.join(" + ")).join("\n"));

// Later layers count more: a preset, then what differs from it.
const configuration = layeredConfiguration([
  { presets: ["recommended"] },
  { rules: new Map([["memswap-limit", { severity: "error" }], ["healthcheck", { severity: "off" }]]) },
]);
const { diagnostics } = lintProjects(files, requests, configuration);
for (const { rule, severity, place } of diagnostics) {
  if (severity === "error") console.log(`${rule} in ${place.file.path}, line ${place.file.lines.positionAt(place.range.start).line}`);
}
