/** What core may read: the host decides where it comes from (a disk, an editor's buffers, one string). */
export interface ProjectFiles {
  /** A file's text or bytes; nothing if there is no such file. A host that cannot read an existing file throws, and its caller reports it. */
  read(path: string): string | Uint8Array | undefined;
}
