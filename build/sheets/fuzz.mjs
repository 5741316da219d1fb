/** Spoiled copies of spreadsheets: bytes flipped, files cut, parts swapped, packed parts spoiled inside. Repeatable by seed. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { zipOf } from './zipWriter.mjs';

/** Larger originals make for few and slow runs. */
const MOST_BYTES = 400_000;

/** mulberry32: the same numbers for the same seed. */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Writes `count` spoiled copies of the files under `folders`; returns their number. */
export function makeSpoiled(folder, { folders, count, seed }) {
  const random = randomOf(seed);
  const originals = folders.flatMap((root) => filesUnder(root)).filter((path) => statSync(path).size <= MOST_BYTES);
  for (let at = 0; at < count; at++) {
    const path = originals[Math.floor(random() * originals.length)];
    const other = originals[Math.floor(random() * originals.length)];
    const bytes = spoil(readFileSync(path), readFileSync(other), random);
    writeFileSync(join(folder, `${String(at).padStart(5, '0')}-${basename(path)}`), bytes);
  }
  return count;
}

function filesUnder(root) {
  if (!statSync(root).isDirectory()) return [root];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function spoil(bytes, other, random) {
  const zip = entriesOf(bytes);
  if (zip !== null && zip.length > 0 && random() < 0.75) return spoilInside(zip, entriesOf(other), random);
  return spoilBytes(bytes, other, random);
}

const pick = (list, random) => list[Math.floor(random() * list.length)];

/** What numbers and markup break on. */
const TOKENS = [
  '<',
  '>',
  '"',
  '/>',
  '</c>',
  '<row>',
  '&#x0;',
  '&',
  ']]>',
  '<![CDATA[',
  '-1',
  '99999999999',
  'NaN',
  '\0',
  '<!--',
];

function spoilBytes(bytes, other, random) {
  const out = Buffer.from(bytes);
  const place = () => Math.floor(random() * Math.max(1, out.length));
  switch (Math.floor(random() * 7)) {
    case 0:
      return out.subarray(0, place());
    case 1:
      return Buffer.concat([out.subarray(0, place()), out.subarray(place())]);
    case 2:
      return Buffer.concat([out.subarray(0, place()), other.subarray(Math.floor(random() * other.length))]);
    case 3: {
      const at = place();
      return Buffer.concat([out.subarray(0, at), Buffer.from(pick(TOKENS, random)), out.subarray(at)]);
    }
    case 4: {
      // Lengths and counts of binary formats: words of extreme values.
      for (let n = 1 + Math.floor(random() * 8); n > 0 && out.length > 4; n--) {
        out.writeUInt32LE(
          pick([0, 1, 0x7fffffff, 0xffffffff, 0xffff, 0x80000000, 512], random),
          Math.min(place(), out.length - 4),
        );
      }
      return out;
    }
    case 5: {
      const from = place();
      out.copy(out, place(), from, Math.min(out.length, from + Math.floor(random() * 4096)));
      return out;
    }
    default:
      for (let n = 1 + Math.floor(random() * random() * 200); n > 0 && out.length > 0; n--)
        out[place()] = Math.floor(random() * 256);
      return out;
  }
}

/** Spoils the parts and packs them anew, so that the checksums are right and what is spoiled is read. */
function spoilInside(entries, others, random) {
  const parts = entries.map(({ name, data }) => ({ name, data }));
  for (let n = 1 + Math.floor(random() * 3); n > 0; n--) {
    const at = Math.floor(random() * parts.length);
    const part = parts[at];
    const way = random();
    if (way < 0.08) parts.splice(at, 1);
    else if (way < 0.16 && others?.length) part.data = pick(others, random).data;
    else if (way < 0.22) part.data = pick(parts, random).data;
    else if (way < 0.6 && part.data.length > 0) part.data = spoilNumbers(part.data, random);
    else part.data = spoilBytes(part.data, part.data, random);
    if (parts.length === 0) break;
  }
  return zipOf(parts);
}

/** Replaces a number, a name or an attribute of the markup. */
function spoilNumbers(data, random) {
  const text = data.toString('latin1');
  const found = [...text.matchAll(random() < 0.5 ? /\d+/g : /"[^"]*"/g)];
  if (found.length === 0) return data;
  const { index, 0: word } = pick(found, random);
  const put = pick(
    ['0', '-1', '1048577', '4294967296', '1e308', '', 'A1', '16385', '99999999999999999999', '"', '&amp;', 'é'],
    random,
  );
  const quoted = word.startsWith('"') ? `"${put}"` : put;
  return Buffer.from(text.slice(0, index) + quoted + text.slice(index + word.length), 'latin1');
}

/** Names and plain data of a healthy zip; null when it is none. */
function entriesOf(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (bytes.readUInt32LE?.(0) !== 0x04034b50 || end < 0) return null;
  const entries = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, nameLength, extra, comment, header] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const data = bytes.subarray(start, start + packed);
    if (!name.endsWith('/'))
      entries.push({ name, data: bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}
