/**
 * Pairs of households of which it is known whether they are one, for measuring the search for suspected duplicates: the same
 * household typed again with slips, and different ones with alike names, twins, father and son, namesakes of one village.
 */
import { emptyRecord, type HouseholdRecord, type Row } from '#shared/derive/record';
import { Random } from '#shared/sample/random';
import { closed } from '#shared/import/like/idLike';
import type { Pinyin } from '#shared/import/like/nameLike';
import { looksLike } from '#shared/import/like/shapes';

export interface LabelledPair {
  readonly kind: string;
  readonly same: boolean;
  readonly existing: HouseholdRecord;
  readonly incoming: HouseholdRecord;
}

interface Someone {
  name: string;
  id: string;
  birth: string;
  sex: '男' | '女';
  village: string;
}

const SURNAMES = [
  ...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹曾单仇区覃乐萧董袁潘蒋蔡余杜叶程苏魏吕丁任',
];
const GIVEN = [
  ...'伟强军平勇杰涛明超辉刚建国华志文海峰波林斌成龙松柏洪才德贵福祥兴旺春生根宝富荣庆喜良忠义山川芳娜敏静丽艳霞秀娟英慧巧美兰凤洁梅琳素云莲真环雪爱妹香月莺媛瑞凡佳琼勤珍贞莉桂叶玲铃昌常永泳力立利建健',
];
const VILLAGES = '上河 下河 老寨 新寨 大坪 小坪 石桥 柳树湾 梨园 竹林'.split(' ');
const REGION = '539699';

type Slip = (one: Someone, random: Random, make: Maker) => Someone;

class Maker {
  private readonly sounds = new Map<string, string[]>();

  constructor(
    private readonly random: Random,
    pinyin: Pinyin,
  ) {
    for (const char of new Set(GIVEN)) {
      const sound = pinyin(`王${char}`);
      this.sounds.set(sound, [...(this.sounds.get(sound) ?? []), char]);
    }
  }

  someone(): Someone {
    const { random } = this;
    const birth = `${random.int(1945, 1999)}${two(random.int(1, 12))}${two(random.int(1, 28))}`;
    const name = random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.8) ? random.pick(GIVEN) : '');
    const order = random.int(1, 999);
    const sex = order % 2 === 1 ? '男' : '女';
    return { name, id: idOf(birth, order), birth, sex, village: random.pick(VILLAGES) };
  }

  /** Another character of the same sound; undefined when the list knows none. */
  homophone(name: string): string | undefined {
    const chars = [...name];
    for (let at = chars.length - 1; at >= 1; at--) {
      for (const group of this.sounds.values()) {
        const others = group.filter((char) => char !== chars[at]);
        if (group.includes(chars[at] ?? '') && others.length > 0)
          return chars.with(at, this.random.pick(others)).join('');
      }
    }
    return undefined;
  }

  lookalike(name: string): string | undefined {
    const chars = [...name];
    const swaps = chars.flatMap((char, at) =>
      at === 0
        ? []
        : GIVEN.filter((other) => other !== char && looksLike(char, other)).map((other) => [at, other] as const),
    );
    if (swaps.length === 0) return undefined;
    const [at, other] = this.random.pick(swaps);
    return chars.with(at, other).join('');
  }
}

const slipped = (id: string, random: Random): string => {
  const at = random.int(6, 16);
  return id.slice(0, at) + String((Number(id[at]) + random.int(1, 9)) % 10) + id.slice(at + 1);
};
const swapped = (id: string, random: Random): string => {
  for (let tries = 0; tries < 40; tries++) {
    const at = random.int(6, 15);
    if (id[at] !== id[at + 1]) return id.slice(0, at) + id.charAt(at + 1) + id.charAt(at) + id.slice(at + 2);
  }
  return slipped(id, random);
};
const noId = (one: Someone): Someone => ({ ...one, id: '' });

/** The same household, typed by somebody else. */
const SAME: Readonly<Record<string, Slip>> = {
  'homophone, no ID': (one, _, make) => noId({ ...one, name: make.homophone(one.name) ?? one.name }),
  'look-alike, no ID': (one, _, make) => noId({ ...one, name: make.lookalike(one.name) ?? one.name }),
  'order of the name': (one) =>
    noId({ ...one, name: one.name.charAt(0) + [...one.name.slice(1)].toReversed().join('') }),
  'digit of the ID': (one, random) => ({ ...one, id: slipped(one.id, random) }),
  'swapped digits': (one, random) => ({ ...one, id: swapped(one.id, random) }),
  'digit lost': (one, random) => {
    const at = random.int(6, 17);
    return { ...one, id: one.id.slice(0, at) + one.id.slice(at + 1) };
  },
  'homophone and digit': (one, random, make) => ({
    ...one,
    name: make.homophone(one.name) ?? one.name,
    id: slipped(one.id, random),
  }),
  '15 digits and a slip': (one, random) => {
    const short = one.id.slice(0, 6) + one.id.slice(8, 17);
    const at = random.int(6, 14);
    return { ...one, id: short.slice(0, at) + String((Number(short[at]) + 1) % 10) + short.slice(at + 1) };
  },
  'name, birth, village': noId,
  'name, month of birth, village': (one) => noId({ ...one, birth: one.birth.slice(0, 6) }),
  'slip in the birth date': (one, random) => {
    const at = random.pick([3, 5, 7]);
    const birth = one.birth.slice(0, at) + String((Number(one.birth[at]) + 1) % 10) + one.birth.slice(at + 1);
    return noId({ ...one, birth });
  },
  'homophone and slip in the birth date': (one, random, make) => {
    const birth = one.birth.slice(0, 7) + String((Number(one.birth[7]) + random.int(1, 3)) % 10);
    return noId({ ...one, name: make.homophone(one.name) ?? one.name, birth });
  },
  'two slips in the ID': (one, random) => ({ ...one, id: slipped(slipped(one.id, random), random) }),
  'blanks in the name, former name': (one) => noId({ ...one, name: `${[...one.name].join(' ')}（曾用名）` }),
};

