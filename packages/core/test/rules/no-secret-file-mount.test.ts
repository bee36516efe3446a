import { expect, it } from "vitest";
import { fixFile } from "../fix/fix-file.js";
import { folder, only, web } from "./check.js";
import { testRule } from "./table.js";

const BOTH = ": it may overwrite the file, and Docker makes an empty folder where there is none";
const MISSING = ": Docker makes an empty folder where there is no such file";
const told = (file: string, kind: string, harm = BOTH): string => `warning web gets ${file} (${kind}) by a bind mount${harm}. Grant it under secrets, with ${file} as its file.`;
const environment = (file: string, harm = BOTH): string => `warning web gets all of ${file}, every credential in it, needed or not${harm}. Hand over the variables that it needs, or mount those credentials as secrets.`;
const mount = (...mounts: readonly string[]): string => web("image: acme/web:1", "volumes:", ...mounts.map((each) => `  - ${each}`));

testRule("no-secret-file-mount", {
  reports: [
    ["an environment file", mount("./.env:/app/.env"), [`5:9-25 ${environment("./.env")}`]],
    ["an environment file of one stage", mount("./.env.production:/app/.env:ro"), [`5:9-39 ${environment("./.env.production", MISSING)}`]],
    ["a private key", mount("~/.ssh/id_ed25519:/home/app/.ssh/id_ed25519:ro"), [`5:9-55 ${told("~/.ssh/id_ed25519", "a private key", MISSING)}`]],
    ["a key of TLS", mount('"./certs/server.key:/certs/server.key:ro"'), [`5:9-50 ${told("./certs/server.key", "a key", MISSING)}`]],
    ["PEM with a key in it", mount("./privkey.pem:/k.pem", "./server.pem:/s.pem", "./cert-key.pem:/c.pem"), ["./privkey.pem", "./server.pem", "./cert-key.pem"].map((file, index) => [`${String(5 + index)}:9`, told(file, "a private key")] as const).map(([place, text], index) => `${place}-${["29", "28", "30"][index] ?? ""} ${text}`)],
    ["key stores", mount("./a.p12:/a.p12", "./b.jks:/b.jks"), [`5:9-23 ${told("./a.p12", "a key store")}`, `6:9-23 ${told("./b.jks", "a key store")}`]],
    ["clusters and clouds", mount("~/.kube/config:/root/.kube/config", "~/.aws/credentials:/root/.aws/credentials", "./service-account.json:/sa.json", "./kubeconfig:/kubeconfig"), [`5:9-42 ${told("~/.kube/config", "access to a cluster")}`, `6:9-50 ${told("~/.aws/credentials", "cloud credentials")}`, "7:9-40", "8:9-33"]],
    ["saved logins", mount("~/.docker/config.json:/root/.docker/config.json", "~/.npmrc:/root/.npmrc", "~/.netrc:/root/.netrc"), ["5:9-56", "6:9-30", "7:9-30"]],
    ["a file that is named like a credential", mount("./secrets/db_password.txt:/p", "./api_token:/run/secrets/api_token:ro"), [`5:9-37 ${told("./secrets/db_password.txt", "a credential")}`, `6:9-46 ${told("./api_token", "a credential", MISSING)}`]],
    ["the long syntax", mount("{type: bind, source: ./.env, target: /app/.env}"), [`5:9-56 ${environment("./.env")}`]],
    ["the long syntax, where Docker makes no folder", mount("{type: bind, source: ./a.key, target: /a.key, bind: {create_host_path: false}}", "{type: bind, source: ./b.key, target: /b.key, read_only: true, bind: {create_host_path: false}}"), [`5:9-87 ${told("./a.key", "a key", ": it may overwrite the file")}`, `6:9-104 ${told("./b.key", "a key", "")}`]],
    ["a default", mount("${ENV_FILE:-./.env}:/app/.env"), ["5:9-38"]],
    ["flow style, Windows and a fragment", "services: {web: {platform: windows, volumes: ['./.env:C:\\app\\.env']}}\n", ["1:47-67"]],
  ],
  accepts: [
    ["other files", mount("./nginx.conf:/etc/nginx/nginx.conf:ro", "./data:/data", "./config.json:/c.json", "./app.env.js:/x")],
    ["what is public", mount("./cert.pem:/c.pem", "./fullchain.pem:/f.pem", "./ca.pem:/ca.pem", "./public.key:/p.key", "./jwt-public.pem:/j.pem", "./id_rsa.pub:/i", "./dhparam.pem:/d.pem", "./truststore.jks:/t.jks", "./known_hosts:/k", "./server.crt:/s.crt")],
    ["examples", mount("./.env.example:/app/.env.example", "./.env.sample:/a", "./.env.dist:/b", "./.env.template:/c")],
    ["folders", mount("./secrets:/secrets", "./certs:/certs:ro", "./email-password:/etc/config", "./tokens:/tokens", "~/.ssh:/root/.ssh")],
    ["a file that nobody knows", mount("$ENV_FILE:/app/.env", "${KEY}:/a.key")],
    ["a volume, and a tmpfs", `${mount("keys.key:/k", "{type: tmpfs, target: /run/secrets/db_password.txt}")}volumes: {keys.key: {}}\n`],
    ["env_file", web("image: acme/web:1", "env_file: .env")],
    ["a secret", 'services: {web: {image: "acme/web:1", secrets: [key]}}\nsecrets: {key: {file: ./server.key}}\n'],
  ],
  fixes: [
    [
      "the short syntax, beside other mounts",
      web("image: acme/web:1", "volumes:", "  - ./certs/server.key:/certs/server.key:ro # TLS", "  - data:/data").concat("volumes: {data: {}}\n"),
      web("image: acme/web:1", "secrets:", "  - source: server_key", "    target: /certs/server.key", "volumes:", "  # TLS", "  - data:/data").concat("volumes: {data: {}}\nsecrets:\n  server_key:\n    file: ./certs/server.key\n"),
      { unsafe: true },
    ],
    [
      "flow style, and an absolute path",
      "services: {web: {image: 'acme/web:1', volumes: ['./a:/a', '/etc/ssl/private/web.key:/run/secrets/web_key:ro']}}\n",
      "services: {web: {image: 'acme/web:1', secrets: [web_key], volumes: ['./a:/a']}}\n\nsecrets:\n  web_key:\n    file: /etc/ssl/private/web.key\n",
      { unsafe: true },
    ],
    [
      "the long syntax, in a list of secrets that is there, with a name that is taken",
      "services:\n  web:\n    image: acme/web:1\n    volumes:\n      - type: bind\n        source: ./tls/server.key\n        target: /k\n      - ./a:/a\n    secrets: [server_key]\nsecrets:\n  server_key:\n    environment: OTHER\n",
      "services:\n  web:\n    image: acme/web:1\n    volumes:\n      - ./a:/a\n    secrets: [server_key, {source: web_server_key, target: /k}]\nsecrets:\n  server_key:\n    environment: OTHER\n  web_server_key:\n    file: ./tls/server.key\n",
      { unsafe: true },
    ],
    ...(
      [
        ["what only an unsafe fix would change", mount("./.env:/app/.env"), false],
        ["a path with a variable", mount("${DIR:-.}/.env:/app/.env"), true],
        ["a mount with a label for SELinux", mount("./.env:/app/.env:ro,z"), true],
        ["Windows", web("image: acme/web:1", "platform: windows", "volumes: ['./.env:C:\\app\\.env']"), true],
        ["a fragment", web("volumes: ['./.env:/app/.env']"), true],
      ] as const
    ).map(([title, text, unsafe]) => [`not ${title}`, text, text, { unsafe }] as const),
  ],
});

