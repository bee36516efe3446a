import type { Entry } from "./change.js";

/** What the entries of a tree are, by the mode that git gives them; what it does not name is none. */
export const KINDS: Readonly<Record<string, Entry["kind"]>> = { "100644": "file", "100664": "file", "100755": "file", "120000": "link", "160000": "submodule" };
