/** Turns the words after `--job` into a checked call, by the table in shared/ipc/job. Touches no file. */
import { resolve } from 'node:path';
import { jobUsage, jobVerbs, verbUsage, type JobOption, type JobVerb, type JobVerbSpec } from '#shared/ipc/job';
import { desktopMessages, type DesktopCode } from '#shared/messages/desktop';
import { fill } from '#shared/messages/say';
import { fail, ok, type Result } from '#shared/result';

/** A job as typed, with absolute paths; the paths become tokens before any page learns of them. */
export interface JobCall {
  readonly verb: JobVerb;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly words: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: Readonly<Record<string, { readonly kind: 'file' | 'folder'; readonly path: string }>>;
  /** Folder of the archive; null when `--data` was not given. */
  readonly dataDir: string | null;
}

interface Draft {
  readonly verb: JobVerb;
  readonly spec: JobVerbSpec;
  readonly cwd: string;
  readonly options: Record<string, string | number | boolean>;
  readonly outputs: Record<string, { kind: 'file' | 'folder'; path: string }>;
  readonly positional: string[];
  dataDir: string | null;
}

type Refusal = ReturnType<typeof fail>;

/** A failure with code `usage`; its params hold the sentence and the usage text. */
function usage(verb: JobVerb | null, code: DesktopCode, params: Record<string, string | number> = {}): Refusal {
  return fail('usage', {
    problem: fill(desktopMessages[code], params),
    usage: verb === null ? jobUsage() : `用法:npm run -s job -- ${verbUsage(verb)}`,
  });
}

function isVerb(word: string): word is JobVerb {
  return Object.hasOwn(jobVerbs, word);
}

/** Parses VERB and its options; any mistake is a failure with code `usage`. `--` ends the options. */
export function parseJob(args: readonly string[], cwd: string): Result<JobCall> {
  const [verb, ...rest] = args;
  if (verb === undefined || verb.startsWith('--')) return usage(null, 'usage_no_verb');
  if (!isVerb(verb)) return usage(null, 'usage_unknown_verb', { verb });
  const draft: Draft = { verb, spec: jobVerbs[verb], cwd, options: {}, outputs: {}, positional: [], dataDir: null };
  const refusal = readWords(draft, rest) ?? checkWhole(draft);
  if (refusal) return refusal;
  const { positional, spec } = draft;
  return ok({
    verb,
    options: draft.options,
    words: spec.positional === 'words' ? positional : [],
    inputs: spec.positional === 'inputs' ? positional.map((word) => resolve(cwd, word)) : [],
    outputs: outputsOf(draft),
    dataDir: draft.dataDir,
  });
}

function readWords(draft: Draft, args: readonly string[]): Refusal | null {
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--') {
      draft.positional.push(...args.slice(at + 1));
      return null;
    }
    if (!word.startsWith('--')) {
      draft.positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const option = optionOf(draft, name);
    if (!option) return usage(draft.verb, 'usage_unknown_option', { verb: draft.verb, option: name });
    if (wasGiven(draft, name) && !isList(option)) return usage(draft.verb, 'usage_repeated_option', { option: name });
    if (option.kind === 'flag') {
      if (equals >= 0) return usage(draft.verb, 'usage_flag_value', { option: name });
      draft.options[name] = true;
      continue;
    }
    const value = equals < 0 ? args[(at += 1)] : word.slice(equals + 1);
    if (value === undefined || value === '' || (equals < 0 && value.startsWith('--'))) {
      return usage(draft.verb, 'usage_missing_value', { option: name });
    }
    const refusal = readValue(draft, name, option, value);
    if (refusal) return refusal;
  }
  return null;
}

/** What is written once for every input goes into a folder when there are several. */
function outputsOf({ outputs, spec, positional }: Draft): JobCall['outputs'] {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { kind, path }]) => {
      const option: JobOption | undefined = spec.options[name];
      const many = option?.kind === 'file' && option.each === true && positional.length > 1;
      return [name, { kind: many ? 'folder' : kind, path }] as const;
    }),
  );
}

function optionOf(draft: Draft, name: string): JobOption | undefined {
  if (name === 'data') return { kind: 'folder', help: '' };
  return Object.hasOwn(draft.spec.options, name) ? draft.spec.options[name] : undefined;
}

function wasGiven(draft: Draft, name: string): boolean {
  return name === 'data' ? draft.dataDir !== null : name in draft.options || name in draft.outputs;
}

/** Stores one value, or says why it cannot be. */
function readValue(draft: Draft, name: string, option: JobOption, value: string): Refusal | null {
  switch (option.kind) {
    case 'integer': {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < option.min || number > option.max) {
        return usage(draft.verb, 'usage_integer', { option: name, min: option.min, max: option.max, value });
      }
      draft.options[name] = number;
      return null;
    }
    case 'choice':
      if (!option.of.includes(value)) {
        return usage(draft.verb, 'usage_choice', { option: name, of: option.of.join(' / '), value });
      }
      draft.options[name] = value;
      return null;
    case 'date': {
      const date = readDate(value);
      if (date === null) return usage(draft.verb, 'usage_date', { option: name, value });
      draft.options[name] = date;
      return null;
    }
    case 'file':
    case 'folder':
      if (name === 'data') draft.dataDir = resolve(draft.cwd, value);
      else draft.outputs[name] = { kind: option.kind, path: resolve(draft.cwd, value) };
      return null;
    default: {
      const before = draft.options[name];
      draft.options[name] = isList(option) && typeof before === 'string' ? `${before},${value}` : value;
      return null;
    }
  }
}

function isList(option: JobOption): boolean {
  return option.kind === 'text' && option.list === true;
}

/** yyyy-mm-dd or yyyymmdd of a day that exists → yyyymmdd. */
function readDate(text: string): string | null {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
}

function checkWhole(draft: Draft): Refusal | null {
  const { verb, spec, positional } = draft;
  for (const [name, option] of Object.entries(spec.options)) {
    if (option.required && !wasGiven(draft, name)) {
      return usage(verb, 'usage_missing_option', { option: name, help: option.help });
    }
  }
  const extra = positional[0];
  if (spec.positional === 'none' && extra !== undefined) return usage(verb, 'usage_extra_word', { verb, word: extra });
  if (extra === undefined && verb === 'import') return usage(verb, 'usage_no_files');
  if (verb === 'restore' && positional.length !== 1) {
    return usage(verb, 'usage_one_backup', { count: positional.length });
  }
  if (extra === undefined && spec.positional === 'words') return usage(verb, 'usage_no_words');
  const targets = new Set<string>();
  for (const [name, { path }] of Object.entries(draft.outputs)) {
    if (targets.has(path)) return usage(verb, 'usage_same_output', { option: name });
    targets.add(path);
  }
  return null;
}
