import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import type { ProjectFiles } from "../../src/compose/project-files.js";
import { lintProject } from "../../src/engine/lint.js";
import { fixFile } from "../fix/fix-file.js";
import { only, web } from "./check.js";
import { testRule } from "./table.js";

const nginx = (mount: string, ...more: readonly string[]): string => web("image: nginx:1.27", `volumes: [${mount}]`, ...more);
const conf = "./nginx.conf:/etc/nginx/nginx.conf";

// In these tables, there is nothing beside the Compose file and an `.env`.
testRule("bind-source-missing", {
  reports: [
    [
      "a file",
      nginx(conf),
      ['4:15-49 warning There is no ./nginx.conf: Docker makes an empty folder of that name, owned by root, and web does not start ("not a directory"), or finds a folder where it reads a file. Add the file, or correct the path.'],
    ],
    ["a read-only file", nginx(`${conf}:ro`), ["4:15-52 warning"]],
    ["a file above", nginx("../shared/nginx.conf:/etc/nginx/nginx.conf"), ["4:15-57 warning There is no ../shared/nginx.conf"]],
    ["the long syntax", nginx("{type: bind, source: ./nginx.conf, target: /etc/nginx/nginx.conf}"), ["4:15-80 warning There is no ./nginx.conf"]],
    ["a default", nginx("'${CONF:-./nginx.conf}:/etc/nginx/nginx.conf'"), ["4:15-60 warning"]],
    ["a path of .env", nginx("'$CONF:/etc/nginx/nginx.conf'"), ["4:15-44 warning"], { env: "CONF=./nginx.conf" }],
    ["a file of any image", web("image: acme/app", "volumes: [./app.db:/data/app.db]"), ["4:15-36 warning"]],
    ["a file without ending", web("image: caddy:2", "volumes: [./Caddyfile:/etc/caddy/Caddyfile]"), ["4:15-47 warning"]],
    ["a file with an unusual ending", web("image: acme/app", "volumes: [./a.dat:/srv/b.dat]"), ["4:15-33 warning"]],
    ["a file of a job", nginx(conf, 'restart: "no"'), ["4:15-49 warning"]],
    ["a folder of scripts", web("image: postgres:17", "volumes: ['./initdb:/docker-entrypoint-initdb.d']"), ["4:15-53 warning There is no ./initdb: Docker makes an empty folder of that name, owned by root, and web starts without what should be in it. Add the folder, or correct the path."]],
    ["a folder of configuration", nginx("./conf.d:/etc/nginx/conf.d:ro"), ["4:15-44 warning There is no ./conf.d"]],
    ["each of two", nginx(`${conf}, ./conf.d:/etc/nginx/conf.d`), ["4:15-49 warning", "4:51-77 warning"]],
    ["a file that only others read as well", `${nginx(conf)}  two: {image: acme/two, volumes: [".:/app", "./conf:/conf:ro"]}\n`, ["4:15-49 warning"]],
    ["each user of a shared list", `x-v: &v [${conf}]\nservices:\n  a: {image: nginx, volumes: *v}\n  b: {image: nginx, volumes: *v}\n`, ["1:10-44 warning", "1:10-44 warning"]],
  ],
  accepts: [
    ["a file that is there", nginx("./.env:/etc/nginx/settings.conf"), { env: "" }],
    ["a folder for data", web("image: acme/app", "volumes: [./data:/data, ./uploads:/app/uploads]")],
    ["a folder that ends like a version", web("image: acme/app", "volumes: [./app-1.2:/app]")],
    ["the data of a data store", web("image: postgres:17", "volumes: ['./pg:/var/lib/postgresql/data']")],
    ["the project itself", web("image: acme/app", "volumes: ['.:/app']")],
    ["a named volume", `${nginx("conf:/etc/nginx")}volumes: {conf: {}}\n`],
    ["an absolute path", nginx("/etc/acme/nginx.conf:/etc/nginx/nginx.conf")],
    ["a home folder", nginx("~/nginx.conf:/etc/nginx/nginx.conf")],
    ["a Windows path", nginx("'C:\\nginx.conf:/etc/nginx/nginx.conf'")],
    ["a path for Windows", nginx("'.\\\\conf\\\\nginx.conf:/etc/nginx/nginx.conf'")],
    ["what a build makes", web("image: acme/app", "volumes: [./target/app-1.0.jar:/app.jar]")],
    ["a path that nobody set", nginx("'$CONF:/etc/nginx/nginx.conf', '${DIR}/a.conf:/etc/nginx/conf.d/a.conf'")],
    ["a path that has to be there", nginx("{type: bind, source: ./nginx.conf, target: /etc/nginx/nginx.conf, bind: {create_host_path: false}}")],
    ["settings and credentials", web("image: acme/app", "volumes: [./.env.production:/app/.env, ./server.key:/k/server.key, ./certs/ca.conf:/c/ca.conf, ./acme.json:/acme.json]")],
    ["what a platform makes", nginx("{type: bind, source: ./nginx.conf, target: /etc/nginx/nginx.conf, content: 'events {}'}")],
    ["what another service makes", `${nginx("./conf/nginx.conf:/etc/nginx/nginx.conf")}  generate: {image: acme/generate, volumes: ["./conf:/out"]}\n`],
    ["a stack", nginx(conf, "deploy: {endpoint_mode: vip}")],
    ["Windows", nginx(conf, "platform: windows")],
    ["a provider", web("provider: {type: cloud}", `volumes: [${conf}]`)],
  ],
});

