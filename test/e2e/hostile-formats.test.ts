import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { FORMATS } from "../../packages/cli/src/report/formats.js";
import { composeLint, folderWith } from "./command.js";

/** What terminals, logs, XML, Markdown and pages would obey instead of showing it. */
const EVIL = [
  "\u001b[31mred\u001b[0m\u009b31m\u0007",
  "a\n::error::forged\r\n::stop-commands::x",
  "::warning file=x::forged",
  "##[error]forged ##vso[task.setvariable variable=x]y ##teamcity[z]",
  "%0A::error::forged,title=x",
  "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
  "]]><x a=\"'&amp;<!--",
  "a|b`c``d` [l](javascript:x) ![i](https://evil.example/i) @octocat #1 $x$",
  "\u202edrowssap\u2066\u200f",
  "é🐳\ufffe\u2028",
];

/** Values that must not be told, wherever the reports look: in the lines that are shown and in the text of fixes. */
const SECRETS = ["hunter2-plain", "hunter2-url", "hunter2-block", "hunter2-second", "hunter2-quoted", "hunter2-item", "hunter2-flag", "hunter2-command", "hunter2-broken"];
const AWS = "AKIA2E0A8F3B1C4D5E6F";

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const SERVICES = EVIL.map((name, index) => `  ${quoted(name)}:\n    image: ${quoted(`nginx:latest${index === 0 ? "" : name}`)}\n    privileged: true\n    ports: ["5432:5432", ${quoted(name)}]\n    ${quoted(`key${name}`)}: 1\n`).join("");
const COMPOSE = `version: "3"
services:
${SERVICES}  db:
    image: postgres:17 # was postgres://me:hunter2-url@db
    mem_limit: 512m
    command: ["postgres", "--password", "hunter2-flag"]
    environment:
      - POSTGRES_PASSWORD=hunter2-plain
      - DATABASE_URL=postgres://me:hunter2-url@db/x
      - AWS_ACCESS_KEY_ID=${AWS}
      - TLS_KEY=hunter2-item
    ports: ["5432:5432"]
  cache:
    image: redis:7
    environment:
      B_TOKEN: |
        hunter2-block \${UNSET}
        hunter2-second
      A_PASSWORD: "hunter2-quoted
        hunter2-second \${ALSO_UNSET}"
    command: redis-server --requirepass hunter2-command
`;

/** The fault is in a line of a secret that began in the line before. */
const BROKEN = 'services:\n  db:\n    image: a:1\n    environment:\n      A_PASSWORD: "one\n        hunter2-broken \\q"\n';

const FOLDERS = ["::error::forged", "a\nb\u001b[31m", "##[error]x", "%0A,title=x", "</script><b>", "a|b`c` @octocat"];
const cwd = folderWith({ ...Object.fromEntries(FOLDERS.map((folder) => [`${folder}/compose.yaml`, COMPOSE])), "broken/compose.yaml": BROKEN });

const reports = new Map(FORMATS.map((format) => {
  const { stdout, stderr } = composeLint(["--format", format, "--preset", "strict,style", "--unsafe", "--fail-on", "never", ...(format === "stylish" ? ["--verbose"] : [])], { cwd });
  return [format, { stdout, stderr }] as const;
}));

