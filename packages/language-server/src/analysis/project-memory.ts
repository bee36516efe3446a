import { lintProject, loadProject, type Configuration, type LintedProject, type ProjectFiles, type ProjectRequest } from "@compose-lint/core";
import { Asked } from "./asked.js";

interface Remembered {
  readonly linted: LintedProject;
  readonly configuration: Configuration;
  readonly asked: Asked;
}

/** Projects with what was found in them, for as long as nothing changes that this rests on. */
export class ProjectMemory {
  private known = new Map<string, Remembered>();
  private used = new Map<string, Remembered>();

  /** Loads and lints a project, unless that would come to the same as before. */
  lint(files: ProjectFiles, request: ProjectRequest, configuration: Configuration): LintedProject {
    const key = JSON.stringify(request);
    const before = this.used.get(key) ?? this.known.get(key);
    const remembered = before?.configuration === configuration && before.asked.holdsIn(files) ? before : this.look(files, request, configuration);
    this.used.set(key, remembered);
    return remembered.linted;
  }

  /** Forgets the projects that nobody has asked for since the last time. */
  tidy(): void {
    this.known = this.used;
    this.used = new Map();
  }

  private look(files: ProjectFiles, request: ProjectRequest, configuration: Configuration): Remembered {
    const asked = new Asked();
    const project = loadProject(asked.noting(files), request);
    return { linted: { request, ...lintProject(project, configuration) }, configuration, asked };
  }
}
