// Writes every file that is derived from others. Run by `pnpm generate`; the gate fails if a committed one is stale.
import { generateCatalogue } from "./generate-catalogue.mjs";
import { generateConfigurationSchema } from "./generate-configuration-schema.mjs";
import { generateGitlabApi } from "./generate-gitlab-api.mjs";
import { generateKeyDescriptions } from "./generate-key-descriptions.mjs";
import { generateRegistry } from "./generate-registry.mjs";
import { generateRuleList } from "./generate-rule-list.mjs";
import { generateValidator } from "./generate-validator.mjs";

await generateValidator();
await generateCatalogue();
await generateRegistry();
await generateRuleList();
await generateConfigurationSchema();
await generateKeyDescriptions();
await generateGitlabApi();
