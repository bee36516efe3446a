import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Operation } from "./forge-server.js";

interface Parameter {
  readonly in: "path" | "query";
  readonly name: string;
  readonly schema: object;
}

interface Content {
  readonly content: { readonly "application/json": { readonly schema: object } };
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<"get" | "post" | "put", Described | undefined>> & { readonly parameters?: readonly Parameter[] }>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const DESCRIPTION = parse(readFileSync(join(import.meta.dirname, "gitlab-api/openapi.yaml"), "utf8")) as Description;

/** What reviews ask of GitLab, by method and path, as `openapi.yaml` describes it. */
export const GITLAB_OPERATIONS: Readonly<Record<string, Operation>> = Object.fromEntries(
  Object.entries(DESCRIPTION.paths).flatMap(([path, item]) =>
    (["get", "post", "put"] as const).flatMap((method) => {
      const described = item[method];
      if (!described) return [];
      const parameters = [...(item.parameters ?? []), ...(described.parameters ?? [])];
      const schemas = (where: Parameter["in"]): Operation["path"] => Object.fromEntries(parameters.flatMap((each) => (each.in === where ? [[each.name, each.schema] as const] : [])));
      const [answer] = Object.values(described.responses).map(schemaOf);
      return [[`${method.toUpperCase()} ${path}`, { path: schemas("path"), query: schemas("query"), ...(described.requestBody ? { body: schemaOf(described.requestBody) } : {}), answer: answer ?? {} }] as const];
    }),
  ),
);

function schemaOf({ content }: Content): object {
  return withoutReferences(content["application/json"].schema) as object;
}

function withoutReferences(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutReferences);
  if (typeof schema !== "object" || schema === null) return schema;
  if ("$ref" in schema && typeof schema.$ref === "string") return withoutReferences(DESCRIPTION.components.schemas[schema.$ref.split("/").at(-1) ?? ""]);
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withoutReferences(value)]));
}
