import { expect, test } from "vitest";
import { corpusFolder } from "../corpus/corpus.js";
import { askOracle, type OracleAnswer, type OracleRequest } from "./ask.js";
import { differencesOf } from "./compare.js";
import { knownDifferences } from "./differences.js";
import { projectsIn } from "./projects.js";

test("Compose and we agree on every project of the corpus", () => {
  const requests = projectsIn(corpusFolder());
  const answers = askOracle(requests);
  const compared = requests.map((request, index) => compareOne(request, answers[index]));
  const explained = new Set(compared.flatMap(({ known }) => known));
  const differing = compared.filter(({ unexplained }) => unexplained.length > 0);
  const listed = compared.filter(({ known, unexplained }) => known.length > 0 && unexplained.length === 0);

  process.stdout.write(`${requests.length - differing.length - listed.length} of ${requests.length} projects agree (${answers.filter(({ valid }) => valid).length} of them valid), ${listed.length} differ as listed, ${differing.length} differ otherwise.\n`);
  for (const { id, known } of listed) process.stdout.write(`  ${id}: ${[...new Set(known)].join(" ")}\n`);
  expect(differing.map(({ id, unexplained }) => `${id}: ${unexplained.slice(0, 3).join("; ")}`)).toEqual([]);
  expect(knownDifferences.filter(({ because }) => !explained.has(because)), "These no longer differ: take them out of the list").toEqual([]);
});

function compareOne(request: OracleRequest, answer: OracleAnswer | undefined): { readonly id: string; readonly known: readonly string[]; readonly unexplained: readonly string[] } {
  const lines = answer ? differencesOf(request, answer) : ["the oracle did not answer"];
  const known = lines.flatMap((line) => knownDifferences.find((difference) => difference.line.test(line))?.because ?? []);
  return { id: request.id, known, unexplained: lines.filter((line) => !knownDifferences.some((difference) => difference.line.test(line))) };
}
