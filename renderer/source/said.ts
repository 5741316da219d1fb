/** Where a value came from, in words. */
import type { Provenance } from '../store/types';
import { dayAndMinute } from '../strings';

/** A cell of a kept file. */
export interface SourceCell {
  readonly sha256: string;
  /** As imported, with its folders and archives: `李庄.zip/三组/王五.xlsx`. */
  readonly path: string;
  /** Without folder, as a file is named on a disk. */
  readonly name: string;
  readonly sheet: string;
  /** A1. */
  readonly cell: string;
  /** Over the cell's column; '' where there is none. */
  readonly header: string;
}

export interface Said {
  /** One line: the place where there is one, and how it came. */
  readonly place: string;
  readonly how: string;
  /** What can be looked at; null = nothing was kept. */
  readonly source: SourceCell | null;
}

const HOW: Readonly<Record<Provenance['kind'], string>> = {
  form: '在户档里填写',
  import: '导入',
  merge: '合并两户时带来',
  undo: '撤销时恢复',
  sample: '示例数据',
  delete: '删除时改动',
  restore: '从备份恢复',
  bring: '从第二份多出的记录带入',
  attachment: '在户档里填写',
};

/** The same file twice in one import is told apart by a number behind its name: `a.xlsx (2)` → `a (2).xlsx`. */
export function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.replace(/(\.[^.\s]+) (\(\d+\))$/, ' $2$1');
}

export function sourceOf({ file, path, sha256, sheet, cell, header }: Provenance): SourceCell | null {
  const at = path ?? file;
  if (sha256 === null || at === null || sheet === null || cell === null || placeOf(cell) === null) return null;
  return { sha256, path: at, name: fileName(at), sheet, cell, header: header ?? '' };
}

/** null = nothing stands in the field. */
export function said(provenance: Provenance | null): Said {
  if (provenance === null) return { place: '', how: '还没有填写', source: null };
  const { kind, when, who, file, sheet, cell } = provenance;
  const source = sourceOf(provenance);
  const how = `${who || '未填写填报人'} ${dayAndMinute(when)} ${HOW[kind]}`;
  if (file !== null && cell !== null) {
    const place = `${fileName(file)}　${sheet ?? ''}　${cell}`;
    return { place, how: source === null ? `${how}，那次没有存下原表` : how, source };
  }
  return { place: '', how: kind === 'import' ? `${how}，没有记下是哪个格子` : how, source };
}

/** 0-based place of an A1 address; null for anything else. */
export function placeOf(cell: string): { readonly row: number; readonly column: number } | null {
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(cell) ?? [];
  if (letters === undefined || digits === undefined) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits) - 1, column };
}
