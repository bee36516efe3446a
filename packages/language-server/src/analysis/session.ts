import { setImmediate } from "node:timers/promises";
import { uniteFindings, type Diagnostic, type LintedProject } from "@compose-lint/core";
import type { OpenDocument } from "../open-documents.js";
import type { Settings } from "../settings.js";
import type { Ground, Scene } from "./ground.js";
import { ProjectMemory } from "./project-memory.js";

/** What is known of the open documents of a session. */
export interface Analysis {
  /** When it was begun, in ms. */
  readonly since: number;
  readonly scene: Scene;
  readonly projects: readonly LintedProject[];
  /** What is reported, by the name of the file where it stands. */
  readonly byFile: ReadonlyMap<string, readonly Diagnostic[]>;
  /** What went wrong and should not have; the rest is none the worse for it. */
  readonly bugs: readonly Bug[];
}

export interface Bug {
  readonly what: string;
  readonly error: unknown;
}

/** Documents that are looked at together, because they may be of one project: those below one folder. */
export class Session {
  /** Grows with everything that may change what is found. */
  private generation = 0;
  private latest: { readonly generation: number; readonly analysis: Analysis } | undefined;
  private running: Promise<Analysis> | undefined;
  private readonly memory = new ProjectMemory();

  constructor(
    readonly ground: Ground,
    readonly settings: Settings,
    /** The documents below the folder, and all others that are open. */
    private readonly documents: () => { readonly own: readonly OpenDocument[]; readonly all: readonly OpenDocument[] },
  ) {}

  /**
   * To be called when documents, or files that are read, may have changed.
   * @param paths absolute; which ones, as far as anybody knows.
   */
  change(paths: readonly string[]): void {
    this.ground.notice(paths);
    this.generation += 1;
  }

  /** Looks at everything as it is by now; what is known already is not looked at again. */
  async current(): Promise<Analysis> {
    if (this.latest?.generation === this.generation) return this.latest.analysis;
    this.running ??= this.run().finally(() => { this.running = undefined; });
    return await this.running;
  }

  private async run(): Promise<Analysis> {
    for (;;) {
      const { generation } = this;
      const analysis = await this.analyse(() => generation !== this.generation);
      if (!analysis) continue;
      this.latest = { generation, analysis };
      return analysis;
    }
  }

  /** @returns nothing if something has changed meanwhile. */
  private async analyse(isStale: () => boolean): Promise<Analysis | undefined> {
    const since = Date.now();
    const { own, all } = this.documents();
    const overlay = new Map(all.map(({ place, bytes }) => [place.path, bytes] as const));
    const linted = new Map(own.filter(({ isCompose }) => isCompose && this.settings.enable).map(({ place, bytes }) => [this.ground.nameOf(place.path), bytes] as const));
    const scene = await this.ground.look({ linted, overlay });
    const projects: LintedProject[] = [];
    const bugs: Bug[] = [];
    for (const { request } of scene.projects) {
      // What has been typed meanwhile arrives here.
      if (projects.length > 0) await setImmediate();
      if (isStale()) return undefined;
      try {
        projects.push(this.memory.lint(scene.files, request, scene.configurationOf(request)));
      } catch (error) {
        bugs.push({ what: `${request.files.join(" + ")} could not be linted`, error });
      }
    }
    this.memory.tidy();
    const result = uniteFindings(projects);
    bugs.push(...result.failures.map(({ rule, file, error }) => ({ what: `the rule ${rule} failed on ${file}`, error })));
    return { since, scene, projects, byFile: byFile(result.diagnostics), bugs };
  }
}

function byFile(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const files = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { path } = diagnostic.place.file;
    const known = files.get(path);
    if (known) known.push(diagnostic);
    else files.set(path, [diagnostic]);
  }
  return files;
}
