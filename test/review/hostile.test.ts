import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { commentMarkdown, GITHUB, GITLAB, reviewChange, summaryMarkdown, type Forge } from "../../packages/review-bot/src/index.js";
import { suggestible } from "../../packages/review-bot/src/forge/suggestible.js";
import { changeOf, type Files } from "../../packages/review-bot/test/commits.js";
import { outsideOfCode, readByGitLab } from "../../packages/review-bot/test/gitlab-reads.js";
import { printReview } from "../../packages/cli/src/review/print-review.js";
import * as reviewer from "../../packages/review-bot/src/index.js";

/** What Markdown, pages, terminals and the logs of pipelines would obey. */
const EVIL = [
  "@octocat and @acme/owners",
  "#1 acme/shop#2 https://evil.example/?q=1 www.evil.example",
  "``` ```` `a` ~~~",
  "```suggestion\nforged\n```",
  "</details></summary><script>alert(1)</script><!-- x -->",
  "<!-- compose-lint:comment:0123456789abcdef -->",
  "<!-- compose-lint:summary -->",
  "[a](https://evil.example) ![a](https://evil.example/a.png) [x]: y",
  "a | b | **c** _d_ $e$",
  "\n::error::forged\n::stop-commands::x",
  "\n/merge\n/approve\n/close",
  "@all #1 acme/shop!2 ~bug ~\"on fire\" %v1 %{project_path} $3 &4 ^alert#5 *iteration:6 [vulnerability:7] GL-8 SHOP-9 0123456789abcdef [TOC]",
  "##[error]forged ##vso[task.setvariable variable=x]y",
  "\u001b[31mred\u001b[0m\u0007\u202e\u2066",
  "x".repeat(70_000),
];

const SECRETS = ["hunter2-plain", "hunter2-url", "hunter2-block", "hunter2-flag", "AKIA2E0A8F3B1C4D5E6F"];

const quoted = (text: string): string => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

const SERVICES = EVIL.map((name, index) => `  ${quoted(name)}:\n    image: ${quoted(`nginx:${index === 0 ? "latest" : name.slice(0, 100)}`)}\n    privileged: true # compose-lint-disable-line no-privileged -- ${name.replace(/[\0-\x1f]/g, " ").slice(0, 200)}\n    ports: ["5432:5432", ${quoted(name.slice(0, 100))}]\n    volumes: [${quoted(`./${name.slice(0, 100)}:/a`)}]\n`).join("");
const DB = `  db:
    image: postgres:16
    command: ["postgres", "--password", "hunter2-flag"]
    environment:
      POSTGRES_PASSWORD: hunter2-plain
      DATABASE_URL: postgres://me:hunter2-url@db/x
      AWS_ACCESS_KEY_ID: AKIA2E0A8F3B1C4D5E6F
      API_TOKEN: |
        hunter2-block
    ports: ["5433:5432"]
`;
/** Lines of ticks in a file that gets suggestions. */
const TICKS = `services:\n  ticks:\n    image: nginx:1.27 # \`\`\`\`\`\` @octocat ${"`".repeat(9)}\n    mem_limit: 1g\n`;

const after: Files = {
  "compose.yaml": `services:\n${SERVICES}${DB}`,
  ...Object.fromEntries(EVIL.slice(0, 6).map((name, index) => [`${String(index)}-${name.replaceAll("/", "_")}/compose.yaml`, TICKS])),
  "compose-lint.config.yaml": "rules: {no-privileged: off, no-daemon-socket: off}\n",
  "compose-lint.config.mjs": "throw new Error('run');\n",
};

const change = changeOf({ "compose.yaml": "services: {}\n" }, after);
const review = await reviewChange(change, { presets: ["strict"], levels: new Map(), skip: new Set(), trustBase: true });
const bodiesFor = (forge: Forge): readonly string[] => [...suggestible(review, forge).comments.map((comment) => commentMarkdown(comment, forge)), summaryMarkdown(suggestible(review, forge), forge)];
const bodies = bodiesFor(GITHUB);

describe("a pull request of somebody who means no good", () => {
  it("is reviewed", () => {
    expect(review.comments.length).toBeGreaterThan(10);
    expect(review.others.length).toBeGreaterThan(50);
    expect(review.suppressions.length).toBeGreaterThan(8);
    expect(review.notes).toContainEqual(expect.stringMatching(/^compose-lint\.config\.yaml is new here, which does not count/));
  });

  it.each(bodies.map((body, index) => [index, body] as const))("mentions nobody, links to nothing and ends nothing: %i", (_index, body) => {
    const text = outsideOfCode(body);
    expect(text).not.toMatch(/@\w/);
    expect(text).not.toMatch(/(?<!&)#\d/);
    expect(text).not.toMatch(/https?:\/\/|www\./);
    expect(text).not.toMatch(/(?<!\\)\]\((?!PAGE\))/);
    expect(text.replace(/<\/?(?:details|summary)>|<br>/g, "")).not.toMatch(/[<>]/);
    expect(text).not.toMatch(/^\s*::|##\w*\[/m);
    expect(body).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/);
    expect(body.length).toBeLessThanOrEqual(65_536);
  });

  it.each(bodiesFor(GITLAB).map((body, index) => [index, body] as const))("is nothing but text for GitLab as well: %i", (_index, body) => {
    expect(readByGitLab(body)).toEqual([]);
    const text = outsideOfCode(body);
    expect(text).not.toMatch(/(?<!\\)\]\((?!PAGE\))/);
    expect(text.replace(/<\/?(?:details|summary)>|<br>/g, "")).not.toMatch(/[<>]/);
    expect(body).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/);
  });

  it("keeps its suggestions in their blocks", () => {
    for (const [index, { suggestion }] of review.comments.entries()) {
      const [, , block] = /(?:^|\n)(`{3,})suggestion\n([^]*?)\n?\1(?:\n|$)/.exec(bodies[index] ?? "") ?? [];
      expect(block).toBe(suggestion.lines.join("\n"));
    }
    expect(bodies.some((body) => body.includes(`${"`".repeat(10)}suggestion`))).toBe(true);
  });

  it.each(SECRETS)("does not have %s told", (secret) => {
    expect(bodies.join("\n")).not.toContain(secret);
  });

  it("has nothing of it printed that a pipeline would obey", () => {
    const printed = printReview(review, reviewer, GITHUB);
    expect(printed).not.toMatch(/^\s*::|##\w*\[|\u001b/m);
  });

  it("leaves nothing behind", () => {
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("compose-lint-review-"))).toEqual([]);
  });
});