/** Somebody else. */
const OTHER: Readonly<Record<string, Slip>> = {
  'father and son': (one, random) => related(one, random, String(Number(one.birth.slice(0, 4)) + random.int(20, 32))),
  brothers: (one, random) => related(one, random, String(Number(one.birth.slice(0, 4)) + random.int(1, 5)), true),
  twins: (one, random) => {
    const name = [...one.name].with(-1, otherChar(one.name, random)).join('');
    const order = Number(one.id.slice(14, 17));
    return { ...one, name, id: idOf(one.birth, order > 990 ? order - 2 : order + 2) };
  },
  'twins of one sound': (one, _random, make) => {
    const order = Number(one.id.slice(14, 17));
    return {
      ...one,
      name: make.homophone(one.name) ?? `${one.name}二`,
      id: idOf(one.birth, order > 990 ? order - 2 : order + 2),
    };
  },
  'father and son without ID': (one, random) =>
    noId(related(one, random, String(Number(one.birth.slice(0, 4)) + 24), true)),
  'namesake of the village': (one, random) => ({ ...born(one, random), name: one.name, village: one.village }),
  'namesake without ID': (one, random) => noId({ ...born(one, random), name: one.name, village: one.village }),
  'homophone of the village': (one, random, make) => ({
    ...born(one, random),
    name: make.homophone(one.name) ?? one.name,
    village: one.village,
  }),
  'born on one day': (one, random, make) => ({
    ...make.someone(),
    birth: one.birth,
    village: one.village,
    id: idOf(one.birth, random.int(1, 999)),
  }),
  'neighbour in the register, 15 digits': (one, _, make) => ({
    ...make.someone(),
    birth: one.birth,
    sex: one.sex,
    village: one.village,
    id: one.id.slice(0, 6) + one.id.slice(8, 14) + three((Number(one.id.slice(14, 17)) + 2) % 1000),
  }),
  'namesake of another village': (one, random, make) => ({
    ...born(one, random),
    name: one.name,
    village: make.someone().village,
  }),
  unrelated: (_one, _random, make) => make.someone(),
};

/** `count` pairs, half of each; the same seed gives the same pairs. */
export function labelledPairs(count: number, seed: number, pinyin: Pinyin): LabelledPair[] {
  const random = new Random(seed);
  const make = new Maker(random, pinyin);
  const kinds = [Object.entries(SAME), Object.entries(OTHER)] as const;
  return Array.from({ length: count }, (_, index): LabelledPair => {
    const same = index % 2 === 0;
    const list = same ? kinds[0] : kinds[1];
    const [kind, slip] = list[Math.floor(index / 2) % list.length] ?? ['unrelated', (): Someone => make.someone()];
    const one = make.someone();
    const other = slip(one, random, make);
    return { kind, same, existing: household(one, `E${index}`, random), incoming: household(other, '', random) };
  });
}

/** One surname and village, born in `year`; with `middle` they share a character of their generation. */
function related(one: Someone, random: Random, year: string, middle = false): Someone {
  const other = born(one, random, year);
  const keep = middle && one.name.length === 3 ? one.name.slice(0, 2) : one.name.charAt(0);
  return { ...other, name: keep + otherChar(one.name, random), village: one.village };
}

function born(one: Someone, random: Random, year = String(random.int(1945, 1999))): Someone {
  const different = year === one.birth.slice(0, 4) ? String(Number(year) + 3) : year;
  const birth = `${different}${two(random.int(1, 12))}${two(random.int(1, 28))}`;
  const order = random.int(1, 999);
  return { ...one, birth, sex: order % 2 === 1 ? '男' : '女', id: idOf(birth, order) };
}

function otherChar(name: string, random: Random): string {
  for (;;) {
    const char = random.pick(GIVEN);
    if (!name.includes(char)) return char;
  }
}

function household({ name, id, birth, sex, village }: Someone, key: string, random: Random): HouseholdRecord {
  const fields: Row = {
    head_name: name,
    natural_village: village,
    household_no: `${key === '' ? 'N' : 'A'}${random.int(1, 1e9)}`,
  };
  const head: Row = { name, relation: '户主', birth_date: birth, sex };
  if (id !== '') {
    fields['head_id_no'] = id;
    head['id_no'] = id;
  }
  return { ...emptyRecord(key), fields, members: [head] };
}

function idOf(birth: string, order: number): string {
  return closed(`${REGION}${birth}${three(order)}`);
}
function two(n: number): string {
  return String(n).padStart(2, '0');
}
function three(n: number): string {
  return String(n).padStart(3, '0');
}
