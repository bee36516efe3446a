import { groupProjects, PRESETS, type ConfigurationFor, type Preset, type ProjectFiles } from "@compose-lint/core";
import { onThisDay, Setup } from "@compose-lint/workspace";
import type { Settings } from "../settings.js";
import type { Ground, OpenTexts, Scene } from "./ground.js";

/** Documents that only the editor gets at. What else is there, nobody knows. */
export class TextGround implements Ground {
  private readonly configurationOf: ConfigurationFor;
  private readonly auditConfigurationOf: ConfigurationFor;

  constructor({ presets }: Settings) {
    this.configurationOf = configurationWith(presets);
    this.auditConfigurationOf = configurationWith(PRESETS.filter((preset) => preset === "production" || preset === "strict"));
  }

  look({ linted, overlay }: OpenTexts): Promise<Scene> {
    const { configurationOf, auditConfigurationOf } = this;
    const files: ProjectFiles = {
      read: (name) => overlay.get(name),
      withheld: (name) => (overlay.has(name) ? undefined : "only the editor gets at it"),
    };
    const projects = groupProjects(files, [...linted.keys()]);
    return Promise.resolve({ files, projects, configurationOf, auditConfigurationOf: () => Promise.resolve(auditConfigurationOf), lookedAt: new Set(), troubles: [], faults: [], notes: [] });
  }

  nameOf(path: string): string {
    return path;
  }

  pathOf(name: string): string {
    return name;
  }

  uriOf(): undefined {
    return undefined;
  }

  notice(): void {
    // Nothing is known but what is open.
  }
}

function configurationWith(presets: readonly Preset[]): ConfigurationFor {
  return onThisDay(new Setup({ config: false, presets, levels: new Map(), skip: new Set() }, "/").configurationOf);
}
