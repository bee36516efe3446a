import { loadProject } from "../../src/compose/load.js";
import type { Configuration } from "../../src/engine/configuration.js";
import { fixProjects } from "../../src/engine/fix.js";
import { identityOf } from "../../src/engine/lint.js";
import { faultsOf } from "./check-patch.js";
import { otherComplaint } from "./other-reading.js";
import { filesOf, shown, tried } from "./patch.js";
import type { Dice } from "./print-file.js";
import { randomProject } from "./random-file.js";
import type { Tally } from "./tally.js";

/** Keys that rules have something against. */
const ABOUT = ["privileged", "ports", "mem_limit", "pids_limit", "read_only", "cap_drop", "security_opt", "logging", "volumes", "environment", "depends_on", "healthcheck", "restart", "deploy", "tmpfs", "user", "build"] as const;

/** Draws a project and repairs it: what was proven is in the files, a second run finds nothing more to do, and nothing else has changed. */
export function checkFixes(dice: Dice, configuration: Configuration, unsafe: boolean, tally: Tally): void {
  const made = randomProject(dice, { about: ABOUT, hasSeveralFiles: dice.chance(40) });
  const files = filesOf(made.texts);
  const { files: repaired, fixes, unfixed, failures } = tried(() => fixProjects(files, [made.request], configuration, { unsafe }), () => shown(made.texts));
  const changed = Object.fromEntries(repaired.map(({ path, after }) => [path, after] as const));
  const texts = { ...made.texts, ...changed };
  // Many fixes of one line are made one by one, and not all of them in one run; what holds only together may be tried apart. Both is said.
  const told = new Set(unfixed.map(({ diagnostic }) => identityOf(diagnostic)));
  const again = fixProjects(filesOf(texts), [made.request], configuration, { unsafe });
  const before = loadProject(files, made.request);
  const faults = [
    ...failures.map(({ error }) => String(error)),
    ...(fixes.length > 0 === repaired.length > 0 ? [] : ["there are fixes without a changed file, or the other way round"]),
    ...faultsOf(before, made, changed, fixes.flatMap(({ operations }) => operations), true),
    ...Object.entries(changed).flatMap(([path, after]) => (otherComplaint(made.texts[path] ?? "") === undefined ? (otherComplaint(after) ?? []) : [])),
    ...(again.fixes.every(({ diagnostics }) => diagnostics.every((diagnostic) => told.has(identityOf(diagnostic)))) ? [] : again.files).map(({ path, after }) => `a second run would change ${path} again:\n${after}`),
  ];
  if (faults.length > 0) throw new Error(`${faults.join("\n")}\nafter ${JSON.stringify(fixes.flatMap(({ operations }) => operations))}\nbut not ${JSON.stringify(unfixed.map(({ diagnostic, reason }) => [diagnostic.rule, diagnostic.service, reason]))}\n${shown(made.texts)}\nhas become\n${shown(changed)}`);
  const traits = new Set(repaired.flatMap(({ path }) => [...(made.styles.get(path) ?? [])]));
  for (const { diagnostics: [diagnostic] } of fixes) tally.prove(diagnostic?.rule ?? "", traits);
  for (const { diagnostic, reason } of unfixed) tally.refuse(diagnostic.rule, reason);
  for (const { diagnostics: [diagnostic] } of again.fixes) tally.refuse(diagnostic?.rule ?? "", "made in a second run only");
}
