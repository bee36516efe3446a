import type { SourceFile } from "../text/source-file.js";
import { keysAt } from "../yaml/keys-at.js";
import { parseYaml } from "../yaml/parse.js";
import type { Place } from "./place.js";
import { remember } from "./remember.js";

const streamOf = remember(({ text }: SourceFile) => parseYaml(text));

/** The keys under which something stands in its file, such as `services`, `db`, `ports`: where it is, whatever its line is by now. Holds no values. */
export function keysOfPlace({ file, range }: Place): readonly string[] {
  return keysAt(streamOf(file), range.start);
}