describe("bind-source-missing looks", () => {
  const found = (there: readonly string[] | undefined, request: Parameters<typeof loadProject>[1] = "app/compose.yaml"): readonly string[] => {
    const texts = new Map([["app/compose.yaml", nginx(conf)], ["app/compose.prod.yaml", `services: {web: {volumes: [./tls.conf:/etc/nginx/conf.d/tls.conf]}}\n`]]);
    const files: ProjectFiles = { read: (path) => texts.get(path), ...(there ? { exists: (path: string) => there.includes(path) } : {}) };
    return lintProject(loadProject(files, request), only(["bind-source-missing"])).diagnostics.map(({ message }) => message.split(":", 1)[0] ?? "");
  };

  it("beside the Compose file", () => {
    expect(found(["app/compose.yaml"])).toEqual(["There is no ./nginx.conf"]);
    expect(found(["app/compose.yaml", "app/nginx.conf"])).toEqual([]);
    expect(found(["app/compose.yaml", "nginx.conf"])).toEqual(["There is no ./nginx.conf"]);
  });

  it("from the project directory", () => {
    expect(found(["app/compose.yaml", "nginx.conf"], { files: ["app/compose.yaml"], projectDirectory: "." })).toEqual([]);
  });

  it("for what an override mounts", () => {
    expect(found(["app/compose.yaml", "app/nginx.conf"], { files: ["app/compose.yaml", "app/compose.prod.yaml"] })).toEqual(["There is no ./tls.conf"]);
  });

  it("nowhere if the host does not see files", () => {
    expect(found(undefined)).toEqual([]);
  });

  it("nowhere if the host does not see the Compose file itself, as from standard input", () => {
    expect(found([])).toEqual([]);
  });

  it("no further where the host cannot tell", () => {
    const files: ProjectFiles = { read: () => nginx(conf), exists: (path) => (path === "compose.yaml" ? true : undefined) };
    expect(loadProject(files, "compose.yaml").missingSources).toEqual(new Set());
  });

  it("again after a fix", () => {
    const files: ProjectFiles = { read: () => nginx(conf, "mem_limit: 1g"), exists: (path) => path === "compose.yaml" };
    const { after, diagnostics } = fixFile(files, "compose.yaml", only(["bind-source-missing", "memswap-limit"]), { unsafe: false });
    expect(after).toContain("memswap_limit: 1g");
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["bind-source-missing"]);
  });
});
