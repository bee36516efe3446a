import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { blobId, commitId, patchOf, type Files } from "./commits.js";
import { callReader, ForgeServer, type Answer, type Asked, type Call } from "./forge-server.js";
import { GITLAB_OPERATIONS } from "./gitlab-operations.js";

interface LineEnd {
  readonly line_code: string;
  readonly type: string;
}

export interface Position {
  readonly base_sha: string;
  readonly start_sha: string;
  head_sha: string;
  readonly old_path: string;
  readonly new_path: string;
  readonly new_line?: number;
  readonly old_line?: number;
  readonly line_range?: { readonly start: LineEnd; readonly end: LineEnd };
}

export interface Note {
  readonly id: number;
  body: string;
  readonly author: { readonly id: number };
  readonly system: boolean;
  resolved?: boolean;
  position?: Position | null;
}

export interface Discussion {
  readonly id: string;
  readonly notes: Note[];
}

/** A line of a diff, by its numbers in both texts. */
interface DiffLine {
  readonly old: number;
  readonly line: number;
  readonly isAdded: boolean;
}

const ME = 17;
const BASE = "/api/v4";
const MOST_PER_PAGE = 100;

const read = callReader(Object.fromEntries(Object.entries(GITLAB_OPERATIONS).map(([route, operation]) => [route.replace(" ", ` ${BASE}`), operation])));

/** A GitLab with one merge request in it, 7 of project 42, which holds whoever asks to GitLab's documentation. */
export class GitLabServer extends ForgeServer {
  readonly discussions: Discussion[] = [];
  /** For so many looks at the merge request, its diff is not made yet. */
  looksWithoutDiff = 0;
  /** Old paths of files that were moved, by their new ones. */
  moved: Readonly<Record<string, string>> = {};
  private count = 0;

  get apiUrl(): string {
    return `${this.url}${BASE}`;
  }

  /** The first notes of what was said on lines. */
  get comments(): readonly Note[] {
    return this.discussions.flatMap(({ notes: [note] }) => (note?.position ? [note] : []));
  }

  /** What was said to the merge request as a whole. */
  get summaries(): readonly Note[] {
    return this.discussions.flatMap(({ notes: [note] }) => (note && !note.position && !note.system ? [note] : []));
  }

  /** Another commit; comments move along unless their lines are gone. */
  push(head: string, after: Files, isGone: (note: Note) => boolean = () => false): void {
    this.head = head;
    this.after = after;
    for (const note of this.comments) if (note.position && !isGone(note)) note.position.head_sha = commitId(head);
  }

  /** Adds what somebody has said. */
  say(note: Partial<Note>, author = ME): Note {
    const said: Note = { id: (this.count += 1), body: "", author: { id: author }, system: false, resolved: false, ...note };
    this.discussions.push({ id: createHash("sha1").update(String(said.id)).digest("hex"), notes: [said] });
    return said;
  }

  protected override async handle(asked: Asked, { authorization }: IncomingHttpHeaders): Promise<Answer> {
    await Promise.resolve();
    if (authorization !== `Bearer ${this.token}`) return [401, { message: "401 Unauthorized" }];
    const call = read(asked);
    if ("violation" in call) return this.violated(call.violation);
    if (asked.method !== "GET" && !this.mayWrite) return [403, { error: "insufficient_scope", error_description: "The request requires higher privileges than provided by the access token.", scope: "api" }];
    const { values, route } = call;
    if (values["id"] !== undefined && !["42", "acme/team/shop"].includes(values["id"])) return [404, { message: "404 Project Not Found" }];
    if (values["merge_request_iid"] !== undefined && values["merge_request_iid"] !== "7") return [404, { message: "404 Not found" }];
    const answer = this.operate(route.replace(BASE, ""), call, asked);
    const problem = answer[0] < 300 ? call.problemsOf(answer[1]) : undefined;
    return problem === undefined ? answer : this.violated(problem);
  }

