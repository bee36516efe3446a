import { describe, expect, it } from "vitest";
import { isCredentialName, namesCredential } from "../../../src/compose/values/credential-name.js";
import { judgeCredential } from "../../../src/compose/values/credential-value.js";
import { knownTokensIn } from "../../../src/compose/values/token-format.js";

describe("namesCredential", () => {
  it.each([
    "PASSWORD", "DB_PASSWORD", "db.password", "GITEA__database__PASSWD", "adminPassword", "IDENTITY__ADMINPASSWORD", "DB_PASS", "DBPASS", "PGPASSWORD", "SECRET", "JWT_SECRET", "clientSecret", "TOKEN", "authToken", "API_KEY", "apikey",
    "SECRET_KEY", "SECRET_KEY_BASE", "AWS_SECRET_ACCESS_KEY", "MINIO_SECRETKEY", "ENCRYPTION_KEY", "MEILI_MASTER_KEY", "DD_CREDENTIAL_AES_256_KEY", "AUTH_SALT", "RABBITMQ_ERLANG_COOKIE", "JWT_BASE64_SECRET", "DB_PASSWORD_2", "JWT_SECRET_BASE64", "splunk-token",
  ])("takes %s for one, and so does isCredentialName", (name) => {
    expect([namesCredential(name), isCredentialName(name)]).toEqual([true, true]);
  });

  it.each([
    "SECRET_NAME", "TOKEN_URL", "OAUTH_TOKEN_URL", "PASSWORD_FILE", "POSTGRES_PASSWORD_FILE", "KEY_PATH", "TOKEN_EXPIRY", "PASSWORD_MIN_LENGTH", "POSTGRES_HOST_AUTH_METHOD", "MAX_TOKENS", "MYSQL_ALLOW_EMPTY_PASSWORD", "MYSQL_RANDOM_ROOT_PASSWORD",
    "PUBLIC_KEY", "ANON_KEY", "SUPABASE_ANON_KEY", "RECAPTCHA_SITE_KEY", "AWS_ACCESS_KEY_ID", "MINIO_ACCESS_KEY", "ROUTING_KEY", "PRIMARY_KEY", "SORT_KEY", "KEYCLOAK_ADMIN", "BYPASS", "COMPASS", "ADMIN_PASSWORD_HASH", "TOKENIZER", "SECRETS", "AUTHOR", "EOS_TOKEN", "VNC_NO_PASSWORD",
  ])("does not take %s for one", (name) => {
    expect(namesCredential(name)).toBe(false);
  });
});

describe("isCredentialName", () => {
  it.each(["AUTHOR", "SECRET_NAME", "PASSWORD_FILE", "TOKEN_EXPIRY", "POSTGRES_HOST_AUTH_METHOD", "monkey", "IMAGE", "secrets"])("lets %s be shown", (name) => {
    expect(isCredentialName(name)).toBe(false);
  });
});

describe("judgeCredential", () => {
  const cases: readonly (readonly [kind: string, values: readonly string[]])[] = [
    ["none", ["", " ", "true", "No", "none", "null", "disabled", "30", "7d", "512m", "/run/secrets/db", "./token.txt", "server.key", "https://example.com/token", "vault:secret/data/db#password", "op://vault/item", "${PASSWORD}", "$PASSWORD", "{{ password }}", "$2b$12$abcdefghijklmnopqrstuv", "{SSHA}abc", "org.acme.Provider.Class"]],
    ["stand-in", ["<password>", "your-password", "your_password_here", "passwordHere", "xxxxxx", "replace-with-your-own", "PLACEHOLDER", "example_123", "0123456789abcdef0123456789abcdef", "user_provided", "random_secret", "..."]],
    ["well-known", ["password", "Postgres", "root", "guest", "minioadmin", "P@ssw0rd", "p455w0rd", "123456", "1111", "abc", "adminadmin", "changeme", "change-me-in-production", "please-change-this", "shop"]],
    ["secret", ["hunter2", "password123", "Admin@2024", "mysecretpassword", "shop-secret", "k7#Vq", "84719283", "0f3b9c7e21d84a6f", "correct horse battery"]],
  ];
  it.each(cases.flatMap(([kind, values]) => values.map((value) => [value, kind] as const)))("takes %j for %s", (value, kind) => {
    expect(judgeCredential(value, "DB_PASSWORD", ["shop"])).toBe(kind);
  });

  it("knows that nobody hands out words", () => {
    expect(["API_KEY", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "APP_SMTP_PASSWORD"].map((name) => judgeCredential("my-api-key", name))).toEqual(["stand-in", "stand-in", "stand-in", "stand-in"]);
    expect(judgeCredential("a8f5f167f44f4964e6c998dee827110c", "API_KEY")).toBe("secret");
  });

  it("is quick on whatever it is given", () => {
    const started = performance.now();
    for (const value of ["a".repeat(100_000), "pass".repeat(19), "admin!".repeat(13), `${"x".repeat(50_000)}-`, "/a".repeat(50_000)]) judgeCredential(value, "PASSWORD");
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

/** Put together here, so that nobody who scans this repository takes them for real ones. */
const long = (length: number): string => "a1B2c3D4e5F6g7H8".repeat(16).slice(0, length);
const segment = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url");
const TOKENS: readonly (readonly [kind: string, text: string])[] = [
  ["a GitHub token", `ghp_${long(36)}`],
  ["a GitHub token", `github_pat_${long(22)}_${long(59)}`],
  ["a GitLab token", `glpat-${long(20)}`],
  ["an AWS access key", `AKIA${"Q2W4".repeat(4)}:${long(40)}`],
  ["a Slack token", `xoxb-${long(24)}`],
  ["a Slack webhook", `https://hooks.slack.com/services/T${long(8)}/B${long(8)}/${long(24)}`],
  ["a Stripe key", `sk_live_${long(24)}`],
  ["an npm token", `npm_${long(36)}`],
  ["a PyPI token", `pypi-${long(80)}`],
  ["a private key", `-----BEGIN RSA PRIVATE KEY-----`],
  ["a signed token (JWT)", `${segment}.${segment}.${long(43)}`],
];

describe("knownTokensIn", () => {
  it.each(TOKENS)("finds %s", (kind, text) => {
    expect(knownTokensIn(`--with=${text} and more`)).toEqual([{ kind, range: { start: 7, end: 7 + text.length } }]);
  });

  it.each([
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", `AKIA${"Q2W4".repeat(4)}`, `pk_live_${long(24)}`, `sk_test_${long(24)}`, "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----", "-----BEGIN ENCRYPTED PRIVATE KEY-----", "ghcr.io/acme/app:1.2.3", `sha256:${"a1".repeat(32)}`,
  ])("does not take %s for one", (text) => {
    expect(knownTokensIn(text)).toEqual([]);
  });
});
