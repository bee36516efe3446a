import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Whom a process runs as, found the way Docker does it: in the image's own /etc/passwd and /etc/group. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly additionalGids: readonly number[];
  readonly home: string;
}

/** `postgres`, `999`, `999:999` or nothing, which is root. */
export function userOf(root: string, text = "root"): User {
  const [name = "", groupName] = text.split(":");
  const passwd = entries(root, "passwd").find(([known, , uid]) => known === name || uid === name);
  const groups = entries(root, "group");
  const [known, , uid = name, gid = "0", , home = "/"] = passwd ?? [];
  if (!/^\d+$/.test(uid)) throw new Error(`There is no user ${name} in the image.`);
  const group = groups.find(([each, , number]) => each === groupName || number === groupName)?.[2] ?? groupName ?? gid;
  const additionalGids = groupName === undefined ? groups.filter(([, , , members = ""]) => members.split(",").includes(known ?? "")).map(([, , number]) => Number(number)) : [];
  return { uid: Number(uid), gid: Number(group), additionalGids, home };
}

function entries(root: string, file: "passwd" | "group"): readonly (readonly string[])[] {
  return readFileSync(join(root, "etc", file), "utf8").split("\n").filter((line) => line !== "").map((line) => line.split(":"));
}
