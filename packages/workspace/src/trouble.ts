/** Something that the user can put right: told in one sentence, without a stack trace. Anything else that is thrown is a bug of ours. */
export class Trouble extends Error {
  override readonly name = "Trouble";
  /** Where somebody finds more about it. */
  readonly seeAlso: string = "See compose-lint --help.";
}

/** What the operating system said about a path, in words. */
export function explainSystemError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ("code" in error ? error.code : undefined) {
    case "ENOENT":
      return "there is no such file or folder";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return "it is a folder";
    case "EROFS":
      return "the file system is read-only";
    case "ELOOP":
      return "its symbolic links lead in a circle";
    case "ENOTDIR":
      return "a part of the path is a file, not a folder";
    case "ENOSPC":
      return "no space is left on the device";
    default:
      // "EIO: i/o error, read '/the/path'": the cause is in the middle.
      return error.message.replace(/^[A-Z0-9_]+: /, "").replace(/, \w+(?: '.*')?$/s, "");
  }
}
