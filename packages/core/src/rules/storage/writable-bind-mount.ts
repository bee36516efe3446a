import { fileName } from "../../compose/file-path.js";
import { isDataName, isDataPlace } from "../../compose/model/data-place.js";
import { isDaemonSocket } from "../../compose/model/host-mount.js";
import type { Mount } from "../../compose/model/mount.js";
import { programOf } from "../../compose/model/program.js";
import { relativeSource } from "../../compose/model/relative-source.js";
import type { Service } from "../../compose/model/service.js";
import { containersOf } from "../../compose/model/services.js";
import { knownValue } from "../../compose/model/value.js";
import { set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { isOnlyRead } from "../../images/configuration-files.js";
import { dataFoldersOf } from "../../images/data-folders.js";
import { defineRule, unsafe } from "../rule.js";

/** Bind mounts can be written unless they say otherwise, so that most of those that nobody writes can be. */
export default defineRule({
  category: "storage",
  summary: "A service may write a file or folder of the host, and nothing shows that it has to.",
  severity: "info",
  presets: ["strict"],
  fixable: "unsafe",
  tags: ["owasp:rule-8"],
  references: ["https://docs.docker.com/engine/storage/bind-mounts/#use-a-read-only-bind-mount"],
  asksImages: ["data"],
  messages: {
    writable: ({ service, source }: { service: string; source: string }) =>
      `${service} may write ${source} on the host, and nothing shows that it has to: whoever gets into the container may too. Mount it read-only (\`:ro\`) if it is only read.`,
  },
  check(project, report) {
    for (const service of containersOf(project)) {
      for (const mount of service.mounts) {
        const source = mount.type === "bind" && mount.access === "writable" ? knownValue(mount.source) : undefined;
        if (source === undefined || isWatchedElsewhere(source) || isOnlyRead(service, mount) || showsNeed(service, mount, source)) continue;
        report({
          at: atValue(mount.origin),
          service,
          message: ["writable", { service: service.name, source: mount.writtenSource ?? source }],
          fix: unsafe("Mount it read-only", "Writing there fails.", [set([...mount.path, "read_only"], true)]),
        });
      }
    }
  },
});

/** What no-sensitive-mount, no-daemon-socket and no-secret-file-mount look at. */
function isWatchedElsewhere(source: string): boolean {
  return isDaemonSocket(source) || /^\/(?:etc|usr|lib\w*|s?bin|boot|proc|sys|dev|run|var\/run|var\/lib\/docker)(?:\/|$)|^\/$|^~$/.test(source) || /\.sock(?:et)?$|(?:^|\/)\.env[\w.-]*$|\.(?:key|pem)$/.test(source);
}

/** Whether a mount looks like one that the service writes to. */
function showsNeed(service: Service, mount: Mount, source: string): boolean {
  const { target } = mount;
  if (isDataPlace(target) || WRITTEN_FILE.test(target) || WRITTEN_FILE.test(source) || REWRITES_CONFIGURATION.test(knownValue(service.image) ?? "")) return true;
  if (dataFoldersOf(service).some(({ path }) => path === target || path.startsWith(`${target}/`))) return true;
  if (/.\.\w+$/.test(fileName(source))) return false;
  // Of folders, those that hold settings which a program saves, and those with the code that somebody works on in the container.
  const isSettings = /\/conf(?:ig)?s?$/.test(target) && !/^\/(?:etc|usr)\//.test(target);
  return isSettings || isDataName(fileName(source)) || (service.isBuilt && relativeSource(mount) !== undefined) || isCode(service, target);
}

function isCode(service: Service, target: string): boolean {
  return target === knownValue(programOf(service).workingDirectory) || /^\/(?:app|code|src|project|work\w*|usr\/src|var\/www)(?:\/|$)/.test(target);
}

/** Databases, logs, certificates of an ACME client, and what package managers keep up to date. */
const WRITTEN_FILE = /\.(?:db|sqlite3?|log|pid|lock|history)$|(?:^|\/)(?:acme\.json|\.\w+_history|package(?:-lock)?\.json|composer\.json|Gemfile|go\.(?:mod|sum))$/;

/** `CONFIG REWRITE`, which Sentinel sends as well, and `ACL SAVE`. */
const REWRITES_CONFIGURATION = /(?:^|\/)(?:[\w-]+-)?(?:redis|valkey|keydb)(?:-[\w-]+)?(?:[:@]|$)/;
