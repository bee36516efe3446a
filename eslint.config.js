import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/build/", "**/dist/", "**/*.generated.*", "test/fixtures/**/*.yaml", "**/node_modules/"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // `type Plain = { readonly [key: string]: … }` says what it is better than Record does for recursive data.
      "@typescript-eslint/consistent-indexed-object-style": "off",
      // Overflows the stack on recursive types (typescript-eslint 8.73).
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      eqeqeq: "error",
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of literals." },
        { selector: "ExportDefaultDeclaration > ClassDeclaration", message: "Export a function or plain data." },
      ],
    },
  },
  // Plain Node scripts and configuration are not part of a TypeScript project.
  { files: ["**/*.js", "**/*.mjs"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.js", "**/*.mjs"], rules: { "@typescript-eslint/explicit-module-boundary-types": "off" } },
  {
    files: ["packages/core/src/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ group: ["node:*"], message: "Core is pure: the host passes in what it needs." }] }],
      "no-restricted-globals": ["error", "process", "console", "fetch", "setTimeout", "setInterval"],
    },
  },
  { files: ["packages/core/src/!(yaml)/**"], rules: { "no-restricted-imports": ["error", { paths: [{ name: "yaml", message: "Only src/yaml knows the YAML library." }], patterns: ["node:*"] }] } },
);
