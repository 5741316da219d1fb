/** Journal files that were set aside in the second place (electron/kept/aside), put together to the courses they are of. */
import { Sha256 } from '#shared/derive/sha256';
import type { JournalLine } from '#shared/ipc/desktop';
import { ownSum, parseHeader, parseLine } from '#shared/journal/line';

const LINE_BREAK = 0x0a;

/** A journal file that was set aside, as the main process names it (`<n>-<first line>.jsonl`). */
export interface AsideFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Lines of one course, one behind the other. */
export interface Chain {
  /** Name of its first file. */
  readonly name: string;
  /** Sum of the line before the first. */
  readonly before: string;
  readonly lines: readonly JournalLine[];
  readonly damaged: boolean;
  /** First lines of its files. */
  readonly files: readonly number[];
}

const decoder = new TextDecoder();

/** For `shared/journal/line`. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const hash = new Sha256();
  hash.update(bytes);
  return Uint8Array.from(hash.digest().match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
}

/**
 * The files put together: one goes on where the line before its first one stands in another. What stands behind that line
 * there is the discarded end of a failed write, or repeated (docs/journal.md).
 */
export function chainsOf(files: readonly AsideFile[]): readonly Chain[] {
  const chains: Chain[] = [];
  for (const file of files) {
    const next = readFile(file);
    const [first = 0] = next.files;
    const at = chains.findIndex(
      (chain) =>
        !chain.files.includes(first) && chain.lines.some(({ line, sum }) => line === first - 1 && sum === next.before),
    );
    const chain = chains[at];
    if (!chain) chains.push(next);
    else {
      chains[at] = {
        ...chain,
        lines: [...chain.lines.filter(({ line }) => line < first), ...next.lines],
        damaged: chain.damaged || next.damaged,
        files: [...chain.files, first],
      };
    }
  }
  return chains;
}

/** Lines whose content its own checksum does not prove are damage; an end without a line break is none. */
function readFile({ name, bytes }: AsideFile): Chain {
  const lines: JournalLine[] = [];
  let header: { readonly first: number; readonly before: string } | null = null;
  let damaged = false;
  for (let from = 0, to = bytes.indexOf(LINE_BREAK); to >= 0; from = to + 1, to = bytes.indexOf(LINE_BREAK, from)) {
    const piece = bytes.subarray(from, to);
    const top = from === 0 ? parseHeader(sha256, piece) : null;
    if (top?.state === 'whole') {
      header = top;
      continue;
    }
    const line = parseLine(piece);
    if (line && line.own === ownSum(sha256, line.payload)) {
      lines.push({ line: line.n, sum: line.sum, payload: decoder.decode(line.payload) });
    } else damaged = true;
  }
  return { name, before: header?.before ?? '', lines, damaged: damaged || !header, files: [header?.first ?? 0] };
}
