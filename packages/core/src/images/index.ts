/** `@compose-lint/core/images`: what is known of container images, each fact with its evidence, and what services use them for. */
export type { Drop, Fact, FactName, Facts, Grounds, ImageFacts, Need, StartUser, WrittenPath } from "./catalogue/facts.js";
export { capabilitiesNeeded, holdsNoCapability, tmpfsFor } from "./catalogue/general.js";
export { factsThatHold } from "./catalogue/invocation.js";
export { imageFactsOf, knownImages } from "./catalogue/lookup.js";
export { trustIn, type Support } from "./catalogue/trust.js";
export { parseImageReference } from "./reference.js";
export { roleOf, ROLES, type Role } from "./roles.js";
