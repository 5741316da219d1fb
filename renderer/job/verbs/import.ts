import { fieldOf } from '#shared/catalogue/index';
import type { ColumnPolicy, PlanCounts, Policy } from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import { desktopFiles } from '../../bridge/desktop';
import { importApi } from '../../workers/client';
import type { DamageText, ImportFile, PlanChoices, ProblemText, TableSummary } from '../../workers/api';
import { numberOption, textOption, type JobContext } from '../context';
import { saveMarked } from '../markedFiles';
import { done, refused, type Outcome } from '../outcome';
import { saveReport } from '../report';

const POLICIES: readonly string[] = ['fill', 'file', 'keep'] satisfies readonly Policy[];

/**
 * `job import FILE… [--policy] [--column entity.key=policy] [--suspects new|skip] [--confirm] [--dry-run] [--report]
 * [--error-book] [--year]`:
 * reads, plans and – confirming by itself, unless the circuit breaker asks for `--confirm` – applies.
 */
export async function importFiles({ request, archive, progress }: JobContext): Promise<Outcome> {
  const start = performance.now();
  const choices = choicesOf(request);
  if ('wrong' in choices) return wrongUsage(choices.wrong);
  const marking = request.outputs['error-book'] !== undefined;
  if (marking && request.options['dry-run'] === true) {
    return { exit: 2, json: { ok: false, code: 'usage', text: sentence('error_book_dry_run', {}) } };
  }
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
  // As in the window: what is certain is repaired, everything else is said.
  const examined = await worker.examine();
  if (!examined.ok) return refused(examined.error);
  const planned = await worker.plan(choices);
  if (!planned.ok) return refused(planned.error);
  const { counts, households, breaker } = planned.value;
  const problems = [...(await worker.problems('read', 0, Infinity)), ...(await worker.problems('plan', 0, Infinity))];
  const damages = (await worker.damages(null, 0, Infinity)).map(damageJson);
  const facts = { damages, plan: fiveCounts(counts, choices.suspects), suspects: counts.suspect, breaker };
  let [batch, operation, result]: (string | null)[] = [null, null, null];
  if (request.options['dry-run'] !== true) {
    progress(`写入 ${planned.value.writes} 户`);
    const confirm = request.options['confirm'] === true;
    const applied = await worker.apply(archive.actor.who, archive.actor.device, { confirm });
    if (!applied.ok && breaker !== null && !confirm) progress('核对以后确实要写入，请加上 --confirm 再运行。');
    if (!applied.ok) return refused(applied.error, { ...facts, problems: problems.map(problemJson) });
    ({ batch, operation, result } = applied.value);
  }
  const report = request.outputs['report'];
  if (report !== undefined) {
    const saved = await saveReport(report, problems);
    if (!saved.ok) return refused(saved.error, { batch });
  }
  const errorBook = result === null || result === undefined ? undefined : await saveMarked(request, archive, result);
  const json = {
    ...(errorBook === undefined ? {} : { errorBook }),
    sheets: tables.map(sheetJson),
    ...facts,
    problems: problems.map(problemJson),
    batch,
    operation,
    result: result ?? null,
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

type Choices = PlanChoices & { readonly suspects: 'new' | 'skip' };

/** What the command line says about planning; `wrong` = a word of it that names no column or no policy. */
function choicesOf(request: JobContext['request']): Choices | { readonly wrong: string } {
  const columns: Record<string, ColumnPolicy> = {};
  for (const word of listOption(request, 'column')) {
    const [key = '', policy = ''] = word.split('=').map((part) => part.trim());
    if (fieldOf(key) === undefined || !isColumnPolicy(policy)) return { wrong: word };
    columns[key] = policy;
  }
  const blankOverwrites = listOption(request, 'blank-overwrites');
  const unknown = blankOverwrites.find((key) => fieldOf(key) === undefined);
  if (unknown !== undefined) return { wrong: unknown };
  const policy = textOption(request, 'policy') ?? 'fill';
  return {
    policy: isPolicy(policy) ? policy : 'fill',
    columns,
    blankOverwrites,
    suspects: textOption(request, 'suspects') === 'skip' ? 'skip' : 'new',
  };
}

function isPolicy(text: string): text is Policy {
  return POLICIES.includes(text);
}

function isColumnPolicy(text: string): text is ColumnPolicy {
  return isPolicy(text) || text === 'ask';
}

function listOption(request: JobContext['request'], name: string): string[] {
  const words = (textOption(request, name) ?? '').split(/[,，]/).map((word) => word.trim());
  return words.filter((word) => word !== '');
}

function wrongUsage(word: string): Outcome {
  const text = `“${word}”不是栏目或办法。请写成 实体.栏目=办法，如 member.phone=keep，办法为 fill、file、keep 或 ask。`;
  return { exit: 2, json: { ok: false, code: 'usage', text } };
}

/** The keys of design “Import”; suspects are entered as new households unless they are skipped. */
function fiveCounts(counts: PlanCounts, suspects: 'new' | 'skip'): Readonly<Record<string, number>> {
  const { new: fresh, changed, same, conflict, rejected, suspect } = counts;
  return { new: fresh + (suspects === 'new' ? suspect : 0), changed, same, conflict, rejected };
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

/** One finding of the 损伤医生; `repaired` = the import read the proposal instead. */
function damageJson(damage: DamageText): Readonly<Record<string, string | boolean | null>> {
  const { file, sheet, cell, kind, level, text, proposal, accepted } = damage;
  return { file, sheet, cell, kind, level, text, proposal, repaired: accepted };
}

function problemJson({ file, sheet, cell, code, text, level }: ProblemText): Readonly<Record<string, string>> {
  return { file, sheet, cell, code, text, level };
}
