/** What the page is shown in: nothing runs, and nothing of the workspace can be read. */
export const WEBVIEW_OPTIONS = { enableScripts: false, enableForms: false, enableCommandUris: false, localResourceRoots: [] } as const;

/** Nothing is loaded either. The page asks for the same; what it holds comes from files that anybody may have written. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;

/** The colours of the page are those of the editor's theme. */
const THEME = `<style>
body { color: var(--vscode-editor-foreground); background: var(--vscode-editor-background);
  --edge: var(--vscode-widget-border, #8884); --red: var(--vscode-editorError-foreground); --amber: var(--vscode-editorWarning-foreground); --green: var(--vscode-charts-green); }
.audit th:first-child { background: var(--vscode-editor-background); }
</style>`;

/**
 * The page that the command has made, as the editor shows it.
 * @throws TypeError if it is no page.
 */
export function auditPage(html: string): string {
  const start = html.indexOf("<head>");
  const end = html.indexOf("</head>");
  if (start === -1 || end < start) throw new TypeError("The audit is no page: it has no head.");
  const inside = start + "<head>".length;
  return `${html.slice(0, inside)}${POLICY}${html.slice(inside, end)}${THEME}${html.slice(end)}`;
}
