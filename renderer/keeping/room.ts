/** Room for a rehearsal: it fills the same drive, and the same LevelDB, as the archive's own database. */

/** Rows in a copy are packed to about a tenth. */
const TIMES_PACKED = 10;
/** What must stay free: a full disk is what makes Chromium throw databases away, the archive's own among them. */
const SPARE = 300e6;

/** Megabytes that are missing to rehearse a copy of so many bytes; 0 = there is room. */
export function lacking(free: number, bytes: number): number {
  return Math.max(0, Math.ceil((bytes * TIMES_PACKED + SPARE - free) / 1e6));
}
