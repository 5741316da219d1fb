import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha1, sha384, sha512 } from './sha';

it.each([
  ['sha1', sha1],
  ['sha384', sha384],
  ['sha512', sha512],
] as const)('%s equals the one of Node for any message', (name, hash) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
      expect([...hash(data)]).toEqual([...createHash(name).update(data).digest()]);
    }),
  );
});
