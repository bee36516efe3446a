import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The licence texts of all packages that a bundle is made of, one below the other. */
export async function licencesOf(inputs, root) {
  // "node_modules/.pnpm/yaml@2.9.1/node_modules/yaml/browser/dist/index.js": the package follows the last "node_modules/".
  const folders = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input) ?? []));
  const sections = [];
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
    const file = (await readdir(join(root, folder))).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
    if (!file) throw new Error(`${name} comes without a licence file.`);
    const text = (await readFile(join(root, folder, file), "utf8")).replaceAll("\r\n", "\n").trim();
    sections.push({ name, text: `${name} ${version} (${license})\n\n${text}\n` });
  }
  sections.sort((a, b) => (a.name < b.name ? -1 : 1));
  return ["The files in this folder contain the following packages.\n", ...sections.map(({ text }) => text)].join(`\n${"-".repeat(80)}\n\n`);
}
