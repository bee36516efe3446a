// Cuts what the review asks of GitHub out of GitHub's own descriptions of its APIs, for the tests of the review: the whole of them is
// hundreds of megabytes. Run it when another operation or field is used, or to see whether GitHub has changed one:
//   node scripts/cut-github-api.mjs
import { build } from "esbuild";
import { buildSchema, isInputObjectType, getNamedType, isEnumType, isScalarType, parse, print, specifiedScalarTypes, TypeInfo, validate, visit, visitWithTypeInfo } from "graphql";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REST = "@octokit/openapi@23.0.2";
const GRAPHQL = "@octokit/graphql-schema@15.26.1";

/** The operations that are used, with what is read of their answers. */
const OPERATIONS = {
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": ["head.sha", "base.sha", "base.ref"],
  "GET /repos/{owner}/{repo}/git/ref/{ref}": ["object.sha"],
  "GET /repos/{owner}/{repo}/compare/{basehead}": ["merge_base_commit.sha"],
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": ["[].filename", "[].status", "[].patch", "[].previous_filename"],
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": ["truncated", "tree[].path", "tree[].mode", "tree[].sha", "tree[].size"],
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": ["content", "encoding"],
  "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews": ["html_url"],
};

const root = fileURLToPath(new URL("..", import.meta.url));
const target = join(root, "packages/review-bot/test/github-api");
const folder = mkdtempSync(join(tmpdir(), "github-api-"));
try {
  writeFileSync(join(target, "operations.json"), `${JSON.stringify(cutOperations(JSON.parse(unpacked(REST, "package/generated/api.github.com.json"))), null, 2)}\n`);
  writeFileSync(join(target, "schema.graphql"), cutSchema(unpacked(GRAPHQL, "package/schema.graphql"), Object.values(await queries())));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One file of a package, which is not installed. */
function unpacked(name, file) {
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", name, "--json", "--pack-destination", folder], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  return execFileSync("tar", ["xzOf", join(folder, filename), file], { encoding: "utf8", maxBuffer: 1 << 28 });
}

function cutOperations(description) {
  const resolve = (node) => (node && "$ref" in node ? resolve(node.$ref.slice(2).split("/").reduce((value, key) => value[key], description)) : node);
  /** Schemas alone, without words about them. */
  const plain = (schema) => {
    const { type, nullable, enum: values, properties, required, items, maximum, minimum } = resolve(schema);
    return {
      ...(type ? { type } : {}),
      ...(nullable ? { nullable } : {}),
      ...(values ? { enum: values } : {}),
      ...(maximum === undefined ? {} : { maximum }),
      ...(minimum === undefined ? {} : { minimum }),
      ...(properties ? { properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, plain(value)])), required: required ?? [], additionalProperties: false } : {}),
      ...(items ? { items: plain(items) } : {}),
    };
  };
  /** As much of a schema as some paths lead to. */
  const along = (schema, paths) => {
    const { type, nullable, enum: values, properties = {}, required = [], items } = resolve(schema);
    const kind = { ...(type ? { type } : {}), ...(nullable ? { nullable } : {}), ...(values ? { enum: values } : {}) };
    if (type === "array") return { ...kind, items: along(items, paths.map((path) => path.replace(/^\[\]\.?/, ""))) };
    const names = [...new Set(paths.filter((path) => path !== "").map((path) => /^[^.[]+/.exec(path)[0]))];
    if (names.length === 0) return kind;
    for (const name of names) if (!(name in properties)) throw new Error(`there is no ${name} in ${JSON.stringify(Object.keys(properties))}`);
    return {
      ...kind,
      properties: Object.fromEntries(names.map((name) => [name, along(properties[name], paths.filter((path) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)).map((path) => path.slice(name.length).replace(/^\./, "")))])),
      required: names.filter((name) => required.includes(name)),
    };
  };
  return Object.fromEntries(
    Object.entries(OPERATIONS).map(([route, read]) => {
      const [method, path] = route.split(" ");
      const operation = description.paths[path][method.toLowerCase()];
      const parameters = (operation.parameters ?? []).map(resolve);
      const body = operation.requestBody?.content["application/json"].schema;
      const answer = Object.entries(operation.responses).find(([status]) => status.startsWith("2"));
      return [
        route,
        {
          path: Object.fromEntries(parameters.filter((each) => each.in === "path").map(({ name, schema }) => [name, plain(schema)])),
          query: Object.fromEntries(parameters.filter((each) => each.in === "query").map(({ name, schema }) => [name, plain(schema)])),
          ...(body ? { body: plain(body) } : {}),
          answer: along(resolve(answer[1]).content["application/json"].schema, read),
        },
      ];
    }),
  );
}

/** The queries of the sources, which are TypeScript. */
async function queries() {
  const { outputFiles } = await build({ entryPoints: [join(root, "packages/review-bot/src/github/queries.ts")], write: false, format: "esm" });
  return (await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)).QUERIES;
}

/** The types and fields that some queries use, with all of their arguments and of the types of these. */
function cutSchema(sdl, documents) {
  // What is published defines a field twice.
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  const fields = new Map();
  const whole = new Set();
  const keepWhole = (type) => {
    const named = getNamedType(type);
    if (whole.has(named.name) || specifiedScalarTypes.some(({ name }) => name === named.name)) return;
    if (!isInputObjectType(named) && !isEnumType(named) && !isScalarType(named)) return;
    whole.add(named.name);
    if (isInputObjectType(named)) for (const field of Object.values(named.getFields())) keepWhole(field.type);
  };
  for (const document of documents.map((text) => parse(text))) {
    const errors = validate(schema, document);
    if (errors.length > 0) throw errors[0];
    const info = new TypeInfo(schema);
    visit(document, visitWithTypeInfo(info, {
      Field() {
        const parent = info.getParentType();
        const field = info.getFieldDef();
        fields.set(parent.name, (fields.get(parent.name) ?? new Set()).add(field.name));
        for (const { type } of field.args) keepWhole(type);
        keepWhole(field.type);
      },
    }));
  }
  const cut = visit(parse(sdl), {
    SchemaDefinition: () => null,
    DirectiveDefinition: () => null,
    Directive: () => null,
    ScalarTypeDefinition: (node) => (whole.has(node.name.value) ? undefined : null),
    EnumTypeDefinition: (node) => (whole.has(node.name.value) ? undefined : null),
    InputObjectTypeDefinition: (node) => (whole.has(node.name.value) ? undefined : null),
    UnionTypeDefinition: () => null,
    ...Object.fromEntries(["ObjectTypeDefinition", "InterfaceTypeDefinition"].map((kind) => [kind, (node) => {
      const used = fields.get(node.name.value);
      return used ? { ...node, interfaces: node.interfaces.filter(({ name }) => fields.has(name.value) && [...fields.get(name.value)].every((field) => used.has(field))), fields: node.fields.filter(({ name }) => used.has(name.value)) } : null;
    }])),
  });
  // Names alone, without words about them.
  const text = print(visit(cut, { enter: (node) => (node.description ? { ...node, description: undefined } : undefined) }));
  for (const document of documents) if (validate(buildSchema(text), parse(document)).length > 0) throw new Error("what was cut does not hold all that is used");
  return `${text}\n`;
}
