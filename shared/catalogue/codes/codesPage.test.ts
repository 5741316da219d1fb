/** Every label and every import synonym of the domain page codes.md is understood. Skipped where the page is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeList, labelFor } from './index';

const PAGE = '../shared/domain/codes.md';
const HAN = /[\u4e00-\u9fff]/;
/** Lists that the application leaves out on purpose (corrections.md), or that stand under other names. */
const NO_LIST: ReadonlySet<string> = new Set(['LEVEL', 'MEASURE', 'SPECIALTY', 'NOT_OUT_REASON']);

interface Section {
  readonly name: string;
  readonly body: string;
}

function sections(): Section[] {
  if (!existsSync(PAGE)) return [];
  return readFileSync(PAGE, 'utf8')
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const names = /^([A-Z_]+(?: \/ [A-Z_]+)*)/.exec(section)?.[1] ?? '';
      const body = section
        .replace(/^[^\n]*?(official(\([^)]*\))?|common|form \(?≤?\d?\)?:|local)/, '')
        .replaceAll('\n', ' ');
      return names.split(' / ').flatMap((name) => (codeList(name) === undefined ? [] : [{ name, body }]));
    });
}

/** `01 水泥路 · 02 …` as labels; remarks in Latin letters are cut off, alternatives in parentheses or behind a slash taken apart. */
function labelsOf(body: string): string[] {
  return body.split('·').flatMap((part) => {
    const text =
      part
        .trim()
        .replace(/^\d{1,3} ?/, '')
        .split(/[.。;；:→]|[A-Za-z⇒<≥]/)[0] ?? '';
    const clean = text
      .replace(/\([^)]*$/, '')
      .replace(/^\(([^()]*)\)?$|^([^()]*)\)$/, '$1$2')
      .trim();
    return clean.length > 20 || !HAN.test(clean) ? [] : [clean];
  });
}

function isKnown(list: string, text: string): boolean {
  if (labelFor(list, text) !== undefined) return true;
  const [, before = '', inside = ''] = /^([^(]*)\(([^)]*)\)$/.exec(text) ?? [];
  if (before !== '') return isKnown(list, before.trim()) || isKnown(list, inside);
  // 普通高中一年级/二/三 names three classes, 整户迁出/迁入 two changes: the first stands for its fellows.
  const parts = text.split(/[/,，、… ]+/).filter((part) => HAN.test(part));
  return parts.length > 1 && parts.some((part) => labelFor(list, part) !== undefined);
}

describe.skipIf(!existsSync(PAGE))('codes.md', () => {
  it('names lists that are there', () => {
    const names = [...readFileSync(PAGE, 'utf8').matchAll(/^## ([A-Z_]+(?: \/ [A-Z_]+)*)/gm)]
      .flatMap(([, found = '']) => found.split(' / '))
      .filter((name) => codeList(name) === undefined && !NO_LIST.has(name));
    expect(names).toEqual([]);
  });

  it('is understood label by label', () => {
    const unknown = sections().flatMap(({ name, body }) =>
      labelsOf(body).flatMap((text) => (isKnown(name, text) ? [] : [`${name}: ${text}`])),
    );
    expect(unknown).toEqual([]);
  });

  it('is understood synonym by synonym', () => {
    const wrong = sections().flatMap(({ name, body }) =>
      [...body.matchAll(/([^\s;:→·.,]+)→([^\s;:→·.,(]+)/g)].flatMap(([, from = '', to = '']) =>
        from
          .split('/')
          .filter((text) => HAN.test(text) && labelFor(name, text) !== (labelFor(name, to) ?? to))
          .map((text) => `${name}: ${text} → ${to}`),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
