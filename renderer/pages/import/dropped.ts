/** Files as they are dropped or chosen, those of folders included, with their place below what was dropped. */
import type { ImportFile } from '../../workers/api';

/** More than this is a whole disk dropped by mistake. */
export const MOST_FILES = 10_000;

export async function droppedFiles(transfer: DataTransfer): Promise<ImportFile[]> {
  // The entries must be taken before anything is awaited: the browser empties the list afterwards.
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  if (entries.length === 0) return [...transfer.files].map((file) => ({ file, path: file.name }));
  const found: ImportFile[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: ImportFile[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (entry instanceof FileSystemFileEntry || entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    if (file) found.push({ file, path: entry.fullPath.replace(/^\//, '') || file.name });
    return;
  }
  for (const inner of await listOf(entry as FileSystemDirectoryEntry)) await walk(inner, found);
}

/** Null where the file went away meanwhile. */
function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((done) => entry.file(done, () => done(null)));
}

/** A folder gives its content in pieces of a hundred. */
async function listOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
    if (some.length === 0) return all.toSorted((a, b) => inOrder(a.name, b.name));
    all.push(...some);
  }
}

/** As the file manager shows them: 第2组 before 第10组. */
function inOrder(a: string, b: string): number {
  return a.localeCompare(b, 'zh-CN', { numeric: true });
}

/** Files of an input; those of a chosen folder carry their place in it. */
export function chosenFiles(list: FileList | null): ImportFile[] {
  const files = [...(list ?? [])]
    .slice(0, MOST_FILES)
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  return files.toSorted((a, b) => inOrder(a.path, b.path));
}

/** With a name of their own each: of two 名册.xlsx from different folders the second becomes `名册.xlsx (2)`. */
export function named(added: readonly ImportFile[], before: readonly ImportFile[]): ImportFile[] {
  const taken = new Set(before.map(({ path }) => path));
  return added.map(({ file, path }) => {
    let own = path;
    for (let times = 2; taken.has(own); times++) own = `${path} (${times})`;
    taken.add(own);
    return { file, path: own };
  });
}
