import { fieldOf } from '#shared/catalogue/index';
import type { Policy } from '#shared/import/types';
import { desktopFiles } from '../../bridge/desktop';
import { importApi } from '../../workers/client';
import type { ImportFile, ProblemText, TableSummary } from '../../workers/api';
import { numberOption, textOption, type JobContext } from '../context';
import { done, refused, type Outcome } from '../outcome';
import { saveReport } from '../report';

const POLICIES: readonly string[] = ['fill', 'file', 'keep'] satisfies readonly Policy[];

/** `job import FILE… [--policy] [--dry-run] [--report] [--year]`: reads, plans and – confirming by itself – applies. */
export async function importFiles({ request, archive, progress }: JobContext): Promise<Outcome> {
  const start = performance.now();
  const files: ImportFile[] = [];
  for (const input of request.inputs) {
    const bytes = await desktopFiles.readAll(input.token);
    if (!bytes.ok) return refused(bytes.error);
    files.push({ file: new File([bytes.value], input.name), path: input.name });
  }
  const worker = importApi();
  progress(`读取 ${files.length} 个文件`);
  const read = await worker.read(files, { year: numberOption(request, 'year') });
  if (!read.ok) {
    const problems = await worker.problems('read', 0, Infinity).catch(() => []);
    return refusedRead(problems, read.error, request.outputs['report']);
  }
  const tables = await worker.tables();
  progress(`读到 ${tables.length} 张表，核对中`);
  const planned = await worker.plan({ policy: policyOf(textOption(request, 'policy')) });
  if (!planned.ok) return refused(planned.error);
  const { counts, households } = planned.value;
  const problems = [...(await worker.problems('read', 0, Infinity)), ...(await worker.problems('plan', 0, Infinity))];
  let batch: string | null = null;
  let operation: string | null = null;
  if (request.options['dry-run'] !== true) {
    progress('写入');
    const applied = await worker.apply(archive.actor.who, archive.actor.device);
    if (!applied.ok) return refused(applied.error, { problems: problems.map(problemJson) });
    ({ batch, operation } = applied.value);
  }
  const report = request.outputs['report'];
  if (report !== undefined) {
    const saved = await saveReport(report, problems);
    if (!saved.ok) return refused(saved.error, { batch });
  }
  const json = {
    sheets: tables.map(sheetJson),
    plan: counts,
    problems: problems.map(problemJson),
    batch,
    operation,
    year: read.value.year,
    ms: Math.round(performance.now() - start),
  };
  // No household at all: whatever stood in the files, nothing could be done with it.
  if (households > 0) return done(json);
  const reason = problems.find((problem) => problem.level === 'fatal') ?? problems[0];
  return { exit: 1, json: { ok: false, code: reason?.code ?? 'no_rows', text: reason?.text ?? '', ...json } };
}

async function refusedRead(
  problems: readonly ProblemText[],
  error: Parameters<typeof refused>[0],
  report: string | undefined,
): Promise<Outcome> {
  const json = { sheets: [], problems: problems.map(problemJson) };
  if (report !== undefined) {
    const saved = await saveReport(report, problems);
    if (!saved.ok) return refused(saved.error, json);
  }
  return refused(error, json);
}

function policyOf(text: string | null): Policy {
  return POLICIES.includes(text ?? '') ? (text as Policy) : 'fill';
}

/** The plain key of a field as the dump and truth.json name it: what the dump nests under `at_start` goes without prefix. */
function plainKey(path: string): string {
  const field = fieldOf(path);
  if (field?.nest?.[0] === 'at_start') return field.nest[1];
  return field?.key ?? path;
}

/** A column's field by its plain key; its entity stands beside it. */
function sheetJson(sheet: TableSummary): Readonly<Record<string, unknown>> {
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    headerRows: sheet.headerRows,
    kind: sheet.kind,
    columns: sheet.columns.map(({ at, header, field, confidence }) => {
      return {
        at,
        header,
        field: field === null ? null : plainKey(field),
        entity: field?.split('.')[0] ?? null,
        confidence,
      };
    }),
    rows: sheet.dataRows,
  };
}

function problemJson({ file, sheet, cell, code, text, level }: ProblemText): Readonly<Record<string, string>> {
  return { file, sheet, cell, code, text, level };
}
