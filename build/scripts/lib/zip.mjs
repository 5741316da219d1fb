/** Unpacks a zip archive with Node built-ins (stored and deflated entries, unix modes); for the development runtime only. */
import { chmodSync, closeSync, mkdirSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** Reads the central directory: [{name, method, compressed, offset, mode}]. */
function entries(file, size) {
  const tail = Buffer.alloc(Math.min(size, 65_557));
  readSync(file, tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('not a zip archive');
  const directory = Buffer.alloc(tail.readUInt32LE(end + 12));
  readSync(file, directory, 0, directory.length, tail.readUInt32LE(end + 16));
  const list = [];
  for (let at = 0; at + 46 <= directory.length;) {
    const nameLength = directory.readUInt16LE(at + 28);
    list.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
      mode: directory.readUInt32LE(at + 38) >>> 16,
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return list;
}

/** Extracts the entries for which `target(name)` gives a relative path; others are skipped. */
export function unzip(archive, folder, target) {
  const file = openSync(archive, 'r');
  try {
    for (const entry of entries(file, statSync(archive).size)) {
      const name = target(entry.name);
      if (!name || entry.name.endsWith('/')) continue;
      const header = Buffer.alloc(30);
      readSync(file, header, 0, 30, entry.offset);
      const data = Buffer.alloc(entry.compressed);
      const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
      readSync(file, data, 0, data.length, start);
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, entry.method === 0 ? data : inflateRawSync(data));
      if (entry.mode & 0o111) chmodSync(path, 0o755);
    }
  } finally {
    closeSync(file);
  }
}
