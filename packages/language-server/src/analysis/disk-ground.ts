import { dirname, resolve } from "node:path";
import { configurationPlaces, projectHost, projectsOf, shownPath } from "@compose-lint/workspace";
import type { ProjectFiles } from "@compose-lint/core";
import { uriOf } from "../document-place.js";
import type { Settings } from "../settings.js";
import { FolderConfiguration } from "./folder-configuration.js";
import type { Ground, OpenTexts, Scene } from "./ground.js";
import { SameBytes } from "./same-bytes.js";

/** What `compose-lint` does by itself with the files that it is given. */
const PROJECT_OPTIONS = { files: [], envFiles: [], profiles: [], follow: true };

/** Documents on the disk, seen from a folder. */
export class DiskGround implements Ground {
  private readonly configuration: FolderConfiguration;
  private readonly same = new SameBytes();

  constructor(
    private readonly folder: string,
    settings: Settings,
    isTrusted: boolean,
  ) {
    this.configuration = new FolderConfiguration(folder, settings, isTrusted);
  }

  async look({ linted, overlay }: OpenTexts): Promise<Scene> {
    const { configuration } = this;
    configuration.overlay = overlay;
    const { setup } = configuration;
    await setup.load([...linted.keys()]);
    const kept = new Map([...linted].filter(([name]) => setup.of(name)?.ignores(name) !== true));
    const lookedAt = new Set([...linted.keys()].flatMap((name) => configurationPlaces(dirname(this.pathOf(name)))));
    const files = this.filesFor(kept, overlay, lookedAt);
    const projects = await projectsOf(PROJECT_OPTIONS, files, [...kept.keys()], setup);
    const names = [...linted.keys(), ...projects.map(({ request }) => request.files[0] ?? "")];
    names.forEach((name) => { configuration.keep(name); });
    const { troubles, faults } = configuration;
    return { files, projects, configurationOf: configuration.of(), auditConfigurationOf: () => configuration.forAudit(names), lookedAt, troubles, faults, notes: setup.notes };
  }

  nameOf(path: string): string {
    return shownPath(path, this.folder);
  }

  pathOf(name: string): string {
    return resolve(this.folder, name);
  }

  uriOf(name: string): string {
    return uriOf(this.pathOf(name));
  }

  notice(paths: readonly string[]): void {
    if (paths.some((path) => this.configuration.mayRestOn(path))) this.configuration.forget();
  }

  /** The disk as far as the projects may see it, and before it what is open. It is read anew each time: nobody need tell what has changed. */
  private filesFor(linted: ReadonlyMap<string, Uint8Array>, overlay: ReadonlyMap<string, Uint8Array>, lookedAt: Set<string>): ProjectFiles {
    const host = projectHost(linted, this.folder);
    const { same, folder } = this;
    return {
      read(name) {
        const path = resolve(folder, name);
        lookedAt.add(path);
        const read = host.read(name);
        if (host.withheld(name) !== undefined) return undefined;
        const open = overlay.get(path);
        return open ?? (read === undefined ? undefined : same.of(path, read));
      },
      exists(name) {
        const path = resolve(folder, name);
        lookedAt.add(path);
        return overlay.has(path) ? true : host.exists(name);
      },
      withheld: (name) => host.withheld(name),
    };
  }
}
