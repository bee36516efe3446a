import { fileName, joinPath, parentFolder } from "../../compose/file-path.js";
import { definitionsOf } from "../../compose/model/definition.js";
import type { Mount } from "../../compose/model/mount.js";
import type { Service } from "../../compose/model/service.js";
import { knownValue } from "../../compose/model/value.js";
import { append, remove, set } from "../../compose/operation.js";
import type { Project } from "../../compose/load.js";
import { atValue } from "../../compose/place.js";
import { entriesOf } from "../../compose/tree.js";
import { namesCredential } from "../../compose/values/credential-name.js";
import { defineRule, unsafe, type Fix } from "../rule.js";

/** A secret is mounted read-only, and has to be there; a bind mount may be written, and Docker makes a folder where there is no file. */
export default defineRule({
  category: "secrets",
  summary: "A file with credentials is mounted like any other file instead of as a secret.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: ["owasp:rule-12"],
  references: ["https://docs.docker.com/compose/how-tos/use-secrets/", "https://docs.docker.com/reference/compose-file/secrets/"],
  messages: {
    environment: ({ service, file, harm }: Data) => `${service} gets all of ${file}, every credential in it, needed or not${harm}. Hand over the variables that it needs, or mount those credentials as secrets.`,
    file: ({ service, file, kind, harm }: Data) => `${service} gets ${file} (${kind}) by a bind mount${harm}. Grant it under secrets, with ${file} as its file.`,
  },
  check(project, report) {
    for (const service of project.services) {
      if (service.kind === "provider") continue;
      for (const mount of service.mounts) {
        const source = mount.type === "bind" ? knownValue(mount.source) : undefined;
        const kind = source === undefined ? undefined : kindOf(source, mount.target);
        if (source === undefined || kind === undefined) continue;
        const file = mount.writtenSource ?? source;
        const fix = fixFor(project, service, mount, source);
        report({ at: atValue(mount.origin), service, message: [kind === ENVIRONMENT ? "environment" : "file", { service: service.name, file, kind, harm: harmOf(mount) }], ...(fix ? { fix } : {}) });
      }
    }
  },
});

interface Data {
  readonly service: string;
  readonly file: string;
  readonly kind: string;
  readonly harm: string;
}

function harmOf({ access, createsSource }: Mount): string {
  if (access !== "writable") return createsSource === true ? ": Docker makes an empty folder where there is no such file" : "";
  return createsSource === true ? ": it may overwrite the file, and Docker makes an empty folder where there is none" : ": it may overwrite the file";
}

const ENVIRONMENT = "an environment file";

/** What a file is by its name; nothing if it may as well be public. Source: the documentation of each program. */
function kindOf(path: string, target: string): string | undefined {
  const name = fileName(path);
  return KINDS.find(([, pattern, except]) => (pattern.test(name) || pattern.test(path)) && except?.test(name) !== true)?.[0] ?? (isNamedFile(name, target) ? "a credential" : undefined);
}

const CERTIFICATE = /cert|crt|chain|bundle|dhparam|ffdhe|trust|public|\bpub\b|(?:^|[._-])ca(?:[._-]|$)/i;

const KINDS: readonly (readonly [kind: string, pattern: RegExp, except?: RegExp])[] = [
  [ENVIRONMENT, /^\.env(?:\.[\w-]+)*$/, /example|sample|template|dist|defaults?$/i],
  ["a private key", /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|\.ppk$/i],
  ["a key", /\.key$/i, /public|\bpub\b/i],
  ["a private key", /\.pem$/i, CERTIFICATE],
  ["a private key", /(?:privkey|private|server-?key|client-?key|(?:^|[._-])key)[\w.-]*\.pem$/i],
  ["a key store", /\.(?:p12|pfx|pkcs12|jks|keystore|kdbx)$/i, /trust/i],
  ["access to a cluster", /(?:^|[._-])kubeconfig(?:\.ya?ml)?$|\/\.kube\/config$/i],
  ["cloud credentials", /\/\.aws\/credentials$|^application_default_credentials\.json$|(?:^|[._-])service[._-]?account[\w.-]*\.json$|^credentials(?:\.json)?$/i],
  ["registry credentials", /\/\.docker\/config\.json$|^\.dockerconfigjson$/],
  ["saved logins", /^\.(?:netrc|pgpass|npmrc|pypirc|git-credentials|vault-token)$/],
];

/** `db_password.txt`; without an ending it may as well be a folder, unless it is mounted as a file of that name or where secrets are. */
function isNamedFile(name: string, target: string): boolean {
  const stem = name.replace(/\.(?:txt|secret)$/i, "");
  const isFile = stem !== name || (/[._-]/.test(stem) && (fileName(target) === name || target.startsWith("/run/secrets/")));
  return isFile && namesCredential(stem) && !/\.\w+$/.test(stem);
}

/** The same file in the same place, as a secret. */
function fixFor(project: Project, service: Service, mount: Mount, source: string): Fix | undefined {
  if (service.kind !== "linux" || !service.complete || mount.source === undefined || mount.source.variables.length > 0 || !isPlain(service, mount)) return undefined;
  // What an included file names by a relative path may be another file where the secret is declared.
  const file = mount.writtenSource ?? source;
  const { projectDirectory, files } = project.request;
  if (!file.startsWith("~") && joinPath(projectDirectory ?? parentFolder(files[0] ?? ""), file) !== source) return undefined;

  const base = fileName(source).toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  const name = [base, `${service.name}_${base}`].find((candidate) => [undefined, source].includes(definedFile(project, candidate)));
  if (name === undefined) return undefined;
  const grant = mount.target === `/run/secrets/${name}` ? name : { source: name, target: mount.target };
  return unsafe(`Mount ${file} as the secret ${name}`, "What writes to the file fails from now on, and Docker refuses to start the service where the file is missing.", [
    remove(mount.path),
    append([...service.path, "secrets"], grant),
    ...(definedFile(project, name) === undefined ? [set(["secrets", name], { file })] : []),
  ]);
}

/** The file of a secret that is defined already; an empty text if it has another source. */
function definedFile(project: Project, name: string): string | undefined {
  const definition = definitionsOf(project, "secret").get(name);
  return definition && (definition.source?.from === "file" ? (knownValue(definition.source.value) ?? "") : "");
}

/** Whether nothing is said about the mount that a secret cannot say, such as a label for SELinux. */
function isPlain(service: Service, { path }: Mount): boolean {
  const item = entriesOf(service.get(...path.slice(2)));
  return [...item.keys()].every((key) => ["type", "source", "target", "read_only", "bind"].includes(key)) && [...entriesOf(item.get("bind")).keys()].every((key) => key === "create_host_path");
}
