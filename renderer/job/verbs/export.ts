import { desktopFiles } from '../../bridge/desktop';
import type { RegisterKind } from '../../workers/api';
import { exportApi } from '../../workers/client';
import { numberOption, textOption, type JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

const KINDS: readonly string[] = ['household', 'member', 'income', 'findings'] satisfies readonly RegisterKind[];

/** `job export --register household|member|income|findings --out F.xlsx [--extra]`. */
export async function exportRegister({ request, progress }: JobContext): Promise<Outcome> {
  const start = performance.now();
  const kind = textOption(request, 'register') ?? '';
  const out = request.outputs['out'];
  if (!KINDS.includes(kind) || out === undefined) throw new Error('the command line let a wrong export through');
  progress('导出中');
  const book = await exportApi().build(
    kind as RegisterKind,
    null,
    numberOption(request, 'year'),
    request.options['extra'] === true,
  );
  if (!book.ok) return refused(book.error);
  const saved = await desktopFiles.saveBytes(out, book.value.bytes);
  if (!saved.ok) return refused(saved.error);
  return done({ rows: book.value.rows, ms: Math.round(performance.now() - start) });
}
