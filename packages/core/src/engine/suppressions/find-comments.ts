import type { Project } from "../../compose/load.js";
import { remember } from "../../compose/remember.js";
import type { SuppressionComment } from "../../rules/suppression.js";
import type { SourceFile } from "../../text/source-file.js";
import { OUR_NAME, readComment } from "./read-comment.js";

const mentionsUs = remember(({ text }: SourceFile): boolean => text.includes(OUR_NAME));

/** Our comments in the files of a project, in the order of the text. Most projects have none, which costs next to nothing to find out. */
export function findComments(project: Project): readonly SuppressionComment[] {
  if (!project.files.some(mentionsUs)) return [];
  return project.comments.flatMap((place) => (mentionsUs(place.file) ? (readComment(place) ?? []) : []));
}