it("makes one secret of a file that two services have", () => {
  const text = 'services:\n  a:\n    image: acme/a:1\n    volumes: ["./server.key:/k:ro", "./x:/x"]\n  b:\n    image: acme/b:1\n    volumes: ["./server.key:/k:ro", "./x:/x"]\n';
  const { after, diagnostics, unfixed } = fixFile(folder(text), "compose.yaml", only(["no-secret-file-mount"]), { unsafe: true });
  expect([diagnostics, unfixed]).toEqual([[], []]);
  expect(after.match(/source: server_key/g)).toHaveLength(2);
  expect(after.match(/^ {2}server_key:$/gm)).toHaveLength(1);
});

it("writes the path as seen from the folder of the project", () => {
  const text = mount("./a:/a", "./.env:/app/.env", "./b:/b");
  const { after, unfixed } = fixFile({ read: (path) => (path === "deploy/compose.yaml" ? text : undefined) }, "deploy/compose.yaml", only(["no-secret-file-mount"]), { unsafe: true });
  expect(unfixed).toEqual([]);
  expect(after).toContain("file: ./.env");
});

it("offers no fix for what an included file names by a relative path", () => {
  const files = new Map([["compose.yaml", "include: [sub/web.yaml]\n"], ["sub/web.yaml", mount("./server.key:/k:ro", "./b:/b")]]);
  const { diagnostics } = fixFile({ read: (path) => files.get(path) }, "compose.yaml", only(["no-secret-file-mount"]), { unsafe: true });
  expect(diagnostics.map(({ fix }) => fix)).toEqual([undefined]);
});
