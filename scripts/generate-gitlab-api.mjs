// The types of what reviews ask of GitLab, from a description to which their tests hold every request.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import { parse } from "yaml";

const DESCRIPTION = new URL("../packages/review-bot/test/gitlab-api/openapi.yaml", import.meta.url);
const TYPES = new URL("../packages/review-bot/src/gitlab/api.generated.ts", import.meta.url);

export async function generateGitlabApi() {
  const types = astToString(await openapiTS(parse(await readFile(DESCRIPTION, "utf8"))));
  await writeFile(TYPES, `// Made by \`pnpm generate\` from packages/review-bot/test/gitlab-api/openapi.yaml; do not edit.\n${types}`);
}
