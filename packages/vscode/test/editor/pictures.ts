// Takes the pictures of the README, in VS Code itself: pnpm --filter compose-lint-vscode pictures
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startCode } from "./workbench.js";

const HOME = resolve(import.meta.dirname, "../..");
const IMAGES = join(HOME, "images");
const SIZE = { width: 1000, height: 600 };

mkdirSync(IMAGES, { recursive: true });
const parent = mkdtempSync(join(tmpdir(), "compose-lint-pictures-"));
const folder = join(parent, "shop");
cpSync(resolve(HOME, "../../examples/shop"), folder, { recursive: true });
const code = await startCode({ settings: { "breadcrumbs.enabled": false, "editor.stickyScroll.enabled": false, "workbench.activityBar.location": "hidden", "workbench.statusBar.visible": true } });
try {
  const bench = await code.open(folder, SIZE);
  await bench.page.locator(".monaco-workbench .explorer-folders-view").waitFor();
  await bench.openFile("compose.yaml");
  await bench.findings();
  await bench.command("View: Close Primary Side Bar");

  await bench.goTo(40, 12);
  await bench.settle();
  await bench.pointAt("5432");
  await bench.page.locator(".monaco-hover:not(.hidden)").getByText("5432 is open").waitFor();
  await bench.page.screenshot({ path: join(IMAGES, "hover.png") });
  await bench.page.keyboard.press("Escape");

  await bench.quickFixes();
  await bench.settle();
  await bench.page.screenshot({ path: join(IMAGES, "quick-fixes.png") });
  await bench.page.keyboard.press("Escape");

  await bench.command("compose-lint: Audit this project");
  await bench.webview().locator("h1").waitFor();
  await bench.settle();
  await bench.page.screenshot({ path: join(IMAGES, "audit.png") });
} finally {
  await code.stop();
  rmSync(parent, { recursive: true });
}
