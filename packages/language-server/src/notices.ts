import { MessageType, ShowMessageNotification, type Connection } from "vscode-languageserver/node";
import type { Analysis } from "./analysis/session.js";
import type { Guard } from "./guard.js";

/** Tells people what they should know beside findings, once each. */
export class Notices {
  private readonly told = new Set<string>();

  constructor(
    private readonly connection: Pick<Connection, "sendNotification" | "console">,
    private readonly guard: Guard,
  ) {}

  /** Shows something that somebody has to put right. */
  warn(text: string): void {
    if (this.isNew(text)) this.show(text, MessageType.Warning);
  }

  /** Shows what somebody has asked for. */
  show(text: string, type: MessageType = MessageType.Info): void {
    // The connection's own functions for this wait for an answer, which not every client gives.
    void this.connection.sendNotification(ShowMessageNotification.type, { type, message: `compose-lint: ${text}` });
  }

  /** Tells what an analysis has to say of itself. A configuration that can be used again may be told anew. */
  of({ scene, bugs }: Analysis): void {
    scene.troubles.forEach((trouble) => { this.warn(trouble); });
    for (const note of scene.notes) if (this.isNew(note)) this.connection.console.info(note);
    for (const { what, error } of bugs) this.guard.tell(what, error);
  }

  /** Lets everything be told again, as when it may have changed. */
  forget(): void {
    this.told.clear();
  }

  private isNew(text: string): boolean {
    if (this.told.has(text)) return false;
    this.told.add(text);
    return true;
  }
}
