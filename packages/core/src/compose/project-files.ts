/** What core may read: the host decides where it comes from (a disk, an editor's buffers, one string). */
export interface ProjectFiles {
  /** A file's text or bytes; nothing if there is no such file. A host that cannot read an existing file throws, and its caller reports it. */
  read(path: string): string | Uint8Array | undefined;
  /** Whether there is anything at a path, be it a file or a folder. Nothing if the host cannot tell, as one that has only texts in hand. */
  exists?(path: string): boolean | undefined;
  /** Why a file that was asked for is not read, although it may be there, as in "outside of the project". Nothing if it was read, or is not there. */
  withheld?(path: string): string | undefined;
}
