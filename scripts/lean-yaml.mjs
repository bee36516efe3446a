import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const manifest = createRequire(fileURLToPath(new URL("../packages/core/package.json", import.meta.url))).resolve("yaml/package.json");

/** yaml's build for browsers, which is ESM, and without hooks that read `process.env` for every token. */
const yamlBuild = join(dirname(manifest), "browser/dist");

/** Of the generators of these modules, those that others iterate over. Each piece of text goes through several of them. */
const ITERATED = new Map([
  [join(yamlBuild, "parse/lexer.js"), new Set(["lex"])],
  [join(yamlBuild, "parse/parser.js"), new Set(["next", "end"])],
]);

/** For bundles: yaml without generators where it cuts a text into tokens, which takes a third off that. What it parses is the same: `test/lean-yaml.test.ts`. */
export const leanYaml = {
  name: "lean-yaml",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: join(yamlBuild, "index.js"), sideEffects: false }));
    onLoad({ filter: /[\\/]parse[\\/](lexer|parser)\.js$/ }, ({ path }) => {
      const iterated = ITERATED.get(path);
      return iterated && { contents: withoutGenerators(readFileSync(path, "utf8"), iterated), loader: "js" };
    });
  },
};

/** A module whose generator methods are plain ones: what they would yield is collected, and those that are iterated over return it all at once. */
function withoutGenerators(text, iterated) {
  const { factory } = ts;
  const yielded = factory.createPropertyAccessExpression(factory.createThis(), "yielded");
  const call = (target, name, args) => factory.createCallExpression(factory.createPropertyAccessExpression(target, name), undefined, args);

  const plainMethods = (method, visit) => {
    const name = method.name.text;
    const collecting = iterated.has(name) ? `${name}Plainly` : name;
    const body = ts.visitNode(method.body, visit);
    const plain = factory.createMethodDeclaration(undefined, undefined, collecting, undefined, undefined, method.parameters, undefined, body);
    if (collecting === name) return [plain];
    const whole = [
      factory.createExpressionStatement(factory.createAssignment(yielded, factory.createArrayLiteralExpression())),
      factory.createExpressionStatement(call(factory.createThis(), collecting, method.parameters.map((parameter) => parameter.name))),
      factory.createReturnStatement(yielded),
    ];
    return [plain, factory.createMethodDeclaration(undefined, undefined, name, undefined, undefined, method.parameters, undefined, factory.createBlock(whole, true))];
  };
  const transform = (context) => (root) => {
    const visit = (node) => {
      // This one iterates over others, and goes on doing so.
      if (ts.isMethodDeclaration(node) && node.name.text === "parse") return node;
      if (ts.isMethodDeclaration(node) && node.asteriskToken) return plainMethods(node, visit);
      if (!ts.isYieldExpression(node)) return ts.visitEachChild(node, visit, context);
      const value = ts.visitNode(node.expression, visit);
      return node.asteriskToken ? value : call(yielded, "push", [value]);
    };
    return ts.visitNode(root, visit);
  };
  const source = ts.createSourceFile("module.js", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  return ts.createPrinter({ removeComments: true }).printFile(ts.transform(source, [transform]).transformed[0]);
}