describe.each(FORMATS)("a hostile project as %s", (format) => {
  const { stdout = "", stderr = "" } = reports.get(format) ?? {};

  it("gives a terminal nothing to obey", () => {
    expect(stdout).not.toBe("");
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
  });

  it("gives the log of a pipeline nothing to obey", () => {
    const lines = `${stdout}${stderr}`.split("\n");
    expect(lines.filter((line) => /##\w*\[/.test(line))).toEqual([]);
    const commands = lines.filter((line) => line.trim().startsWith("::"));
    if (format === "github") expect(commands.filter((line) => !/^::(?:error|warning|notice) title=[\w-]+,file=[^:,\s][^:,]*,line=\d+,endLine=\d+(?:,col=\d+,endColumn=\d+)?::[^\r\n]+$/.test(line))).toEqual([]);
    else expect(commands).toEqual([]);
  });

  it("tells no secret", () => {
    expect(`${stdout}${stderr}`.split("\n").filter((line) => [...SECRETS, AWS].some((secret) => line.includes(secret)))).toEqual([]);
  });
});

describe("a hostile project", () => {
  const text = (format: (typeof FORMATS)[number]): string => reports.get(format)?.stdout ?? "";
  const count = text("jsonl").trimEnd().split("\n").length;

  it("is told whole by every format for programs", () => {
    expect(count).toBeGreaterThan(500);
    expect((JSON.parse(text("json")) as { readonly files: readonly { readonly diagnostics: readonly unknown[] }[] }).files.flatMap(({ diagnostics }) => diagnostics)).toHaveLength(count);
    expect(JSON.parse(text("gitlab"))).toHaveLength(count);
    expect(JSON.parse(text("rdjson"))).toHaveProperty("diagnostics.length", count);
    expect(JSON.parse(text("sarif"))).toHaveProperty("runs.0.results.length", count);
    expect(text("github").trimEnd().split("\n")).toHaveLength(count);
    expect(text("compact").trimEnd().split("\n")).toHaveLength(count);
    expect(text("checkstyle").match(/<error /g)).toHaveLength(count);
    expect(text("junit").match(/<failure /g)).toHaveLength(count);
  });

  it("keeps its names where a format can hold them", () => {
    const services = new Set(text("jsonl").trimEnd().split("\n").map((line) => (JSON.parse(line) as { readonly service: string | null }).service));
    for (const name of EVIL) expect(services).toContain(name);
    const paths = new Set((JSON.parse(text("gitlab")) as readonly { readonly location: { readonly path: string } }[]).map(({ location }) => location.path));
    for (const folder of FOLDERS) expect(paths).toContain(`${folder}/compose.yaml`);
  });

  it.each(["checkstyle", "junit"] as const)("is well-formed as %s", async (format) => {
    const { errors } = await validateXML({ xml: [{ fileName: "report.xml", contents: text(format) }], schema: [ANYTHING] });
    expect(errors.map(({ message }) => message)).toEqual([]);
  });

  it("puts nothing into a page but text", () => {
    const tags = new Set([...text("html").matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()));
    for (const name of ["script", "img", "b", "x"]) expect(tags).not.toContain(name);
    expect(text("html")).not.toMatch(/<[^>]*\bon\w+=/);
  });

  it("puts nothing into Markdown but text", () => {
    const markdown = text("markdown");
    expect(markdown).not.toMatch(/@octocat(?!`)(?![^|]*\/compose\.yaml)/);
    const withoutCode = markdown.replace(/(`+) ?.*?[^`] ?\1(?!`)/g, "");
    expect(withoutCode).not.toMatch(/(?<!\\)[<](?!\/?(?:details|summary)>)|(?<!\\)!?\[(?![\w-]+\]\(https:\/\/)|@octocat|:\/\/evil/);
    for (const row of markdown.split("\n").filter((line) => line.startsWith("| "))) expect(row.replace(/\\./g, "").split("|")).toHaveLength(7);
  });
});

describe("what goes wrong in a hostile project", () => {
  it("is told without anything to obey", () => {
    const folder = folderWith({ "a\n::error::forged/compose.yaml": "services: {}\n" });
    const { stderr } = composeLint(["a\n::error::forged/missing.yaml", "::error::forged", "##[error]forged"], { cwd: folder });
    expect(stderr.split("\n").filter((line) => /^\s*::|##\w*\[/.test(line))).toEqual([]);
    expect(stderr).toContain("forged");
  });
});

/** Lets everything pass that is XML. */
const ANYTHING = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="checkstyle"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element>
  <xs:element name="testsuites"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element>
</xs:schema>`;
