// Puts what `compose-lint review --dry-run` says of the changes in test/review/recorded into docs/review-bot.md. Needs the built command.
//   node scripts/record-reviews.mjs            writes it
//   node scripts/record-reviews.mjs --check    fails if it is stale
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const PAGE = join(root, "docs/review-bot.md");

const page = readFileSync(PAGE, "utf8");
const now = withRecords(page);
if (!process.argv.includes("--check")) writeFileSync(PAGE, now);
else if (now !== page) {
  console.error("docs/review-bot.md is stale: run node scripts/record-reviews.mjs.");
  process.exitCode = 1;
}

/** The page with every record as it is now. What stands between the marks of one is replaced. */
function withRecords(text) {
  return text.replace(/(<!-- recorded: ([\w-]+)(?: (github|gitlab))? -->\n)[^]*?(<!-- end -->)/g, (_, start, name, forge, end) => `${start}\n${recordOf(name, forge)}\n${end}`);
}

/** The change and what is said of it; of one that is told on another forge as well, only the latter. */
function recordOf(name, forge) {
  const diff = [];
  const cwd = mkdtempSync(join(tmpdir(), "record-review-"));
  try {
    const git = (...args) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd, encoding: "utf8", env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" } });
    git("init", "--quiet", "--initial-branch=main");
    for (const state of ["before", "after"]) {
      if (state === "after") git("rm", "-r", "--quiet", ".");
      cpSync(join(root, "test/review/recorded", name, state), cwd, { recursive: true });
      git("add", "--all");
      git("commit", "--quiet", "--message", state);
    }
    diff.push(...git("diff", "HEAD~1", "HEAD").split("\n").filter((line) => !/^(?:diff|index|new file|---) /.test(line)));
    const said = execFileSync(process.execPath, [join(root, "dist/compose-lint.mjs"), "review", "--dry-run", "--base", "HEAD~1", ...(forge ? ["--forge", forge] : [])], { cwd, encoding: "utf8", env: { PATH: process.env.PATH } });
    const change = forge ? "" : `\`\`\`diff\n${diff.join("\n").trim()}\n\`\`\`\n\n`;
    return `${change}\`\`\`\`\`text\n${said.trimEnd()}\n\`\`\`\`\`\n`;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
