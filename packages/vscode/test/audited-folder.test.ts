import { describe, expect, test } from "vitest";
import { chooseFolder, type Open } from "../src/audit/audited-folder.js";

const file = { scheme: "file", name: "compose.yaml" };
const shop = { scheme: "file", name: "shop" };
const other = { scheme: "file", name: "other" };
const far = { scheme: "vscode-vfs", name: "far" };
const NOTHING: Open<typeof file> = { composeFile: undefined, around: undefined, folders: [] };

describe("what is audited", () => {
  test.each<[string, Partial<Open<typeof file>>, unknown]>([
    ["the folder of the Compose file that is being edited", { composeFile: file, around: shop, folders: [shop, other] }, { kind: "beside", file }],
    ["the folder around any other file", { around: shop, folders: [shop, other] }, { kind: "folder", folder: shop }],
    ["the only folder", { folders: [shop] }, { kind: "folder", folder: shop }],
    ["what people say, if there are several", { folders: [shop, other] }, { kind: "ask" }],
    ["nothing, if there is none", {}, { kind: "none", because: "Open a Compose file or a folder first, so that there is something to audit." }],
    ["nothing that is not on the disk", { composeFile: far }, { kind: "none", because: "An audit reads what is saved on the disk, and this is not on one." }],
    ["no folder that is not on the disk", { folders: [far] }, { kind: "none", because: "An audit reads what is saved on the disk, and this is not on one." }],
  ])("is %s", (_name, open, choice) => {
    expect(chooseFolder({ ...NOTHING, ...open })).toEqual(choice);
  });
});
