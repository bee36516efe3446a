import { loadProject } from "@compose-lint/core";
import { auditProject } from "@compose-lint/core/audit";

const text = `services:
  web:
    image: nginx:1.27.3
    mem_limit: 256m
    memswap_limit: 256m
    logging:
      options: { max-size: 10m, max-file: "3" }
`;
const project = loadProject({ read: (path) => (path === "compose.yaml" ? text : undefined) }, "compose.yaml");

for (const { name, rows, reds } of auditProject(project).services) {
  console.log(`${name}: ${reds} red`);
  for (const { title, grade } of rows) console.log(`  ${title}: ${grade}`);
}