  private operate(route: string, { values, query, body }: Call, asked: Asked): Answer {
    const noteOf = (): Note | undefined => this.discussions.flatMap(({ notes }) => notes).find(({ id }) => String(id) === values["note_id"]);
    switch (route.replace("/projects/{id}", "").replace("/merge_requests/{merge_request_iid}", "/mr")) {
      case "GET /user":
        return [200, { id: ME }];
      case "GET /mr": {
        const left = this.looksWithoutDiff;
        this.looksWithoutDiff -= 1;
        // Until it is made there is none, or that of the commit before.
        const refs = left <= 0 ? this.refs() : left % 2 === 0 ? null : { ...this.refs(), head_sha: commitId("the commit before") };
        return [200, { sha: commitId(this.head), target_branch: "feature/main", web_url: "https://gitlab.example.com/acme/team/shop/-/merge_requests/7", diff_refs: refs }];
      }
      case "GET /mr/diffs":
        return this.page(asked, this.diffs());
      case "GET /mr/discussions":
        return this.page(asked, this.discussions);
      case "POST /mr/discussions":
        return this.discuss(body as { readonly body: string; readonly position: Position });
      case "POST /mr/notes": {
        const text = (body as { readonly body: string }).body;
        return this.commands(text) ?? [201, this.say({ body: kept(text) })];
      }
      case "PUT /mr/notes/{note_id}":
      case "PUT /mr/discussions/{discussion_id}/notes/{note_id}": {
        const [note, text] = [noteOf(), (body as { readonly body: string }).body];
        if (!note) return [404, { message: "404 Not found" }];
        if (note.author.id !== ME) return [403, { message: "403 Forbidden" }];
        note.body = kept(text);
        return this.commands(text) ?? [200, note];
      }
      case "PUT /mr/discussions/{discussion_id}": {
        const discussion = this.discussions.find(({ id }) => id === values["discussion_id"]);
        if (!discussion) return [404, { message: "404 Discussion Not Found" }];
        if (!this.mayResolve) return [403, { message: "403 Forbidden" }];
        for (const note of discussion.notes) note.resolved = (body as { readonly resolved: boolean }).resolved;
        return [200, discussion];
      }
      case "GET /repository/branches/{branch}":
        return values["branch"] === "feature/main" ? [200, { commit: { id: commitId("tip") } }] : [404, { message: "404 Branch Not Found" }];
      case "GET /repository/tree": {
        const files = { [commitId("base")]: this.before, [commitId(this.head)]: this.after, [commitId("tip")]: this.tip }[query["ref"] ?? ""];
        if (!files) return [404, { message: "404 Tree Not Found" }];
        return this.keysetPage(asked, Object.entries(files).map(([path, content]) => ({ id: blobId(content), path, mode: "100644", type: "blob" })));
      }
      case "GET /repository/blobs/{sha}": {
        const content = [this.before, this.after, this.tip].flatMap((files) => Object.values(files)).find((each) => blobId(each) === values["sha"]);
        return content === undefined ? [404, { message: "404 Blob Not Found" }] : [200, { encoding: "base64", content: Buffer.from(content).toString("base64"), size: Buffer.byteLength(content) }];
      }
      default:
        return this.violated(`${route} is not answered`);
    }
  }

  private refs(): { readonly base_sha: string; readonly start_sha: string; readonly head_sha: string } {
    return { base_sha: commitId("base"), start_sha: commitId("start"), head_sha: commitId(this.head) };
  }

  private diffs(): readonly { readonly old_path: string; readonly new_path: string; readonly diff: string; readonly renamed_file: boolean; readonly collapsed: boolean }[] {
    return Object.entries(this.after).flatMap(([path, content]) => {
      const old = this.moved[path] ?? path;
      const patch = this.before[old] === content ? undefined : patchOf(this.before[old], content);
      const isShown = !this.unshown.includes(path);
      return patch === undefined ? [] : [{ old_path: old, new_path: path, diff: isShown ? patch : "", renamed_file: old !== path, collapsed: !isShown }];
    });
  }

