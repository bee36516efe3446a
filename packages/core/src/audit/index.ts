/** `@compose-lint/core/audit`: whether services are fit for production, by what the rules find, and a project as it can be drawn. */
export { auditProject, REDS_TOO_MANY, type LayerVerdict, type ProjectAudit, type RowVerdict, type ServiceAudit, type Verdict } from "./audit.js";
export type { Grade } from "./grade.js";
export { mapProject, type MappedMount, type MappedNetwork, type MappedPort, type MappedService, type ProjectMap } from "./map.js";
export { LAYERS, MOST_MISSING_LAYERS, ROWS, type Judge, type LayerDefinition, type LayerName, type RowDefinition, type RowName } from "./rows.js";
