/** Reading a journal file: which lines stand, which are damaged, where its good part ends (docs/journal.md). Pure. */
import {
  chainSum,
  parseHeader,
  parseLine,
  verifyLine,
  type Hasher,
  type Header,
  type Verdict,
} from '#shared/journal/line';

/** Numbers from … to, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A line that can be read: its payload is what was written. */
export interface KeptLine {
  readonly n: number;
  /** The field as it stands in the line. */
  readonly refs: string;
  /** SHA-256 of the payload, base64url. */
  readonly own: string;
  /** The checksum that the next line builds on. */
  readonly sum: string;
  /** Bytes of the file: [at, end) is the line with its line break. */
  readonly at: number;
  readonly end: number;
}

export interface Scan {
  readonly header: Header;
  readonly lines: KeptLine[];
  /** Numbers that are missing or destroyed, or whose place in the chain is contradicted; in order. */
  readonly damaged: readonly Range[];
  /** Byte after the last line that stands, or after the header; 0 = nothing stands. */
  readonly end: number;
  /** The last line lacks its line break: nothing may be written behind it. */
  readonly unfinished: boolean;
}

/** What is known about a file from outside it. */
export interface Place {
  /** Number of its first line, from its name. */
  readonly first: number;
  /** Sum of line `first` - 1 when another file says it. */
  readonly before: string | null;
  /** The next file begins behind this line: what comes after it here was discarded. Null: there is no next file. */
  readonly last: number | null;
  /** Sum of line `last`, as the header of the next file says it. */
  readonly after: string | null;
}

const NEWLINE = 0x0a;
/** `1 - <43> <43> x` and its line break: no line is shorter. */
const SHORTEST = 94;

interface Chunk {
  readonly at: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  readonly closed: boolean;
}

function chunks(bytes: Uint8Array): Chunk[] {
  const found: Chunk[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 ? bytes.byteLength : newline + 1;
    found.push({ at, end, bytes: bytes.subarray(at, newline < 0 ? end : newline), closed: newline >= 0 });
    at = end;
  }
  return found;
}

class Scanner {
  readonly #hash: Hasher;
  readonly #place: Place;
  readonly lines: KeptLine[] = [];
  readonly damaged: Range[] = [];
  unfinished = false;
  /** Number of the last line that stands. */
  #n: number;
  /** Sum behind it; null = not known. */
  #before: string | null;
  /** The sum that the last line must have if it is the field `sum` that was damaged; else null. */
  #computed: string | null = null;
  /** Bytes since the last line that stands. */
  #lost = 0;
  /** The last chunk was a damaged line with this legible sum. */
  #legible: string | null = null;

  /** Bytes of a damaged header, on which lines may hang. */
  #slack: number;

  constructor(hash: Hasher, place: Place, before: string | null, slack: number) {
    this.#hash = hash;
    this.#slack = slack;
    this.#place = place;
    this.#n = place.first - 1;
    this.#before = before;
  }

  get complete(): boolean {
    return this.#place.last !== null && this.#n >= this.#place.last;
  }

