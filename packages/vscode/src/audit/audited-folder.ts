/** Where a file or folder of the editor is: on the disk if its scheme is `file`. */
export interface Located {
  readonly scheme: string;
}

/** What an audit can be of. */
export interface Open<T extends Located> {
  /** The Compose file that is being edited, or that was asked about. */
  readonly composeFile: T | undefined;
  /** The folder of the workspace that the file is in which is being edited. */
  readonly around: T | undefined;
  readonly folders: readonly T[];
}

export type Choice<T> =
  /** The folder that a file is in. */
  | { readonly kind: "beside"; readonly file: T }
  | { readonly kind: "folder"; readonly folder: T }
  /** There are several, and nothing says which. */
  | { readonly kind: "ask" }
  | { readonly kind: "none"; readonly because: string };

/** Which folder people mean by "this project". */
export function chooseFolder<T extends Located>({ composeFile, around, folders }: Open<T>): Choice<T> {
  if (composeFile) return composeFile.scheme === "file" ? { kind: "beside", file: composeFile } : { kind: "none", because: NOT_ON_DISK };
  const near = around ?? (folders.length === 1 ? folders[0] : undefined);
  if (near) return near.scheme === "file" ? { kind: "folder", folder: near } : { kind: "none", because: NOT_ON_DISK };
  return folders.length > 1 ? { kind: "ask" } : { kind: "none", because: "Open a Compose file or a folder first, so that there is something to audit." };
}

const NOT_ON_DISK = "An audit reads what is saved on the disk, and this is not on one.";
