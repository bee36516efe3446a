import { afterAll, beforeAll, expect, test } from "vitest";
import { fixed, type FixedService } from "./fixed-service.js";
import { describeWithContainers } from "./machine.js";
import { committedRows, rowsOf, sectionText, write, type Row } from "./results.js";
import { rootOf, type Root } from "./root.js";
import type { Server } from "./server.js";
import { tryService, type Outcome } from "./trial.js";

/** One trial of a service: as our fix leaves it, or without one of the things that the fix has added. */
interface Trial {
  readonly service: string;
  readonly change: string;
  readonly fixed: FixedService;
  /** Why it has to work, or nothing. */
  readonly works?: string;
}

/** All trials of a server, and that they came out as they did when the results were committed. */
export function tryServer(server: Server): void {
  describeWithContainers(server.name, () => {
    let root: Root | undefined;
    const rows = new Map<Trial, Row>();
    const inOrder = (): readonly Row[] => trials.flatMap((trial) => rows.get(trial) ?? []);
    beforeAll(() => { root = rootOf(server); });

    const trials = trialsOf(server);
    for (const trial of trials) {
      // They mostly wait.
      test.concurrent(`${trial.service}, ${trial.change}: ${trial.works ?? "must fail"}`, async ({ expect }) => {
        if (!root) throw new Error("There is no root file system.");
        const outcome = await tryService(server, root, trial.fixed);
        rows.set(trial, { ...trial, outcome });
        if (trial.works === undefined) expect(outcome.works, "It works without what was taken away").toBe(false);
        else expect(faultOf(outcome)).toBe("");
      });
    }

    test("no trial but those that must fail is all there is", () => {
      expect(trials.filter(({ works }) => works === undefined).length, "Nothing here shows that the trials can fail").toBeGreaterThan(0);
    });

    test("as in the committed results", () => {
      const text = sectionText({ name: server.name, about: about(server, root), rows: inOrder() });
      if (process.env["COMPOSE_LINT_UPDATE_RESULTS"] === "1") write(server.name, text);
      expect(rowsOf(text), "`pnpm test:images --update` writes the results").toEqual(committedRows(server.name));
    });

    afterAll(() => { process.stdout.write(`${sectionText({ name: server.name, about: about(server, root), rows: inOrder() })}\n`); });
  });
}

function about({ packages, jars, standsFor }: Server, root: Root | undefined): string {
  return `${jars?.[0]?.split(":")[1] ?? packages[0] ?? ""} ${root?.version ?? ""} of ${jars ? "Maven Central" : "Debian"}, on ${new Date().toISOString().slice(0, 10)}. Its steps stand for ${standsFor}.`;
}

function faultOf(outcome: Outcome): string {
  return outcome.works ? "" : `${outcome.because}\n${outcome.log.slice(-2000)}`;
}

function trialsOf(server: Server): readonly Trial[] {
  const working = Object.entries(server.services).flatMap(([service, text]) => {
    const whole = fixed(text);
    return [{ service, change: asFixed(whole), fixed: whole, works: "works" }, ...without(server, service, whole)];
  });
  const failing = Object.entries(server.failing ?? {}).map(([service, text]) => {
    const whole = fixed(text);
    return { service, change: asFixed(whole), fixed: whole };
  });
  return [...working, ...failing].filter(isNew);
}

/** What the fix has written, in a few words. */
function asFixed({ readOnly, tmpfs, capDrop, capAdd, noNewPrivileges, user, init }: FixedService): string {
  return [
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(init ? ["init"] : []),
    ...(capDrop.length === 0 ? [] : [`${capDrop.join(" and ")} dropped`]),
    ...(capAdd.length === 0 ? [] : [`${capAdd.join(", ")} added`]),
    ...(noNewPrivileges ? ["no-new-privileges"] : []),
    ...(readOnly ? ["read-only"] : []),
    ...(tmpfs.length === 0 ? [] : [`tmpfs ${tmpfs.join(" ")}`]),
  ].join("; ");
}

/** The service without each of the things that the fix adds, so that it can be seen whether they are needed. */
function without({ worksWithout = [] }: Server, service: string, whole: FixedService): readonly Trial[] {
  const capabilities = whole.capAdd.map((capability) => ({ what: capability, fixed: { ...whole, capAdd: whole.capAdd.filter((each) => each !== capability) } }));
  const paths = whole.tmpfs.map((item) => ({ what: item.split(":")[0] ?? "", fixed: { ...whole, tmpfs: whole.tmpfs.filter((each) => each !== item) } }));
  return [...capabilities, ...paths].map(({ what, fixed }) => {
    const spared = worksWithout.find((each) => each.what.includes(what) && (each.in?.includes(service) ?? true));
    return { service, change: `without ${what}`, fixed, ...(spared ? { works: `works, because ${spared.because}` } : {}) };
  });
}

/** What already failed without something fails without it in another service, too. */
function isNew({ change, works }: Trial, place: number, all: readonly Trial[]): boolean {
  return works !== undefined || all.findIndex((each) => each.change === change && each.works === undefined) === place;
}
