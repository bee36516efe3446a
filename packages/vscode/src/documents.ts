/** Which documents, by the language that VS Code takes them for and where they are. */
export interface Documents {
  readonly language: string;
  readonly scheme: string;
}

/** On the disk, not saved yet, or in a repository that is looked at without a clone. Old versions, as in a diff, are nobody's work. */
const SCHEMES = ["file", "untitled", "vscode-vfs"];

/** VS Code knows Compose files by their names; package.json adds the names that it does not know. */
export const COMPOSE_FILES = documentsIn(["dockercompose"]);

/** A project may extend and include YAML files of any name: what is wrong with it is shown there, and mended there. */
export const PROJECT_FILES = documentsIn(["dockercompose", "yaml"]);

function documentsIn(languages: readonly string[]): readonly Documents[] {
  return languages.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme })));
}
