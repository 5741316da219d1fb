/** What main tells of the files that it keeps in the archive folder; see DesktopApi. */

/** Files that main keeps by content or name: rows of large operations, copies, attachments. */
export type StoredKind = 'segment' | 'copy' | 'attachment';

/** Kinds that can be read: `aside` lies in the second place and is nowhere else. */
export type GivenKind = StoredKind | 'aside';

export interface StoredFile {
  /** Segment and attachment: the SHA-256. Copy: its file name. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What lies in DIR beside IndexedDB. */
export interface Usage {
  readonly attachments: { readonly files: number; readonly bytes: number };
  readonly copies: { readonly files: number; readonly bytes: number };
  readonly journal: { readonly files: number; readonly bytes: number };
}

/** The result of re-reading files against their checksums. */
export interface Checked {
  readonly journal: { readonly lines: number; readonly damaged: readonly number[]; readonly segments: number };
  /** Segments, copies and attachments whose content is not what their name or checksum says, or that are missing. */
  readonly damaged: readonly { readonly kind: StoredKind; readonly name: string }[];
  readonly copies: number;
  readonly attachments: number;
}

/** The archive folder, written to another drive while this one is full. */
export interface EmergencyCopy {
  /** The folder that was made. */
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  /** What could not be read here and is not in it. */
  readonly unreadable: readonly string[];
}
