/**
 * The port through which everything below the hosts sees files: open buffers over the disk, or a table in memory. Paths
 * are absolute, with forward slashes. Nothing here throws: what cannot be read is absent.
 */
export interface Files {
  readonly read: (path: string) => string | undefined;
  readonly isFile: (path: string) => boolean;
  readonly isFolder: (path: string) => boolean;
  /** The bare names in a folder; none if it is no folder. */
  readonly list: (folder: string) => readonly string[];
}
