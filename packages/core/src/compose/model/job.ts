import { itemsOf, textOf, type Mapping, type Tree } from "../tree.js";

/**
 * Whether a service runs once and ends: `restart: "no"`, somebody waits for its completion, it is kept behind a profile for tools,
 * or its command is a migration.
 */
export function isOneOff(service: Mapping, awaited: boolean): boolean {
  const restart = textOf(service.entries.get("restart"));
  if (restart === "no") return true;
  // Who waits for the end of a service knows that it ends; `on-failure` only says that it is tried again until then.
  if (awaited && (restart === undefined || restart.startsWith("on-failure"))) return true;
  if (restart !== undefined) return false;
  const profiles = itemsOf(service.entries.get("profiles"));
  if (profiles.length > 0 && profiles.every((item) => TOOL_PROFILES.test(textOf(item) ?? ""))) return true;
  return MIGRATION.test(commandOf(service));
}

/** The services whose completion another one waits for. */
export function awaitedServices(services: Mapping): ReadonlySet<string> {
  const awaited = new Set<string>();
  for (const service of services.entries.values()) {
    const dependsOn = service.kind === "mapping" ? service.entries.get("depends_on") : undefined;
    if (dependsOn?.kind !== "mapping") continue;
    for (const [name, dependency] of dependsOn.entries) {
      if (dependency.kind === "mapping" && textOf(dependency.entries.get("condition")) === "service_completed_successfully") awaited.add(name);
    }
  }
  return awaited;
}

const TOOL_PROFILES = /^(?:tools?|cli|debug|tests?|manual|jobs?|once|oneshot|one-shot|init|setup|migrations?|migrate|seed|admin-tools|ops|utils?)$/i;

const MIGRATION = /(?:^|[\s:/_-])(?:migrate|migrations?|db:migrate|db:seed|createsuperuser|makemigrations|initdb)(?:\s|$|:|-up\b)/i;

function commandOf(service: Mapping): string {
  return ["entrypoint", "command"].map((key) => wordsOf(service.entries.get(key))).join(" ");
}

function wordsOf(node: Tree | undefined): string {
  if (node?.kind === "sequence") return node.items.map((item) => textOf(item) ?? "").join(" ");
  return textOf(node) ?? "";
}
