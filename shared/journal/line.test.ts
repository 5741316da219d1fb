import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  base64url,
  chainSum,
  encodeHeader,
  encodeLine,
  firstOfName,
  GENESIS_SUM,
  journalFileName,
  ownSum,
  parseHeader,
  parseLine,
  refsOf,
  verifyLine,
} from './line';

const hash = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const SEGMENT = `segment:${'0af'.repeat(21)}9`;
const COPY = 'copy:000000000012-20260101T080000.zip';

const payloads = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
  .map((value) => JSON.stringify({ value }));
const refs = fc.subarray([SEGMENT, COPY, `segment:${'b'.repeat(64)}`]);
const numbers = fc.integer({ min: 1, max: 999_999_999_999 });
const sums = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base64url);

function encoded(before: string, n: number, of: readonly string[], payload: string) {
  const line = encodeLine(hash, before, n, of, payload);
  if (!line) throw new Error('cannot be encoded');
  return line;
}

describe('journal line', () => {
  test('is written as documented', () => {
    const payload = '{"v":1,"名":"𠮷"}';
    const own = createHash('sha256').update(payload).digest('base64url');
    const sum = createHash('sha256')
      .update(`${'A'.repeat(43)} 1 ${SEGMENT},${COPY} ${own}`)
      .digest('base64url');
    const line = encoded(GENESIS_SUM, 1, [SEGMENT, COPY], payload);
    expect(text(line.bytes)).toBe(`1 ${SEGMENT},${COPY} ${own} ${sum} ${payload}\n`);
    expect(line.sum).toBe(sum);
    expect(line.own).toBe(own);
    expect(text(encoded(sum, 2, [], '{}').bytes)).toMatch(/^2 - [\w-]{43} [\w-]{43} \{\}\n$/);
  });

  test('base64url is what Node says', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(base64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
    );
  });

  test('comes back as it was', () => {
    fc.assert(
      fc.property(sums, numbers, refs, payloads, (before, n, of, payload) => {
        const { bytes, sum } = encoded(before, n, of, payload);
        expect(bytes.indexOf(10)).toBe(bytes.length - 1);
        const verdict = verifyLine(hash, before, n, bytes.subarray(0, -1));
        if (verdict.state !== 'whole') throw new Error(verdict.state);
        expect(verdict.n).toBe(n);
        expect(verdict.line.sum).toBe(sum);
        expect(refsOf(verdict.line.refs)).toEqual(of);
        expect(text(verdict.line.payload)).toBe(payload);
      }),
    );
  });

  test('a changed byte never passes for something else', () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(
        sums,
        numbers,
        refs,
        payloads,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (before, n, of, payload, at, flip) => {
          const whole = encoded(before, n, of, payload).bytes.subarray(0, -1);
          const bytes = whole.slice();
          const where = at % bytes.length;
          bytes[where] = (bytes[where] ?? 0) ^ flip;
          const verdict = verifyLine(hash, before, n, bytes);
          outcomes.set(verdict.state, (outcomes.get(verdict.state) ?? 0) + 1);
          if (verdict.state === 'invalid') return;
          // The payload is right in any case; number and references too when the chain says so.
          expect(text(verdict.line.payload)).toBe(payload);
          if (verdict.state === 'whole') expect([verdict.n, refsOf(verdict.line.refs)]).toEqual([n, of]);
        },
      ),
      { numRuns: 2000 },
    );
    expect([...outcomes.keys()].sort()).toEqual(['intact', 'invalid', 'whole']);
  });

  test('a line in another place is not whole', () => {
    fc.assert(
      fc.property(sums, sums, numbers, payloads, (before, other, n, payload) => {
        const bytes = encoded(before, n, [], payload).bytes.subarray(0, -1);
        expect(verifyLine(hash, before, n + 1, bytes).state).toBe('intact');
        if (other !== before) expect(verifyLine(hash, other, n, bytes).state).toBe('intact');
        expect(verifyLine(hash, null, n, bytes).state).toBe('intact');
      }),
    );
  });

  test('a truncated line is invalid', () => {
    const { bytes } = encoded(GENESIS_SUM, 7, [SEGMENT], '{"a":"b c d e f"}');
    for (let length = 0; length < bytes.length - 1; length += 1) {
      expect(verifyLine(hash, GENESIS_SUM, 7, bytes.subarray(0, length)).state).toBe('invalid');
    }
  });

  test('what cannot be a line is not written', () => {
    const half = JSON.parse('"\\ud83d"') as string;
    for (const payload of ['', 'a\nb', `{"a":"${half}"}`])
      expect(encodeLine(hash, GENESIS_SUM, 1, [], payload)).toBeNull();
    for (const ref of [
      '',
      '-',
      'segment:x',
      'copy:../x.zip',
      `${SEGMENT} `,
      `${SEGMENT},${COPY}`,
      `attachment:${'a'.repeat(64)}`,
    ]) {
      expect(encodeLine(hash, GENESIS_SUM, 1, [ref], '{}')).toBeNull();
    }
    expect(encodeLine(hash, GENESIS_SUM, 1, [], '{"a":"\\n\u2028\r𠮷"}')).not.toBeNull();
  });

  test('what is not shaped like a line is not parsed', () => {
    const sum = 'x'.repeat(43);
    for (const bad of [
      '',
      ' ',
      `0 - ${sum} ${sum} {}`,
      `01 - ${sum} ${sum} {}`,
      `1  ${sum} ${sum} {}`,
      `1 - ${sum} ${sum} `,
      `1 - ${sum} ${sum}`,
    ]) {
      expect(parseLine(utf8(bad))).toBeNull();
    }
    expect(parseLine(utf8(`1 - ${sum} ${sum} {}`))?.n).toBe(1);
    expect(parseLine(new Uint8Array(100_000))).toBeNull();
  });
});

