import type { Mount } from "../../compose/model/mount.js";
import type { Service } from "../../compose/model/service.js";
import { append } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, safe, unsafe } from "../rule.js";

/** On a read-only root file system nothing can be written outside of mounts, not even temporary files. */
export default defineRule({
  category: "hardening",
  summary: "A service with `read_only: true` has no writable `/tmp` or no writable `/run`.",
  severity: "warning",
  presets: ["recommended", "strict"],
  fixable: "safe",
  tags: ["owasp:rule-8"],
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#read-only", "https://docs.docker.com/engine/storage/tmpfs/"],
  messages: {
    missing: ({ service, path }: { service: string; path: string }) => `${service} has a read-only root file system and no writable ${path}: what it writes there fails. Mount a tmpfs on ${path}.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { readOnly } = service;
      if (service.kind !== "linux" || !service.complete || readOnly?.known !== true || !readOnly.value || !service.mountsComplete) continue;
      for (const path of ["/tmp", "/run"]) {
        if (isWritable(service, path)) continue;
        // A second mount on the same path is refused by Docker.
        const isMounted = service.mounts.some((mount) => targetOf(mount) === path);
        const operations = [append([...service.path, "tmpfs"], path)];
        const title = `Mount a tmpfs on ${path}`;
        report({
          at: atKey(readOnly.origin),
          service,
          message: ["missing", { service: service.name, path }],
          ...(isMounted
            ? {}
            : {
                fix:
                  path === "/tmp"
                    ? safe(title, "Nothing could be written there before.", operations)
                    : unsafe(title, "The tmpfs hides what the image keeps in /run, and belongs to root.", operations),
              }),
        });
      }
    }
  },
});

/** Whether a mount on the path, or on a folder above it, can be written. */
function isWritable(service: Service, path: string): boolean {
  return service.mounts.some((mount) => !mount.readOnly && [path, "/"].includes(targetOf(mount)));
}

/** `/var/run` is `/run` in nearly every image. */
function targetOf({ target }: Mount): string {
  return target.replace(/^\/var\/run(?=\/|$)/, "/run");
}
