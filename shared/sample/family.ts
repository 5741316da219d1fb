/** Who belongs to a household: relations and ages that no rule objects to. */
import type { Row } from '../derive/record';
import { inventName } from './names';
import type { Sex, Village } from './model';
import { birthAtAge, inventId } from './model';

/** Share of household sizes 1…8 (figures.md §5, mean ≈ 3.2). */
const SIZES = [
  [1, 0.17],
  [2, 0.22],
  [3, 0.2],
  [4, 0.19],
  [5, 0.12],
  [6, 0.07],
  [7, 0.02],
  [8, 0.01],
] as const;

interface Seat {
  readonly relation: string;
  readonly sex: Sex;
  readonly age: number;
}

function person(village: Village, seat: Seat, surname: string | undefined): Row {
  const birth = birthAtAge(village, seat.age);
  return {
    name: inventName(village.random, seat.sex, village.usedNames, surname),
    sex: seat.sex,
    id_type: '居民身份证',
    id_no: inventId(village, birth, seat.sex),
    birth_date: birth,
    relation: seat.relation,
  };
}

/** Adds seats in the order in which a family grows; every gap keeps clear of the limits of rules 31–36. */
function seats(village: Village, size: number): Seat[] {
  const { random } = village;
  const headSex: Sex = random.chance(0.88) ? '男' : '女';
  const other: Sex = headSex === '男' ? '女' : '男';
  const headAge = size === 1 ? random.int(30, 84) : random.int(27, 74);
  const list: Seat[] = [{ relation: '户主', sex: headSex, age: headAge }];
  const spouseAge = Math.max(25, headAge + random.int(-4, 4));
  if (size > 1 && random.chance(0.85)) list.push({ relation: '配偶', sex: other, age: spouseAge });
  const children: Seat[] = [];
  while (list.length < size) {
    const seat = nextSeat(village, list, children, headAge, headSex);
    if (seat.relation === '之子' || seat.relation === '之女') children.push(seat);
    list.push(seat);
  }
  return list;
}

function nextSeat(
  village: Village,
  list: readonly Seat[],
  children: readonly Seat[],
  headAge: number,
  headSex: Sex,
): Seat {
  const { random } = village;
  const has = (relation: string): boolean => list.some((seat) => seat.relation === relation);
  // A woman as head keeps house with her husband's parents, a man with his own.
  const [father, mother] = headSex === '男' ? ['之父', '之母'] : ['之公公', '之婆婆'];
  if (headAge <= 60 && random.chance(0.28)) {
    const relation = has(mother) ? father : mother;
    if (!has(relation))
      return { relation, sex: relation === father ? '男' : '女', age: Math.min(92, headAge + random.int(22, 30)) };
  }
  const grown = children.find((child) => child.age >= 24 && child.relation === '之子');
  if (grown && random.chance(0.5)) {
    if (!has('之儿媳')) return { relation: '之儿媳', sex: '女', age: Math.max(23, grown.age + random.int(-3, 2)) };
    const boy = random.chance(0.5);
    return {
      relation: boy ? '之孙子' : '之孙女',
      sex: boy ? '男' : '女',
      age: random.int(0, Math.min(15, grown.age - 22, headAge - 42)),
    };
  }
  const boy = random.chance(0.52);
  return {
    relation: boy ? '之子' : '之女',
    sex: boy ? '男' : '女',
    age: random.int(Math.max(0, headAge - 38), headAge - 22),
  };
}

const RELATIVES = new Set(['之子', '之女', '之孙子', '之孙女', '之父', '之公公']);

/** The members with their identity; everything else is filled by `attributes`. */
export function inventFamily(village: Village, size?: number): Row[] {
  const chosen = size ?? village.random.weighted(SIZES);
  const members: Row[] = [];
  let surname: string | undefined;
  for (const seat of seats(village, chosen)) {
    const member = person(village, seat, RELATIVES.has(seat.relation) ? surname : undefined);
    surname ??= String(member['name']).slice(0, 1);
    members.push(member);
  }
  return members;
}
