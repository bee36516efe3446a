/** `@compose-lint/core/secrets`: what looks like a secret in a Compose file, for whoever shows its text to others. */
export { commandCredentials, roughWords } from "./compose/model/command-credential.js";
export { isCredentialName } from "./compose/values/credential-name.js";
export { knownTokensIn } from "./compose/values/token-format.js";
