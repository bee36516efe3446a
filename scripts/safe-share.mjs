// Prints for how many services of the corpus with a public image the hardening rules have a safe fix:
//   node scripts/safe-share.mjs [rule...]
// A public image is one that is pulled from a registry which everybody can read. Needs the corpus beside the repository.
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const names = process.argv.length > 2 ? process.argv.slice(2) : ["drop-capabilities", "read-only-rootfs"];
const corpus = new URL("../../shared/corpus/", import.meta.url);
const bundle = join(tmpdir(), `compose-lint-core-${String(process.pid)}.mjs`);
await build({ entryPoints: [new URL("../packages/core/src/index.ts", import.meta.url).pathname], bundle: true, format: "esm", platform: "node", conditions: ["source"], outfile: bundle, logLevel: "error", banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' } });
const { groupProjects, lintProjects, rules } = await import(pathToFileURL(bundle).href);

const PUBLIC = /^(?:docker\.io|index\.docker\.io|quay\.io|ghcr\.io|lscr\.io|gcr\.io|registry\.k8s\.io|mcr\.microsoft\.com|public\.ecr\.aws|docker\.elastic\.co|registry\.gitlab\.com|docker\.n8n\.io|cr\.jaegertracing\.io|docker\.gitea\.com)$/;

const files = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file)).sort();
const read = new Map();
const host = {
  read(path) {
    if (!read.has(path)) read.set(path, readOrNothing(path));
    return read.get(path);
  },
};

for (const name of names) {
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`There is no rule ${name}.`);
  // The rule itself is asked, so that every service is counted with the image that its project gives it.
  const services = new Map();
  const counting = {
    ...rule,
    check(project, options) {
      const findings = rule.check(project, options);
      for (const service of project.services) {
        if (service.kind !== "linux" || !service.complete || service.isBuilt || service.image?.known !== true || !isPublic(service.image.value)) continue;
        const key = `${service.origin.file.path}#${service.name}`;
        const own = findings.filter((finding) => finding.service === service);
        services.set(key, own.length === 0 ? "silent" : own.every(({ fix }) => fix?.safety === "safe") ? "safe" : own.some(({ fix }) => fix) ? "unsafe" : "none");
      }
      return findings;
    },
  };
  for (const group of groupBy(files, folderOf).values()) lintProjects(host, groupProjects(host, group), { rules: [{ rule: counting, options: strictOptionsOf(rule) }] });
  const count = (verdict) => [...services.values()].filter((each) => each === verdict).length;
  const found = services.size - count("silent");
  console.log(`${name}: ${String(services.size)} services with a public image; ${String(found)} findings, ${String(count("safe"))} with a safe fix (${share(count("safe"), found)}), ${String(count("unsafe"))} with an unsafe one, ${String(count("none"))} with none`);
}

/** Counted is every service, also where nothing is known of its image. */
function strictOptionsOf(rule) {
  return rule.presetOptions?.strict ?? {};
}

function isPublic(image) {
  const [first, ...rest] = image.split("/");
  return rest.length === 0 || !/[.:]|^localhost$/.test(first) || PUBLIC.test(first);
}

function share(part, whole) {
  return whole === 0 ? "none" : `${((100 * part) / whole).toFixed(1)} %`;
}

function folderOf(file) {
  return file.split("/", 1)[0];
}

function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

function readOrNothing(path) {
  try {
    return readFileSync(new URL(path.split("/").map(encodeURIComponent).join("/"), corpus));
  } catch {
    return undefined;
  }
}
