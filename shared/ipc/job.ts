/**
 * The verbs of `npm run -s job -- VERB …` and their options: one declaration for the command line (main process), the
 * usage text and the hidden window that does the work. Exit: 0 done, 1 input refused, 2 wrong usage, 3 our own fault.
 * Every verb also takes `--data DIR`, the folder of the archive, which the main process keeps for itself.
 */
import type { FileToken } from './desktop';

export type JobVerb =
  | 'generate'
  | 'generate-layouts'
  | 'import'
  | 'audit'
  | 'export'
  | 'find'
  | 'dump'
  | 'verify'
  | 'undo'
  | 'backup'
  | 'restore'
  | 'rebuild'
  | 'bench';

export interface JobInput {
  readonly token: FileToken;
  readonly name: string;
  readonly bytes: number;
}

export interface JobRequest {
  readonly verb: JobVerb;
  /**
   * Options without files, by their name without dashes (`as-of`, `dry-run`): integers as numbers, dates as yyyymmdd,
   * other texts as typed, flags as true. An option that was not given has no key.
   */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Positional words that are not files (the query of `find`). */
  readonly words: readonly string[];
  readonly inputs: readonly JobInput[];
  /** Output files and folders by option name (out, json, report). */
  readonly outputs: Readonly<Record<string, FileToken>>;
}

/** What the text after an option has to be; `file` and `folder` are outputs and become tokens. */
export type JobOption = { readonly required?: true; readonly help: string } & (
  | { readonly kind: 'flag' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'date' }
  /** `list`: may be given several times; joined by commas. */
  | { readonly kind: 'text'; readonly list?: true }
  /** `each`: one file for every input; with several inputs the path is that of a folder. */
  | { readonly kind: 'file'; readonly each?: true }
  | { readonly kind: 'folder' }
);

export interface JobVerbSpec {
  /** One line of the usage text. */
  readonly help: string;
  /** What the positional words are; `none` refuses any. */
  readonly positional: 'none' | 'inputs' | 'words';
  /** Neither reads nor writes an archive: without `--data` it works in a folder of its own, beside an open window too. */
  readonly archive?: 'none';
  /** Changes nothing in the archive: also possible while somebody else has it open, or where nothing can be written. */
  readonly reads?: true;
  readonly options: Readonly<Record<string, JobOption>>;
}

const asOf = { kind: 'date', help: '以哪一天为准' } as const;
const year = { kind: 'integer', min: 1990, max: 2100, help: '数据年度' } as const;

