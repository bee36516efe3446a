/** `@compose-lint/core/images`: what is known of container images, each fact with its evidence, and what services use them for. */
export { FAMILY_OF as familyOfImage } from "./catalogue/catalogue.generated.js";
export type { Drop, Fact, FactName, Facts, Grounds, ImageFacts, Need, StartUser, WrittenPath } from "./catalogue/facts.js";
export { capabilitiesNeeded, holdsNoCapability, tmpfsFor } from "./catalogue/general.js";
export { factsThatHold } from "./catalogue/invocation.js";
export { imageFactsOf } from "./catalogue/lookup.js";
export { trustIn, type Support } from "./catalogue/trust.js";
export { parseImageReference } from "./reference.js";
export { roleOf, ROLES, type Role } from "./roles.js";