describe('header of a journal file', () => {
  const strip = (bytes: Uint8Array) => bytes.subarray(0, -1);

  test('is written as documented and comes back', () => {
    const plain = `{"format":"hudang-journal","version":1,"first":12,"before":"${GENESIS_SUM}"}`;
    const own = ownSum(hash, utf8(plain));
    const bytes = encodeHeader(hash, 12, GENESIS_SUM);
    expect(text(bytes)).toBe(`${plain.slice(0, -1)},"own":"${own}"}\n`);
    expect(parseHeader(hash, strip(bytes))).toEqual({ state: 'whole', first: 12, before: GENESIS_SUM });
    expect(parseHeader(hash, utf8(plain))).toEqual({ state: 'whole', first: 12, before: GENESIS_SUM });
  });

  test('a newer version is told, also when it says more', () => {
    expect(parseHeader(hash, utf8('{"format":"hudang-journal","version":2}'))).toEqual({ state: 'newer' });
    const plain = '{"format":"hudang-journal","version":3,"sealed":true}';
    const own = ownSum(hash, utf8(plain));
    expect(parseHeader(hash, utf8(`${plain.slice(0, -1)},"own":"${own}"}`))).toEqual({ state: 'newer' });
  });

  test('no changed byte makes another header', () => {
    const whole = strip(encodeHeader(hash, 123, chainSum(hash, GENESIS_SUM, 122, '-', GENESIS_SUM)));
    for (let at = 0; at < whole.length; at += 1) {
      for (let flip = 1; flip < 256; flip *= 2) {
        const bytes = whole.slice();
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        // A flip in the word `own` leaves a header without it, which is believed: the rest of it is right.
        expect([{ state: 'damaged' }, parseHeader(hash, whole)]).toContainEqual(parseHeader(hash, bytes));
      }
    }
    for (const bad of [
      '',
      'null',
      '[]',
      '1',
      '{}',
      '{"format":"x","version":1}',
      '{"format":"hudang-journal","version":"1"}',
    ]) {
      expect(parseHeader(hash, utf8(bad)).state).toBe('damaged');
    }
    expect(parseHeader(hash, new Uint8Array(200)).state).toBe('damaged');
  });

  test('file names', () => {
    expect(journalFileName(12)).toBe('000000000012.jsonl');
    expect(firstOfName('000000000012.jsonl')).toBe(12);
    for (const name of [
      '12.jsonl',
      '000000000000.jsonl',
      '000000000012.jsonl.damaged',
      '000000000012 (1).jsonl',
      'segments',
    ]) {
      expect(firstOfName(name)).toBeNull();
    }
  });
});
