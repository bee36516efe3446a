import { escapeMarkdown } from "@compose-lint/workspace";
import type { Forge } from "../markdown/forge.js";

/** Source: GitHub, "Incorporating feedback in your pull request"; a body has 65,536 characters at most. */
export const GITHUB: Forge = { name: "GitHub", mostCharacters: 65_536, suggestionInfo: () => "suggestion", obstacle: () => undefined, text: escapeMarkdown };
