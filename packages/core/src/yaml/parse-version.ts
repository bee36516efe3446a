import type { YamlStream } from "./nodes.js";
import { readYaml } from "./parse.js";
import { reparseYaml, type ReadText } from "./reparse.js";

/** Below that, all is read as fast as a part. In characters. */
const SMALL = 4_000;
/** So many files are edited at a time. */
const MANY = 8;

/** The last version of each file that was without a fault, the one that was read last at the end. */
const versions = new Map<string, ReadText>();

/**
 * What `parseYaml` makes of a text, sooner if a version of the same file was read before, as editors ask for one after every keystroke. The name only
 * tells where to look for something alike: the result depends on the text alone.
 */
export function parseVersion(name: string, text: string): YamlStream {
  if (text.length < SMALL) return readYaml(text).stream;
  const before = versions.get(name);
  const again = before && reparseYaml(before, text);
  const read = again ? { stream: again, isStrict: true } : readYaml(text);
  if (read.stream.problems.length === 0) {
    versions.delete(name);
    versions.set(name, { text, ...read });
    const [oldest] = versions.keys();
    if (versions.size > MANY && oldest !== undefined) versions.delete(oldest);
  }
  return read.stream;
}