  take(chunk: Chunk, following: Chunk | undefined): void {
    const verdict = this.#judge(chunk, following);
    if (verdict.state === 'invalid' || (this.#place.last !== null && verdict.n > this.#place.last)) {
      this.#lose(chunk);
      return;
    }
    const { n, line } = verdict;
    if (n > this.#n + 1) this.damaged.push({ from: this.#n + 1, to: n - 1 });
    const follows = n === this.#n + 1 && this.#lost === 0;
    const contradicted = verdict.state === 'intact' && this.#before !== null && follows;
    this.#computed = contradicted ? chainSum(this.#hash, this.#before ?? '', n, line.refs, verdict.own) : null;
    if (contradicted) this.damaged.push({ from: n, to: n });
    this.#n = n;
    this.#before = line.sum;
    this.#lost = 0;
    this.#slack = 0;
    this.#legible = null;
    this.unfinished = !chunk.closed;
    this.lines.push({ n, refs: line.refs, own: verdict.own, sum: line.sum, at: chunk.at, end: chunk.end });
  }

  /** The end of the file, or of the part of it that counts. */
  finish(): void {
    const { last, after } = this.#place;
    if (last === null) return;
    if (this.#n < last) this.damaged.push({ from: this.#n + 1, to: last });
    else if (after !== null && this.#computed === after) this.#heal(after);
    else if (after !== null && this.lines.length > 0 && this.#before !== after && this.#computed === null)
      this.damaged.push({ from: last, to: last });
  }

  #judge(chunk: Chunk, following: Chunk | undefined): Verdict {
    const next = this.#n + 1;
    if (this.#lost > 0) {
      // Behind one damaged line whose sum is legible the chain may go on.
      const through = verifyLine(this.#hash, this.#legible, next + 1, chunk.bytes);
      if (through.state === 'whole' || !chunk.closed) return through.state === 'whole' ? through : { state: 'invalid' };
      return this.#plausible(through, following);
    }
    const verdict = verifyLine(this.#hash, this.#before, next, chunk.bytes);
    if (verdict.state === 'whole') return verdict;
    if (!chunk.closed) return { state: 'invalid' };
    if (this.#computed !== null) {
      const healed = verifyLine(this.#hash, this.#computed, next, chunk.bytes);
      if (healed.state === 'whole') {
        this.#heal(this.#computed);
        return healed;
      }
    }
    return this.#plausible(verdict, following);
  }

  /** The number of a line that the chain does not prove may itself be damaged: believed only with a reason. */
  #plausible(verdict: Verdict, following: Chunk | undefined): Verdict {
    if (verdict.state === 'invalid' || verdict.n <= this.#n) return { state: 'invalid' };
    const lost = this.#lost + this.#slack;
    const most = this.#n + 1 + (lost === 0 ? 0 : Math.floor(lost / SHORTEST) + 1);
    if (verdict.n <= most) return verdict;
    const confirmed =
      following && verifyLine(this.#hash, verdict.line.sum, verdict.n + 1, following.bytes).state === 'whole';
    return confirmed ? verdict : { state: 'invalid' };
  }

  #lose(chunk: Chunk): void {
    const line = this.#lost === 0 ? parseLine(chunk.bytes) : null;
    this.#legible = line && line.n === this.#n + 1 ? line.sum : null;
    this.#lost += chunk.end - chunk.at;
  }

  /** The field `sum` of the last line was damaged; what builds on it says what it was. */
  #heal(sum: string): void {
    const line = this.lines.pop();
    if (!line) return;
    this.lines.push({ ...line, sum });
    this.damaged.pop();
    this.#before = sum;
    this.#computed = null;
  }
}

/** Judges the bytes of a whole journal file. Costs two hashes a line. */
export function scanFile(hash: Hasher, bytes: Uint8Array, place: Place): Scan {
  const all = chunks(bytes);
  const top = all[0];
  let header: Header = top?.closed ? parseHeader(hash, top.bytes) : { state: 'damaged' };
  if (header.state === 'whole' && header.first !== place.first) header = { state: 'damaged' };
  const whole = header.state === 'whole';
  const skipped = whole || !top || !parseLine(top.bytes) ? 1 : 0;
  const slack = whole || !top || skipped === 0 ? 0 : top.end;
  const scanner = new Scanner(hash, place, header.state === 'whole' ? header.before : place.before, slack);
  const body = all.slice(skipped);
  for (const [index, chunk] of body.entries()) {
    if (scanner.complete) break;
    scanner.take(chunk, body[index + 1]);
  }
  scanner.finish();
  const stands = whole ? (top?.end ?? 0) : 0;
  const { lines, damaged, unfinished } = scanner;
  return { header, lines, damaged, end: lines.at(-1)?.end ?? stands, unfinished: unfinished && lines.length > 0 };
}

/** Single numbers, at most `most` of them. */
export function numbersOf(ranges: readonly Range[], most = 10_000): number[] {
  const numbers: number[] = [];
  for (const { from, to } of ranges) {
    for (let n = from; n <= to && numbers.length < most; n += 1) numbers.push(n);
  }
  return numbers;
}
