import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jobUsage, jobVerbs } from '#shared/ipc/job';
import { readCommandLine } from '../commandLine';
import { parseJob } from './arguments';

const CWD = resolve('/work-folder');
const parse = (line: string) => parseJob(line === '' ? [] : line.split(' '), CWD);

function call(line: string) {
  const result = parse(line);
  if (!result.ok) throw new Error(String(result.error.params.problem));
  return result.value;
}

describe('job arguments', () => {
  test('generate', () => {
    expect(
      call('generate --households 500 --seed 7 --style flat --out sheets --defects 300 --as-of 2026-6-30 --data d'),
    ).toEqual({
      verb: 'generate',
      options: { households: 500, seed: 7, style: 'flat', defects: 300, 'as-of': '20260630' },
      words: [],
      inputs: [],
      outputs: { out: { kind: 'folder', path: resolve(CWD, 'sheets') } },
      dataDir: resolve(CWD, 'd'),
    });
  });

  test('one path for the marked files: a file for one input, a folder for several', () => {
    const path = resolve(CWD, 'marked');
    const marked = (line: string): unknown => call(line).outputs['error-book'];
    expect(marked('import a.xlsx --error-book marked')).toEqual({ kind: 'file', path });
    expect(marked('import a.xlsx --error-book marked b.xls')).toEqual({ kind: 'folder', path });
  });

  test('a list may be given several times, other options only once', () => {
    const { options } = call(
      'import a.xlsx --column member.phone=keep --column=household.address=file,year.inc_total=ask',
    );
    expect(options['column']).toBe('member.phone=keep,household.address=file,year.inc_total=ask');
    expect(parse('import a.xlsx --policy file --policy keep').ok).toBe(false);
  });

  test('import takes several files, flags and name=value', () => {
    expect(call('import a.xlsx --dry-run --policy=keep b.xls --report r.xlsx --year 2025')).toMatchObject({
      options: { 'dry-run': true, policy: 'keep', year: 2025 },
      inputs: [resolve(CWD, 'a.xlsx'), resolve(CWD, 'b.xls')],
      outputs: { report: { kind: 'file', path: resolve(CWD, 'r.xlsx') } },
      dataDir: null,
    });
  });

  test('backup, restore and rebuild', () => {
    expect(call('backup --out b.zip')).toMatchObject({
      outputs: { out: { kind: 'file', path: resolve(CWD, 'b.zip') } },
    });
    expect(call('restore b.zip --dry-run')).toMatchObject({
      options: { 'dry-run': true },
      inputs: [resolve(CWD, 'b.zip')],
    });
    expect(call('rebuild --data d')).toMatchObject({ verb: 'rebuild', dataDir: resolve(CWD, 'd') });
  });

  test('find takes words; -- ends the options', () => {
    expect(call('find 王 国强')).toMatchObject({ words: ['王', '国强'], inputs: [] });
    expect(call('find -- --data')).toMatchObject({ words: ['--data'], dataDir: null });
  });

  test.each([
    ['', '没有说明'],
    ['--data d', '没有说明'],
    ['fly', 'fly'],
    ['toString', 'toString'],
    ['import', '没有给出要导入的文件'],
    ['find', '没有给出要找的字'],
    ['verify extra', 'extra'],
    ['verify --fast', '--fast'],
    ['verify --constructor x', '--constructor'],
    ['export --register household', '--out'],
    ['export --register houses --out a.xlsx', 'houses'],
    ['generate --style flat --out s', '--households'],
    ['generate --households 0 --style flat --out s', '1 到 200000'],
    ['generate --households 1e3 --style flat --out s', '1e3'],
    ['audit --as-of 2026-02-30', '2026-02-30'],
    ['audit --as-of tomorrow', 'tomorrow'],
    ['audit --year', '--year'],
    ['audit --out --json a', '--out'],
    ['audit --year 2025 --year 2026', '两次'],
    ['audit --out a.xlsx --json a.xlsx', '同一个文件'],
    ['restore', '写了 0 个'],
    ['restore a.zip b.zip', '写了 2 个'],
    ['backup', '--out'],
    ['rebuild now', 'now'],
    ['import a --dry-run=yes', '--dry-run'],
    ['verify --data', '--data'],
  ])('"%s" is refused with a sentence that names %s', (line, named) => {
    const result = parse(line);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.code).toBe('usage');
    expect(result.error.params.problem).toContain(named);
    expect(result.error.params.usage).toContain('npm run -s job');
  });

  test('the usage text shows every verb of a user and none of a developer', () => {
    for (const verb of Object.keys(jobVerbs)) expect(jobUsage().includes(`\n  ${verb} `)).toBe(verb !== 'bench');
  });
});

describe('command line', () => {
  const read = (...argv: string[]) => readCommandLine(['electron', ...argv], CWD, '/default', () => '/scratch');

  test('a window, with switches that are not ours', () => {
    expect(read('--inspect=0', '--no-sandbox', '/app')).toEqual({ mode: 'window', dataDir: '/default' });
    expect(read('/app', '--data', 'd')).toEqual({ mode: 'window', dataDir: resolve(CWD, 'd') });
    expect(read('/app', '--data=d')).toEqual({ mode: 'window', dataDir: resolve(CWD, 'd') });
    expect(read('/app', '--data')).toEqual({ mode: 'window', dataDir: '/default' });
  });

  test('a job on a folder of its own', () => {
    expect(read('/app', '--job', 'verify', '--data', 'd')).toMatchObject({
      mode: 'job',
      dataDir: resolve(CWD, 'd'),
      call: { ok: true },
    });
    expect(read('/app', '--data', 'd', '--job', 'verify')).toMatchObject({ mode: 'job', dataDir: resolve(CWD, 'd') });
    expect(read('/app', '--job', 'verify')).toMatchObject({ dataDir: '/default' });
    expect(read('/app', '--job', 'fly')).toMatchObject({ mode: 'job', dataDir: '/default', call: { ok: false } });
  });
  test('a job that needs no archive leaves the default one alone', () => {
    const generate = ['--job', 'generate', '--households', '5', '--style', 'flat', '--out', 'v'];
    expect(read('/app', ...generate)).toMatchObject({ dataDir: '/scratch', call: { ok: true } });
    expect(read('/app', ...generate, '--data', 'd')).toMatchObject({ dataDir: resolve(CWD, 'd') });
  });
});
