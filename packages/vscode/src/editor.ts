import type * as vscode from "vscode";

/** What VS Code offers. It is handed in, because only VS Code itself has it. */
export type Editor = typeof vscode;
