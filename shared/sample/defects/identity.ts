/** Defects of family A: documents and identity. */
import type { Row } from '../../derive/record';
import type { SampleHousehold } from '../model';
import { ageOf } from '../model';
import type { Context, Recipe } from './recipe';
import { isPlain, moveBirth, onHousehold, onMember, withCheck } from './recipe';

const anyone = (member: Row): boolean => isPlain(member);
const id = (member: Row): string => String(member['id_no']);

/** A plain adult of the same sex, relation-free for the rules, whose age differs by less than a year. */
function twinOf(member: Row, context: Context): { readonly household: SampleHousehold; readonly row: Row } | undefined {
  const age = ageOf(member, context.village);
  for (const household of context.untouched) {
    const row = household.members.find((other, index) => {
      return index > 0 && isPlain(other) && other['sex'] === member['sex'] && ageOf(other, context.village) === age;
    });
    if (row !== undefined) return { household, row };
  }
  return undefined;
}

function copying(rule: number, how: string, copy: (member: Row, twin: Row, context: Context) => void): Recipe {
  return {
    rule,
    how,
    damage: (household, context) => {
      const index = household.members.findIndex(
        (member, at) => at > 0 && isPlain(member) && twinOf(member, context) !== undefined,
      );
      if (index < 0) return undefined;
      const member = household.members[index] as Row;
      const twin = twinOf(member, context);
      if (twin === undefined) return undefined;
      copy(member, twin.row, context);
      return { field: rule === 15 ? 'id_no' : 'name', member: index, others: [twin.household] };
    },
  };
}

export const IDENTITY: readonly Recipe[] = [
  onMember(1, 'emptied', 'id_no', anyone, (member) => delete member['id_no']),
  onMember(
    2,
    '15-digit old number',
    'id_no',
    (member) => isPlain(member) && id(member).slice(6, 8) === '19',
    (member) => {
      member['id_no'] = id(member).slice(0, 6) + id(member).slice(8, 17);
    },
  ),
  onMember(3, 'letter inside', 'id_no', anyone, (member) => {
    member['id_no'] = `${id(member).slice(0, 15)}A${id(member).slice(16)}`;
  }),
  onMember(4, 'check character changed', 'id_no', anyone, (member) => {
    const last = id(member)[17] === '5' ? '6' : '5';
    member['id_no'] = id(member).slice(0, 17) + last;
  }),
  onMember(
    8,
    'birth part is no date',
    'id_no',
    anyone,
    (member) => {
      member['id_no'] = withCheck(`${id(member).slice(0, 10)}0230${id(member).slice(14, 17)}`);
    },
    [13],
  ),
  onMember(
    9,
    'born in 1890',
    'id_no',
    (member) => isPlain(member) && /之父|之母|之公公|之婆婆/.test(String(member['relation'])),
    (member) => {
      moveBirth(member, `1890${String(member['birth_date']).slice(4)}`);
    },
  ),
  onMember(10, 'no such province', 'id_no', anyone, (member) => {
    member['id_no'] = withCheck(`48${id(member).slice(2, 17)}`);
  }),
  onMember(12, 'sex digit flipped', 'id_no', anyone, (member) => {
    member['id_no'] = withCheck(id(member).slice(0, 16) + ((Number(id(member)[16]) + 1) % 10));
  }),
  onMember(13, 'another day of birth', 'birth_date', anyone, (member) => {
    const day = Number(String(member['birth_date']).slice(6));
    member['birth_date'] =
      String(member['birth_date']).slice(0, 6) + String(day === 28 ? 27 : day + 1).padStart(2, '0');
  }),
  {
    rule: 14,
    how: 'the same number twice in the household',
    damage: (household, { village }) => {
      const { members } = household;
      const first = members.findIndex((member, at) => {
        return (
          at > 0 &&
          isPlain(member) &&
          members.some((other, later) => later > at && isPlain(other) && sameKind(member, other, village.asOf))
        );
      });
      if (first < 0) return undefined;
      const source = members[first] as Row;
      const second = members.findIndex(
        (other, later) => later > first && isPlain(other) && sameKind(source, other, village.asOf),
      );
      Object.assign(members[second] as Row, { id_no: source['id_no'], birth_date: source['birth_date'] });
      return { field: 'id_no', member: second };
    },
  },
  copying(15, 'ID of a member of another household', (member, twin) => {
    member['id_no'] = twin['id_no'];
    member['birth_date'] = twin['birth_date'];
  }),
  copying(16, 'name and birthday of a member of another household', (member, twin, { village }) => {
    member['name'] = twin['name'];
    moveBirth(member, String(twin['birth_date']));
    village.usedIds.add(id(member));
  }),
  onMember(17, 'emptied', 'name', anyone, (member) => delete member['name']),
  onMember(18, 'digits in the name', 'name', anyone, (member) => {
    member['name'] = `${String(member['name'])}2`;
  }),
  onMember(19, 'certificate type of a disabled person', 'id_type', anyone, (member) => {
    member['id_type'] = '残疾人证';
  }),
  onMember(20, 'emptied', 'ethnic', anyone, (member) => delete member['ethnic']),
  onHousehold(
    21,
    'not in the code list',
    'fuel',
    () => true,
    (fields) => {
      fields['fuel'] = '牛油蜡';
    },
  ),
  onMember(
    22,
    'league member below 14',
    'political',
    (member, age) => isPlain(member) && age < 13,
    (member) => {
      member['political'] = '共青团员';
    },
  ),
];

/** Same sex, relation and schooling, ages within the same year: one may bear the other's number and break nothing else. */
function sameKind(a: Row, b: Row, asOf: string): boolean {
  const age = (row: Row): string => String(Number(asOf.slice(0, 4)) - Number(String(row['birth_date']).slice(0, 4)));
  return (
    a['sex'] === b['sex'] &&
    a['student_status'] === b['student_status'] &&
    age(a) === age(b) &&
    a['id_no'] !== b['id_no']
  );
}