  private discuss({ body, position }: { readonly body: string; readonly position: Position }): Answer {
    const refused = (): Answer => [400, { message: `400 Bad request - Note {:line_code=>["can't be blank", "must be a valid line code"]}` }];
    const { base_sha, start_sha, head_sha, old_path, new_path, new_line = 0, old_line, line_range: range } = position;
    if (JSON.stringify({ base_sha, start_sha, head_sha }) !== JSON.stringify(this.refs())) return refused();
    const diff = this.diffs().find((each) => each.new_path === new_path && each.old_path === old_path);
    const lines = linesOf(diff?.diff ?? "");
    const line = lines.find((each) => each.line === new_line);
    // A line that is as it was has two numbers, and one that is new has one.
    if (!line || old_line !== (line.isAdded ? undefined : line.old) || this.reallyShown?.(new_path, new_line) === false) return refused();
    const codes = lines.map((each) => ({ line_code: `${createHash("sha1").update(new_path).digest("hex")}_${String(each.old)}_${String(each.line)}`, type: each.isAdded ? "new" : "old" }));
    if (range && ![range.start, range.end].every((end) => codes.some((code) => code.line_code === end.line_code && code.type === end.type))) return refused();
    const forbidden = this.commands(body);
    if (forbidden) return forbidden;
    const note = this.say({ body: kept(body), position: { ...position } });
    return [201, this.discussions.find(({ notes }) => notes.includes(note))];
  }

  /** Pages that are told apart by numbers, with the headers that GitLab.com leaves out left out. */
  private page(asked: Asked, all: readonly unknown[]): Answer {
    const url = new URL(asked.path, this.url);
    const [page, size] = [Number(url.searchParams.get("page") ?? 1), Math.min(Number(url.searchParams.get("per_page") ?? 20), MOST_PER_PAGE)];
    const isLast = page * size >= all.length;
    url.searchParams.set("page", String(page + 1));
    return [200, all.slice((page - 1) * size, page * size), { "x-next-page": isLast ? "" : String(page + 1), ...(isLast ? {} : { link: `<${this.url}/first>; rel="first", <${url.href}>; rel="next"` }) }];
  }

  /** Pages of a tree, each of which names where the next one begins. */
  private keysetPage(asked: Asked, all: readonly { readonly id: string }[]): Answer {
    const url = new URL(asked.path, this.url);
    const [token, size] = [url.searchParams.get("page_token"), Math.min(Number(url.searchParams.get("per_page") ?? 20), MOST_PER_PAGE)];
    const start = token === null ? 0 : Number(token);
    url.searchParams.set("page_token", String(start + size));
    return [200, all.slice(start, start + size), start + size < all.length ? { link: `<${url.href}>; rel="next"` } : {}];
  }

  /** GitLab obeys lines that begin like one of its commands. */
  private commands(text: string): Answer | undefined {
    return /^\//m.test(text.replaceAll("\r", "")) ? this.violated(`GitLab would obey a line of ${JSON.stringify(text)}`) : undefined;
  }
}

/** What GitLab keeps of a text when it looks for commands in it. Source: its `Gitlab::QuickActions::Extractor`. */
function kept(text: string): string {
  return text.replaceAll("\r", "").trimEnd();
}

/** The lines of a diff that the new text has, as GitLab counts them. */
function linesOf(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let [old, line] = [0, 0];
  for (const text of diff.split("\n")) {
    const [, oldStart, newStart] = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text) ?? [];
    if (oldStart !== undefined && newStart !== undefined) [old, line] = [Number(oldStart), Number(newStart)];
    else if (text.startsWith("+")) lines.push({ old, line: line++, isAdded: true });
    else if (text.startsWith("-")) old += 1;
    else if (text.startsWith(" ")) lines.push({ old: old++, line: line++, isAdded: false });
  }
  return lines;
}
