import type { Forge } from "../markdown/forge.js";

/** Source: GitHub, "Incorporating feedback in your pull request"; a body has 65,536 characters at most. */
export const GITHUB: Forge = { suggestionInfo: () => "suggestion", mostCharacters: 65_536 };
