import { wideOf } from './decodeText';

/** What a file is by its first bytes. Extensions lie: .xls is mostly HTML, XML or even .xlsx in the wild. */

export type Signature = 'empty' | 'zip' | 'ole' | 'biff' | 'text' | 'other';

const ASCII = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

/** Beginnings of files that are no spreadsheets, so that they are not read as text: PDF, pictures, RTF, RAR, 7z, gzip, programs. */
const FOREIGN: readonly (readonly number[])[] = [
  ASCII('%PDF'),
  [0x89, ...ASCII('PNG')],
  [0xff, 0xd8, 0xff],
  ASCII('GIF8'),
  ASCII('BM\0'),
  ASCII('{\\rtf'),
  ASCII('Rar!'),
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b],
  ASCII('MZ'),
  [0x7f, ...ASCII('ELF')],
  ASCII('SQLite'),
];

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte);
}

/** Sorts a file by signature. `text` covers CSV, HTML and XML; `biff` is a bare stream of Excel 2–4. */
export function signatureOf(bytes: Uint8Array): Signature {
  if (bytes.length === 0) return 'empty';
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) return 'zip';
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'ole';
  if (bytes[0] === 9 && (bytes[1] ?? 9) <= 8 && (bytes[2] ?? 99) <= 16 && bytes[3] === 0) return 'biff';
  if (FOREIGN.some((head) => startsWith(bytes, head))) return 'other';
  return isBinary(bytes) ? 'other' : 'text';
}

/** Control characters that no text holds. UTF-16 is full of zero bytes. */
function isBinary(bytes: Uint8Array): boolean {
  if (wideOf(bytes) !== undefined) return false;
  const head = bytes.subarray(0, 8192);
  return head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1a && byte !== 0x1b));
}
