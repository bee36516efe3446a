// Prints for how many services of the corpus with a public image the hardening rules have a safe fix:
//   node scripts/safe-share.mjs [rule...]
// A public image is one that is pulled from a registry which everybody can read: not one that a service of the project builds, and not a
// name without a user that Docker Hub does not have. Needs the corpus beside the repository.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { byRepository, composeFilesIn, CORPUS, filesBelow, importCore } from "./real-files.mjs";

const names = process.argv.length > 2 ? process.argv.slice(2) : ["drop-capabilities", "read-only-rootfs", "no-new-privileges"];
const { groupProjects, lintProjects, rules } = await importCore();
const { isPulled } = await importPulledImages();

const PUBLIC = /^(?:docker\.io|index\.docker\.io|quay\.io|ghcr\.io|lscr\.io|gcr\.io|registry\.k8s\.io|mcr\.microsoft\.com|public\.ecr\.aws|docker\.elastic\.co|registry\.gitlab\.com|docker\.n8n\.io|cr\.jaegertracing\.io|docker\.gitea\.com)$/;

const host = filesBelow(CORPUS);
const repositories = byRepository(composeFilesIn(CORPUS));
/** The services that any of the rules has a finding at, and whether one of its fixes is safe. */
const hardened = new Map();

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
        if (service.kind !== "linux" || !service.complete || service.isBuilt || service.image?.known !== true || !isPublic(service.image.value) || !isPulled(project, service)) continue;
        const key = `${service.origin.file.path}#${service.name}`;
        const own = findings.filter((finding) => finding.service === service);
        services.set(key, own.length === 0 ? "silent" : own.every(({ fix }) => fix?.safety === "safe") ? "safe" : own.some(({ fix }) => fix) ? "unsafe" : "none");
      }
      return findings;
    },
  };
  for (const files of repositories) lintProjects(host, groupProjects(host, files).map(({ request }) => request), { rules: [{ rule: counting, options: strictOptionsOf(rule) }] });
  for (const [key, verdict] of services) if (verdict !== "silent") hardened.set(key, hardened.get(key) === true || verdict === "safe");
  const count = (verdict) => [...services.values()].filter((each) => each === verdict).length;
  const found = services.size - count("silent");
  console.log(`${name}: ${String(services.size)} services with a public image; ${String(found)} findings, ${String(count("safe"))} with a safe fix (${share(count("safe"), found)}), ${String(count("unsafe"))} with an unsafe one, ${String(count("none"))} with none`);
}

const some = [...hardened.values()].filter((isSafe) => isSafe).length;
console.log(`any of them: ${String(hardened.size)} services with a finding; ${String(some)} with a safe fix (${share(some, hardened.size)})`);

/** What the core does not export. */
async function importPulledImages() {
  const entry = fileURLToPath(new URL("../packages/core/src/images/pulled-images.ts", import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", platform: "node", conditions: ["source"], write: false, logLevel: "error" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
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
