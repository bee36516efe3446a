import { fileName } from "../../compose/file-path.js";
import type { Project } from "../../compose/load.js";
import type { Mount } from "../../compose/model/mount.js";
import { relativeSource } from "../../compose/model/relative-source.js";
import type { Service } from "../../compose/model/service.js";
import { isStack } from "../../compose/model/stack.js";
import { atValue } from "../../compose/place.js";
import { remember } from "../../compose/remember.js";
import { entriesOf } from "../../compose/tree.js";
import { isOnlyRead } from "../../images/configuration-files.js";
import { defineRule } from "../rule.js";

interface Facts {
  readonly service: string;
  readonly source: string;
}

/** Docker cannot know that a file was meant: where the source of a bind mount is missing, it makes a folder. */
export default defineRule({
  category: "storage",
  summary: "A file or folder that a service mounts does not exist, so that Docker makes an empty folder instead.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/engine/storage/bind-mounts/#differences-between--v-and---mount-behavior"],
  messages: {
    file: ({ service, source }: Facts) =>
      `There is no ${source}: Docker makes an empty folder of that name, owned by root, and ${service} does not start ("not a directory"), or finds a folder where it reads a file. Add the file, or correct the path.`,
    folder: ({ service, source }: Facts) => `There is no ${source}: Docker makes an empty folder of that name, owned by root, and ${service} starts without what should be in it. Add the folder, or correct the path.`,
  },
  check(project, report) {
    // A swarm looks for the path on its nodes, and makes nothing.
    if (project.missingSources.size === 0 || isStack(project)) return;
    for (const service of project.services) {
      if (service.kind !== "linux") continue;
      for (const mount of service.mounts) {
        const source = relativeSource(mount);
        if (source === undefined || mount.createsSource !== true || hasContent(service, mount) || !project.missingSources.has(source) || isMadeElsewhere(source) || isMadeByAnother(project, service, source)) continue;
        const kind = isFile(source, mount.target) ? "file" : isOnlyRead(service, mount) ? "folder" : undefined;
        if (kind) report({ at: atValue(mount.origin), service, message: [kind, { service: service.name, source: mount.writtenSource ?? source }] });
      }
    }
  },
});

/** Some platforms make the file from a key `content` that Compose does not know. */
function hasContent(service: Service, { path }: Mount): boolean {
  return entriesOf(service.get(...path.slice(2))).has("content");
}

/** What a person or a script makes where the project runs: settings, credentials, certificates, sockets, what a build leaves behind. */
function isMadeElsewhere(source: string): boolean {
  return /(?:^|\/)\.env(?:\.[\w.-]+)?$|\.(?:pem|crt|cer|key|csr|p12|pfx|jks|keystore|sock|socket|pid|lock)$|(?:^|\/)(?:acme\.json|\.?htpasswd)$|(?:^|[/._-])(?:secrets?|certs?|certificates?|credentials?|ssl|tls)\/|(?:^|\/)(?:target|dist|node_modules)\//i.test(source);
}

/** Another service may write to a folder above it. */
function isMadeByAnother(project: Project, service: Service, source: string): boolean {
  const written = writersOf(project);
  return foldersAbove(source).some((folder) => written.get(folder)?.some((other) => other !== service));
}

/** Who may write to which folder. One that has all of the project is one that works with its code. */
const writersOf = remember((project: Project): ReadonlyMap<string, readonly Service[]> => {
  const main = project.files[0]?.path ?? "";
  const writers = new Map<string, Service[]>();
  for (const service of project.services) {
    for (const mount of service.mounts) {
      const folder = relativeSource(mount);
      if (folder === undefined || mount.access === "read-only" || main.startsWith(`${folder}/`)) continue;
      const others = writers.get(folder);
      if (others) others.push(service);
      else writers.set(folder, [service]);
    }
  }
  return writers;
});

function foldersAbove(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index));
}

/** Whether a file is meant: by the usual endings of files, or because both sides end alike. What ends in `.d` is a folder. */
function isFile(source: string, target: string): boolean {
  const [name, mounted] = [fileName(source), fileName(target)];
  if (name.endsWith(".d")) return false;
  const ending = (text: string): string | undefined => /[^.]\.(\w+)$/.exec(text)?.[1]?.toLowerCase();
  return ENDINGS.test(name) || (ending(name) !== undefined && ending(name) === ending(mounted)) || NAMES.test(name) || NAMES.test(mounted);
}

const ENDINGS = /.\.(?:conf|cfg|cnf|config|ini|ya?ml|toml|json5?|xml|properties|env|hcl|sql|sh|bash|py|js|mjs|cjs|ts|rb|php|lua|pl|html?|css|txt|md|csv|tsv|db|sqlite3?|log|service|tmpl|template|j2|rules|list|acl)$/i;

/** Files that never have an ending. */
const NAMES = /^(?:Caddyfile|Corefile|Dockerfile|Procfile|Makefile|Gemfile(?:\.lock)?|crontab|passwd|group|hosts|fstab|my\.cnf|\.(?:bash|zsh)rc|\.gitconfig|\.npmrc)$/;
