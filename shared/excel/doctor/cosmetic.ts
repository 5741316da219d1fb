/** What reading takes off without loss: worth saying once per column, never asked about. */
import { toHalfWidth } from '../../text';
import type { Verdict } from './findings';
import type { DamageKind } from './kinds';

const INVISIBLE =
  /[\u0000-\u001F\u007F\u00AD\u115F\u1160\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFFC]/;

/** The first of the harmless things about a text that reads well otherwise; undefined when it is as it should be. */
export function cosmetic(text: string): Verdict | undefined {
  const kind = cosmeticKind(text);
  return kind === undefined ? undefined : { kind, level: 'certain' };
}

function cosmeticKind(text: string): DamageKind | undefined {
  if (/^\w*$/.test(text)) return undefined;
  if (/^=\s*"|^'/.test(text)) return 'apostrophe';
  if (INVISIBLE.test(text)) return 'invisible_characters';
  if (toHalfWidth(text.replace(/\u3000/g, '')) !== text.replace(/\u3000/g, '')) return 'full_width';
  return /\S[\s\u3000]+\S/.test(text) ? 'inner_spaces' : undefined;
}
