/** `job import --error-book`: the imported files back with their problems marked. */
import type { JobRequest } from '#shared/ipc/job';
import { sentence } from '#shared/messages/sentence';
import type { AppError } from '#shared/result';
import { desktopFiles } from '../bridge/desktop';
import type { Archive } from '../store/db';
import { getBatch } from '../store/queries/batches';
import { exportApi } from '../workers/client';

/** What came of one file. */
type Marked =
  | { readonly file: string; readonly marked: number; readonly listed: number }
  | { readonly file: string; readonly code: string; readonly text: string };

/** undefined = not asked for. What is applied stays applied: a file that cannot be marked is said. */
export async function saveMarked(request: JobRequest, archive: Archive, result: string): Promise<Marked[] | undefined> {
  const out = request.outputs['error-book'];
  if (out === undefined) return undefined;
  const files = (await getBatch(archive, result))?.files ?? [];
  const single = request.inputs.length === 1;
  if (single && files.length > 1) {
    const params = { file: request.inputs[0]?.name ?? '', count: files.length };
    return [failed(params.file, { code: 'error_book_many', params })];
  }
  const done: Marked[] = [];
  const taken = new Set<string>();
  for (const { path } of files) {
    const made = await exportApi().errorBook(result, path);
    if (!made.ok) {
      done.push(failed(path, made.error));
      continue;
    }
    const { bytes, name, marked, listed } = made.value;
    const saved = await desktopFiles.saveBytes(out, bytes, single ? undefined : freeName(name, taken));
    done.push(saved.ok ? { file: path, marked, listed } : failed(path, saved.error));
  }
  return done;
}

function failed(file: string, { code, params }: AppError): Marked {
  return { file, code, text: sentence(code, params) };
}

/** Files of one name from several folders do not overwrite each other. */
function freeName(name: string, taken: Set<string>): string {
  const [, stem = name, extension = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? [];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${stem}(${number})${extension}`;
  taken.add(free.toLowerCase());
  return free;
}
