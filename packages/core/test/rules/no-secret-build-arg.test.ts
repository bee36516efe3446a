import { expect, it } from "vitest";
import { diagnose, web } from "./check.js";
import { testRule } from "./table.js";

const reference = (name: string, id = name.toLowerCase()): string => `error The build argument ${name} of web is kept in the history of the image: whoever can pull it can read it. Pass it by build.secrets, and read it with RUN --mount=type=secret,id=${id}.`;
const literal = (name: string, id = name.toLowerCase()): string =>
  `error The build argument ${name} of web is a credential in plain text, here and in the history of the image. Pass it by build.secrets, read it with RUN --mount=type=secret,id=${id}, and replace it by a new one.`;
const build = (...args: readonly string[]): string => web("build:", "  context: .", "  args:", ...args.map((arg) => `    ${arg}`));

testRule("no-secret-build-arg", {
  reports: [
    ["a variable", build("NPM_TOKEN: ${NPM_TOKEN}"), [`6:9-18 ${reference("NPM_TOKEN")}`]],
    ["a variable that must be set, in a list", build("- NPM_TOKEN=${NPM_TOKEN:?}"), [`6:11-35 ${reference("NPM_TOKEN")}`]],
    ["one that is taken from the environment", build("- NPM_TOKEN"), [`6:11-20 ${reference("NPM_TOKEN")}`]],
    ["the same in a mapping", build("NPM_TOKEN:"), [`6:9-18 ${reference("NPM_TOKEN")}`]],
    ["an empty default", build("NPM_TOKEN: ${NPM_TOKEN:-}"), [`6:9-18 ${reference("NPM_TOKEN")}`]],
    ["a variable of .env", build("DB_PASSWORD: $DB_PASSWORD"), [`6:9-20 ${reference("DB_PASSWORD")}`], { env: "DB_PASSWORD=hunter2" }],
    ["a literal", build("DB_PASSWORD: hunter2"), [`6:9-20 ${literal("DB_PASSWORD")}`]],
    ["a default", build("DB_PASSWORD: ${DB_PASSWORD:-hunter2}"), [`6:9-20 ${literal("DB_PASSWORD")}`]],
    ["what everybody knows", build("ADMIN_PASSWORD: admin"), [`6:9-23 ${literal("ADMIN_PASSWORD")}`]],
    ["a known token under any name", build(`GO_PROXY_AUTH: ghp_${"a1B2".repeat(9)}`), [`6:9-22 ${literal("GO_PROXY_AUTH")}`]],
    ["flow style", "services: {web: {build: {context: ., args: {NPM_TOKEN: $T}}}}\n", ["1:45-54"]],
    ["a merged argument, once", "x-args: &args {NPM_TOKEN: $T}\nservices: {a: {build: {context: ., args: *args}}, b: {build: {context: ., args: {<<: *args}}}}\n", ["1:16-25"]],
    ["Windows, and a fragment", web("platform: windows", "build: {args: {NPM_TOKEN: $T}}"), ["4:20-29"]],
  ],
  accepts: [
    ["other arguments", build("NODE_VERSION: 22", "VERSION: ${VERSION}", "- X").replace("        - X\n", "")],
    ["names of things", build("TOKEN_URL: $U", "SECRET_NAME: npm", "PASSWORD_FILE: /run/secrets/p", "KEY_PATH: ./key", "GPG_KEY: 0xDEADBEEF", "SSL_KEY: $K")],
    ["an empty value", build('NPM_TOKEN: ""')],
    ["switches", build("USE_AUTH_TOKEN: $U", "INSTALL_PASSWORD: false", "TOKEN: 'no'")],
    ["placeholders and paths", build("NPM_TOKEN: <token>", "API_KEY: your-api-key", "SIGNING_KEY: /keys/sign.pem")],
    ["what every visitor can read", build("NEXT_PUBLIC_API_KEY: $K", "VITE_API_KEY: $K", "SENTRY_PUBLIC_KEY: $K", "RECAPTCHA_SITE_KEY: $K")],
    ["a build secret", 'services:\n  web:\n    build: {context: ., secrets: [npm_token]}\nsecrets: {npm_token: {environment: NPM_TOKEN}}\n'],
    ["a variable of the container", web("build: .", "environment: {NPM_TOKEN: $NPM_TOKEN}")],
  ],
});

it("never tells a value", () => {
  const [finding] = diagnose("no-secret-build-arg", build("DB_PASSWORD: kV9-tulip"));
  expect(finding?.message).toContain("DB_PASSWORD");
  expect(finding?.message).not.toContain("tulip");
});
