/** Text as GBK bytes, the encoding of CSV files saved by Chinese Excel. No runtime encodes it; all decode it. */

let table: Map<string, readonly [number, number]> | undefined;

/** Every two-byte code decoded once. */
function reverseTable(): Map<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk');
  const made = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\uFFFD' && !made.has(char)) made.set(char, [lead, trail]);
    }
  }
  return made;
}

/** Characters that GBK does not have become `?`, as Excel writes them. */
export function encodeGbk(text: string): Uint8Array {
  table ??= reverseTable();
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const pair = table.get(char);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(...pair);
    else bytes.push(0x3f);
  }
  return Uint8Array.from(bytes);
}