export const jobVerbs = {
  generate: {
    help: '生成虚构的村庄表格',
    positional: 'none',
    archive: 'none',
    options: {
      households: { kind: 'integer', min: 1, max: 200_000, required: true, help: '户数' },
      seed: { kind: 'integer', min: 0, max: 2_147_483_647, help: '随机种子，相同种子生成相同的表' },
      style: { kind: 'choice', of: ['flat', 'register', 'paper'], required: true, help: '表格样式' },
      out: { kind: 'folder', required: true, help: '放表格的文件夹' },
      defects: { kind: 'integer', min: 0, max: 1_000_000, help: '故意放入的错误个数' },
      'as-of': asOf,
    },
  },
  'generate-layouts': {
    help: '生成各种样式的表格和正确答案(开发用)',
    positional: 'none',
    archive: 'none',
    options: {
      seed: { kind: 'integer', min: 0, max: 2_147_483_647, help: '随机种子，相同种子生成相同的表' },
      count: { kind: 'integer', min: 1, max: 10_000, required: true, help: '多少种表格' },
      out: { kind: 'folder', required: true, help: '放表格的文件夹' },
    },
  },
  import: {
    help: '导入表格',
    positional: 'inputs',
    options: {
      policy: { kind: 'choice', of: ['fill', 'file', 'keep'], help: '两边都有值时:仅补空 / 以表格为准 / 保留原值' },
      column: {
        kind: 'text',
        list: true,
        help: '某一栏单独的办法，如 member.phone=keep；办法为 fill、file、keep、ask，可写多个，用逗号分开',
      },
      'blank-overwrites': { kind: 'text', list: true, help: '这些栏的空白也覆盖档案里的值，如 member.phone' },
      suspects: { kind: 'choice', of: ['new', 'skip'], help: '疑似重复的户：按新户导入 / 先不导入' },
      confirm: { kind: 'flag', help: '变动特别多时仍要导入' },
      'dry-run': { kind: 'flag', help: '只看变化，不写入' },
      report: { kind: 'file', help: '把问题写成表格' },
      'error-book': { kind: 'file', each: true, help: '在原表上标出问题，另存为(.xlsx)；有几个文件时写文件夹' },
      year,
    },
  },
  audit: {
    help: '审核档案',
    positional: 'none',
    options: {
      year,
      'as-of': asOf,
      out: { kind: 'file', help: '问题清单(.xlsx)' },
      json: { kind: 'file', help: '全部问题(.json)' },
    },
  },
  export: {
    help: '导出登记表',
    reads: true,
    positional: 'none',
    options: {
      register: {
        kind: 'choice',
        of: ['household', 'member', 'income', 'findings'],
        required: true,
        help: '户信息表 / 家庭成员信息表 / 收入表 / 问题清单',
      },
      out: { kind: 'file', required: true, help: '写到哪个文件' },
      extra: { kind: 'flag', help: '右边带上附加列' },
      year,
    },
  },
  find: { help: '按姓名、证件号等查找', positional: 'words', reads: true, options: {} },
  dump: {
    help: '把全部档案写成文本，一户一行',
    reads: true,
    positional: 'none',
    options: { out: { kind: 'file', required: true, help: '写到哪个文件' } },
  },
  verify: { help: '核对档案并给出校验值', positional: 'none', reads: true, options: {} },
  undo: {
    help: '撤销一次操作',
    positional: 'none',
    options: { operation: { kind: 'text', help: '操作编号，不填为最后一次' } },
  },
  backup: {
    help: '把整个档案写成一个备份文件',
    positional: 'none',
    options: { out: { kind: 'file', required: true, help: '写到哪个文件(.zip)' } },
  },
  restore: {
    help: '从备份文件恢复，原有内容先另存一份',
    positional: 'inputs',
    options: { 'dry-run': { kind: 'flag', help: '只看变化，不写入' } },
  },
  rebuild: { help: '从副本和保存记录重新建立数据库', positional: 'none', options: {} },
  bench: {
    help: '测量速度(开发用)',
    positional: 'inputs',
    options: {
      step: { kind: 'text', help: '测哪一步' },
      households: { kind: 'integer', min: 1, max: 200_000, help: '户数' },
      runs: { kind: 'integer', min: 1, max: 10_000, help: '次数' },
      out: { kind: 'file', help: '写到哪个文件' },
    },
  },
} as const satisfies Record<JobVerb, JobVerbSpec>;

/** The names shown in place of a value in the usage text. */
const valueNames = {
  integer: '数字',
  date: '年-月-日',
  text: '文字',
  file: '文件',
  folder: '文件夹',
} as const;

/** How an option is written: `--year 数字`, `[--dry-run]`. */
function optionUsage(name: string, option: JobOption): string {
  const value =
    option.kind === 'flag' ? '' : option.kind === 'choice' ? ` ${option.of.join('|')}` : ` ${valueNames[option.kind]}`;
  return option.required ? `--${name}${value}` : `[--${name}${value}]`;
}

/** One usage line of a verb, without its explanation. */
export function verbUsage(verb: JobVerb): string {
  const spec: JobVerbSpec = jobVerbs[verb];
  const words = {
    none: [],
    inputs: verb === 'import' ? ['文件…'] : verb === 'restore' ? ['备份文件'] : ['[文件…]'],
    words: ['要找的字'],
  }[spec.positional];
  const options = Object.entries(spec.options).map(([name, option]) => optionUsage(name, option));
  return [verb, ...words, ...options, '[--data 档案文件夹]'].join(' ');
}

/** The whole usage text, one verb a line. */
export function jobUsage(): string {
  const lines = (Object.keys(jobVerbs) as JobVerb[])
    .filter((verb) => verb !== 'bench')
    .map((verb) => `  ${verbUsage(verb)}\n      ${jobVerbs[verb].help}`);
  return ['用法:npm run -s job -- 动作 …', ...lines].join('\n');
}
