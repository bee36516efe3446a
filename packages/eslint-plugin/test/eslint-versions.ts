import * as eslint10 from "eslint";
import * as eslint9 from "eslint9";

/** What the tests need of ESLint. */
export type Eslint = Pick<typeof eslint10, "ESLint" | "Linter">;

/** The versions that the plugin is for; their types differ where it does not matter. */
export const ESLINT_VERSIONS: readonly (readonly [name: string, eslint: Eslint])[] = [
  ["ESLint 10", eslint10],
  ["ESLint 9", eslint9 as unknown as Eslint],
];

/** Each version with each language. */
export function inAll<T>(languages: readonly (readonly [name: string, T])[]): readonly (readonly [name: string, eslint: Eslint, language: T])[] {
  return ESLINT_VERSIONS.flatMap(([version, eslint]) => languages.map(([language, value]) => [`${version}, ${language}`, eslint, value] as const));
}
