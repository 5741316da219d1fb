/**
 * How long reading takes, beside the least that any program would need for it (inflating the sheet and passing once over its
 * tags) and beside others, all in one process and in turn: `readingBench.mjs FILE RUNS RIVALS|-`. One JSON line.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInflateRaw } from 'node:zlib';
import { read as sheetJsRead } from '#shared/excel/read/rival';
import { readWorkbookAsync } from '#shared/excel/read/readWorkbook';
import { understandWorkbooks } from '#shared/excel/understand/understand';

interface ExcelJs {
  Workbook: new () => { xlsx: { load(bytes: Buffer): Promise<unknown> } };
}

const [, , file = '', runs = '3', rivals = '-'] = process.argv;
const bytes = new Uint8Array(readFileSync(file));

async function timed(work: () => Promise<unknown>): Promise<number> {
  (globalThis as { gc?: () => void }).gc?.();
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}

/** The deflated parts as they stand in the file. */
function packedParts(): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  const parts: Uint8Array[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const header = view.getUint32(at + 42, true);
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    if (view.getUint16(at + 10, true) === 8) parts.push(bytes.subarray(start, start + view.getUint32(at + 20, true)));
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

/** Every part inflated, as a whole, and looked at once for the beginnings of tags. */
async function least(): Promise<void> {
  for (const part of packedParts()) {
    const stream = createInflateRaw();
    stream.end(part);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const xml = new Uint8Array(Buffer.concat(chunks));
    let tags = 0;
    for (let at = xml.indexOf(60); at >= 0; at = xml.indexOf(60, at + 1)) tags++;
    if (tags < 0) throw new Error('unreachable');
  }
}

async function ours(): Promise<{ read: number; understand: number }> {
  let read: Awaited<ReturnType<typeof readWorkbookAsync>> | undefined;
  const readMs = await timed(async () => (read = await readWorkbookAsync(bytes, 'a.xlsx')));
  if (!read?.ok) throw new Error(read?.error.code ?? 'not read');
  const { value } = read;
  return { read: readMs, understand: await timed(async () => Promise.resolve(understandWorkbooks([value]))) };
}

/** A rival that gives up (too large for it) has no time. */
async function rival(work: () => Promise<unknown>): Promise<number | null> {
  try {
    return await timed(work);
  } catch {
    return null;
  }
}

async function exceljs(): Promise<number | null> {
  if (rivals === '-') return null;
  const library = createRequire(join(rivals, 'package.json'))('exceljs') as ExcelJs;
  return rival(() => new library.Workbook().xlsx.load(Buffer.from(bytes)));
}

const results: object[] = [];
for (let run = 0; run < Number(runs); run++) {
  const raw = await timed(least);
  const mine = await ours();
  const sheetJs = await rival(async () => Promise.resolve(sheetJsRead(bytes, { type: 'array', dense: true })));
  // The slowest by far is asked once.
  results.push({ raw, ...mine, sheetJs, exceljs: run === 0 ? await exceljs() : null });
}
process.stdout.write(`${JSON.stringify(results)}\n`);
