/** Which names a page may choose for a file inside a folder it was given. */

const DEVICES = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])$/i;
/** Separators, characters Windows refuses, control characters, marks that turn the reading direction, lone surrogates. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Surrogate}]/u;
/** NTFS and ext4 both stop at 255; leaves room for the suffix of a temporary file. */
const MAX_BYTES = 200;

/**
 * True when `name` is one plain file name on every system we run on: no separator, no device name (with any extension),
 * no leading or trailing dot or space, at most 200 bytes of UTF-8.
 */
export function isPlainFileName(name: string): boolean {
  if (name === '' || Buffer.byteLength(name, 'utf8') > MAX_BYTES) return false;
  if (FORBIDDEN.test(name) || /^[. ]|[. ]$/.test(name)) return false;
  const stem = name.split('.')[0] ?? '';
  return !DEVICES.test(stem.trimEnd());
}
