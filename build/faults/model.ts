/**
 * What the archive must hold, worked out without any code of the archive: the clerk's actions on plain objects, and the
 * archive hash computed anew (contracts.md, "Hash").
 */
import { createHash } from 'node:crypto';
import type { Random } from './random';

type Row = Readonly<Record<string, string>>;

export interface ModelHousehold {
  readonly no: string;
  /** Without household_no. */
  readonly fields: Row;
  readonly members: readonly Row[];
}

export type ModelOp =
  | { readonly do: 'add'; readonly household: ModelHousehold }
  | { readonly do: 'edit'; readonly no: string; readonly key: string; readonly value: string }
  | { readonly do: 'member'; readonly no: string; readonly member: Row }
  | { readonly do: 'delete'; readonly no: string }
  | {
      readonly do: 'import';
      readonly create: readonly ModelHousehold[];
      readonly change: readonly { readonly no: string; readonly key: string; readonly value: string }[];
    }
  | { readonly do: 'undo' }
  | { readonly do: 'settings'; readonly person: string; readonly year: number };

type Households = ReadonlyMap<string, ModelHousehold>;

export interface ModelState {
  readonly households: Households;
  readonly person: string;
  readonly year: number | null;
  /** Kinds of the operations so far, in order; settings are none. */
  readonly kinds: readonly string[];
  /** The households before each operation that is in force and can be taken back, oldest first. */
  readonly past: readonly Households[];
}

export const EMPTY: ModelState = { households: new Map(), person: '', year: null, kinds: [], past: [] };

const KINDS = { add: 'form', edit: 'form', member: 'form', delete: 'delete', import: 'import', undo: 'undo' } as const;

/** The state after an action; the argument is left as it is. */
export function apply(state: ModelState, op: ModelOp): ModelState {
  if (op.do === 'settings') return { ...state, person: op.person, year: op.year };
  const kinds = [...state.kinds, KINDS[op.do]];
  if (op.do === 'undo') {
    const households = state.past.at(-1);
    if (!households) throw new Error('nothing to take back');
    return { ...state, households, kinds, past: state.past.slice(0, -1) };
  }
  const households = new Map(state.households);
  const change = (no: string, how: (household: ModelHousehold) => ModelHousehold): void => {
    const found = households.get(no);
    if (!found) throw new Error(`no household ${no}`);
    households.set(no, how(found));
  };
  const field = (no: string, key: string, value: string): void =>
    change(no, (found) => ({ ...found, fields: { ...found.fields, [key]: value } }));
  if (op.do === 'add') households.set(op.household.no, op.household);
  else if (op.do === 'edit') field(op.no, op.key, op.value);
  else if (op.do === 'member') change(op.no, (found) => ({ ...found, members: [...found.members, op.member] }));
  else if (op.do === 'delete') households.delete(op.no);
  else {
    for (const household of op.create) households.set(household.no, household);
    for (const { no, key, value } of op.change) field(no, key, value);
  }
  return { ...state, households, kinds, past: [...state.past, state.households] };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  const pairs = keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`);
  return `{${pairs.join(',')}}`;
}

/** A household in the canonical form that counts for the hash. */
export function canonicalHousehold({ no, fields, members }: ModelHousehold): string {
  return canonical({
    household_no: no,
    fields: { ...fields, household_no: no },
    ...(members.length > 0 ? { members } : {}),
  });
}

/** The archive hash of a state. Household numbers are unique here, so content never decides the order. */
export function hashOf(state: ModelState): string {
  const texts = [...state.households.keys()].sort().map((no) => canonicalHousehold(state.households.get(no)!));
  return createHash('sha256')
    .update(`[${texts.join(',')}]`)
    .digest('hex');
}

const FIELDS = ['head_name', 'phone', 'remarks', 'address'] as const;

/** Makes up the next actions of a clerk. Numbers of households are never used twice, so that nothing can be mistaken. */
export class Clerk {
  #serial = 0;
  #text = 0;
  readonly #random: Random;
  /** Characters of a large import: above a million UTF-16 units it travels as a segment. */
  readonly #large: number;

  constructor(random: Random, large: number) {
    this.#random = random;
    this.#large = large;
  }

  household(padding = 0): ModelHousehold {
    const no = `S${String(++this.#serial).padStart(6, '0')}`;
    const members = Array.from({ length: this.#random.below(4) }, (_, i) => ({ name: `家人${this.#serial}-${i}` }));
    const remarks: Row = padding > 0 ? { remarks: '备'.repeat(padding) } : {};
    return { no, fields: { head_name: `户主${this.#serial}`, ...remarks }, members };
  }

  #value(): string {
    return `值${++this.#text}${this.#random.chance(0.1) ? '𠮷\n"\\\u2028' : ''}`;
  }

  /** One action that is possible in this state. */
  next(state: ModelState): ModelOp {
    const { households, past } = state;
    const some = households.size > 0;
    const what = this.#random.weighted({
      add: 3,
      edit: some ? 12 : 0,
      member: some ? 3 : 0,
      delete: households.size > 1 ? 1.5 : 0,
      import: 2,
      large: 2,
      undo: past.length > 0 ? 2 : 0,
      settings: 1,
    });
    const no = (): string => this.#random.pick([...households.keys()]);
    const field = (): { no: string; key: string; value: string } => ({
      no: no(),
      key: this.#random.pick(FIELDS),
      value: this.#value(),
    });
    if (what === 'add') return { do: 'add', household: this.household() };
    if (what === 'edit') return { do: 'edit', ...field() };
    if (what === 'member') return { do: 'member', no: no(), member: { name: this.#value() } };
    if (what === 'delete') return { do: 'delete', no: no() };
    if (what === 'undo') return { do: 'undo' };
    if (what === 'settings') return { do: 'settings', person: this.#value(), year: this.#random.between(2000, 2030) };
    return this.import(state, what === 'large');
  }

  import(state: ModelState, large: boolean): ModelOp {
    const count = large ? 4 : this.#random.between(1, 12);
    const padding = large ? Math.ceil(this.#large / 4) : 0;
    const create = Array.from({ length: count }, () => this.household(padding));
    const known = [...state.households.keys()].filter(() => this.#random.chance(0.2));
    return { do: 'import', create, change: known.map((no) => ({ no, key: 'phone', value: this.#value() })) };
  }

  /** One to three changes of different households, as from several windows at once. */
  together(state: ModelState): ModelOp[] {
    const free = [...state.households.keys()];
    const ops: ModelOp[] = [];
    for (let count = this.#random.between(2, 3); count > 0 && free.length > 0; count--) {
      const [no] = free.splice(this.#random.below(free.length), 1);
      ops.push({ do: 'edit', no: no!, key: this.#random.pick(FIELDS), value: this.#value() });
    }
    return ops;
  }
}
