import type { Project } from "@compose-lint/core";
import type { ServiceAudit } from "@compose-lint/core/audit";
import type { CodeLens } from "vscode-languageserver/node";
import { rangeOf } from "../positions.js";
import { gradesInWords } from "./readiness.js";

/** Shows what counts against a service. Its arguments are the URI of a document and the name of a service. */
export const SHOW_READINESS = "compose-lint.showReadiness";

/** A line above each service that is written in a file: how ready it is for production. */
export function codeLenses(uri: string, name: string, project: Project, services: readonly ServiceAudit[]): readonly CodeLens[] {
  const audits = new Map(services.map((service) => [service.name, service] as const));
  return project.files.filter(({ path }) => path === name).flatMap((file) =>
    (project.roots.get(file) ?? []).flatMap((root) => {
      const section = root.kind === "mapping" ? root.entries.find(({ key }) => key.kind === "scalar" && key.text === "services")?.value : undefined;
      return (section?.kind === "mapping" ? section.entries : []).flatMap(({ key }): readonly CodeLens[] => {
        const audit = key.kind === "scalar" ? audits.get(key.text) : undefined;
        return audit ? [{ range: rangeOf(file, key.range, true), command: { title: `Readiness: ${gradesInWords(audit)}`, command: SHOW_READINESS, arguments: [uri, audit.name] } }] : [];
      });
    }),
  );
}
