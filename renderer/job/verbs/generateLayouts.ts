import { layouts } from '#shared/sample/layouts/generate';
import type { LayoutTruth } from '#shared/sample/layouts/truth';
import { desktopFiles } from '../../bridge/desktop';
import { numberOption, type JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';

/**
 * `job generate-layouts --seed S --count N --out DIR`: sheets in every shape, their names led by the number of the layout
 * (0001-…), and one truth.json: {seed, count, layouts: [LayoutTruth with these file names]}.
 */
export async function generateLayouts({ request, progress }: JobContext): Promise<Outcome> {
  const out = request.outputs['out'];
  if (out === undefined) throw new Error('the command line let a generate-layouts without --out through');
  const seed = numberOption(request, 'seed') ?? 1;
  const count = numberOption(request, 'count') ?? 0;
  progress(`生成 ${count} 种表格`);
  const truths: LayoutTruth[] = [];
  let files = 0;
  for (const layout of layouts(seed, count)) {
    const lead = `${String(layout.truth.index + 1).padStart(4, '0')}-`;
    for (const { name, bytes } of layout.files) {
      const saved = await desktopFiles.saveBytes(out, bytes, `${lead}${name}`);
      if (!saved.ok) return refused(saved.error);
      files++;
    }
    truths.push(renamed(layout.truth, lead));
  }
  const lines = truths.map((truth) => JSON.stringify(truth)).join(',\n');
  const text = `{"seed":${seed},"count":${count},"layouts":[\n${lines}\n]}\n`;
  const saved = await desktopFiles.saveBytes(out, new TextEncoder().encode(text), 'truth.json');
  return saved.ok ? done({ files, layouts: count, truth: 'truth.json' }) : refused(saved.error);
}

/** The same truth with the names under which the files were written; a text file names its sheet after itself. */
function renamed(truth: LayoutTruth, lead: string): LayoutTruth {
  const base = (file: string): string => file.replace(/\.[^.]*$/, '');
  return {
    ...truth,
    files: truth.files.map((entry) => ({ ...entry, file: `${lead}${entry.file}` })),
    sheets: truth.sheets.map((entry) => ({
      ...entry,
      file: `${lead}${entry.file}`,
      sheet: entry.sheet === base(entry.file) ? `${lead}${entry.sheet}` : entry.sheet,
    })),
  };
}
