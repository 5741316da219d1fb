import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from './codec';
import { bankAccountCodec, idNumberCodec, phoneCodec } from './digits';
import * as id from './idNumber';
import { testField } from './testField';

const field = testField('idNumber');

/** A right number: valid province, unassigned county, given birth and order. */
const rightId = fc
  .tuple(
    fc.constantFrom('110199', '429999', '629999'),
    fc.date({ min: new Date(Date.UTC(1900, 0, 1)), max: new Date(Date.UTC(2026, 5, 30)), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, birth, order]) => {
    const first17 = region + birth.toISOString().slice(0, 10).replaceAll('-', '') + String(order).padStart(3, '0');
    return first17 + (id.checkCharacter(first17) ?? '');
  });

describe('ID numbers from cells', () => {
  it.each<[CellValue, string]>([
    ['629999198110292819', '629999198110292819'],
    ['53969920180429011x', '53969920180429011X'],
    ['５３９６９９２０１８０４２９０１１ｘ', '53969920180429011X'],
    ["'53969920180429011X", '53969920180429011X'],
    ['="53969920180429011X"', '53969920180429011X'],
    [' 539699 20180429 011X ', '53969920180429011X'],
    ['53969919820216146342', '53969919820216146342'],
    ['53969919820216146342b1', '53969919820216146342B1'],
    ['539699811029281', '539699811029281'],
    [539699811029281, '539699811029281'],
    ['5396998110292', '5396998110292'],
    ['户口待办', '户口待办'],
    ['无', 'blank'],
    ['/', 'blank'],
    [null, 'blank'],
    [629999198110292800, '!id_rounded'],
    [1e15, '!id_rounded'],
    ['5.22E+17', '!id_rounded'],
    ['5.22221E17', '!id_rounded'],
    [{ kind: 'error', text: '#VALUE!' }, '!cell_error'],
  ])('%j → %s', (cell, expected) => {
    const result = idNumberCodec.fromCell(cell, field);
    expect(result.ok ? (result.value ?? 'blank') : `!${result.code}`).toBe(expected);
  });

  it('come back from text and cell', () => {
    fc.assert(
      fc.property(rightId, fc.constantFrom('', '42', '42B1'), (base, tail) => {
        const value = base + tail;
        expect(idNumberCodec.parse(idNumberCodec.format(value, field), field)).toEqual({ ok: true, value });
        expect(idNumberCodec.fromCell(idNumberCodec.toCell(value, field), field)).toEqual({ ok: true, value });
        expect(typeof idNumberCodec.toCell(value, field)).toBe('string');
      }),
    );
  });
});

describe('what an ID number says', () => {
  it('closes with its check character, and any other digit opens it', () => {
    fc.assert(
      fc.property(rightId, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (value, at, shift) => {
        expect(id.checksumHolds(value)).toBe(true);
        const digit = String((Number(value.charAt(at)) + shift) % 10);
        expect(id.checksumHolds(value.slice(0, at) + digit + value.slice(at + 1))).toBe(false);
      }),
    );
  });

  it('knows the example of GB 11643', () => {
    expect(id.checkCharacter('11010519491231002')).toBe('X');
    expect(id.idBirthDate('11010519491231002X')).toBe('19491231');
    expect(id.idSex('11010519491231002X')).toBe('女');
    expect(id.idRegion('11010519491231002X')).toBe('110105');
  });

  it('reads old numbers and proposes the new one', () => {
    expect(id.upgradeId('110105491231002')).toBe('11010519491231002X');
    expect(id.idBirthDate('110105491231002')).toBe('19491231');
    expect(id.idSex('110105491231002')).toBe('女');
    expect(id.idLengthHolds('110105491231002')).toBe(false);
    expect(id.upgradeId('11010549123100A')).toBeUndefined();
    expect(id.upgradeId('11010519491231002X')).toBeUndefined();
  });

  it('takes certificates apart and finds the person behind them', () => {
    expect(id.certificateDigits('53989919820313265763')).toEqual({ type: '6', level: '3', reissue: '' });
    expect(id.certificateDigits('53969919820216146342B1')).toEqual({ type: '4', level: '2', reissue: 'B1' });
    expect(id.certificateDigits('539699198202161463')).toBeUndefined();
    expect(id.personKey('53969919820216146342B1')).toBe(id.personKey('539699198202161463'));
    expect(id.personKey('110105491231002')).toBe('11010519491231002X');
  });

  it('says nothing where it cannot', () => {
    expect(id.idBirthDate('539699198102302819')).toBeUndefined();
    expect(id.idBirthDate('539699')).toBeUndefined();
    expect(id.idBirthDate('5396991981O2292819')).toBeUndefined();
    expect(id.idSex('539699198110292A')).toBeUndefined();
    expect(id.idRegion('A39699')).toBeUndefined();
    expect(id.checksumHolds('')).toBe(false);
    expect(id.checkCharacter('1234')).toBeUndefined();
    expect(id.idProvinceHolds('489699198509228322')).toBe(false);
    expect(id.idProvinceHolds('629699198509228322')).toBe(true);
    expect(id.idCharactersHold('53969919850922832A')).toBe(false);
    expect(id.idCharactersHold('53969919820216146342')).toBe(true);
  });
});

describe('accounts and telephones', () => {
  it.each<[CellValue, string]>([
    ['6217 0000 1234 5678 901', '6217000012345678901'],
    ['6217-0000-1234-5678-901', '6217000012345678901'],
    [621700001234567, '621700001234567'],
    [6217000012345678000, '!digits_rounded'],
    ['6.217E+18', '!digits_rounded'],
    ['无', 'blank'],
  ])('account %j → %s', (cell, expected) => {
    const result = bankAccountCodec.fromCell(cell, testField('bankAccount'));
    expect(result.ok ? (result.value ?? 'blank') : `!${result.code}`).toBe(expected);
  });

  it.each<[CellValue, string]>([
    ['138 1234 5678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['+86 13812345678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['0086-13812345678', '13812345678'],
    [13812345678, '13812345678'],
    ['0936-1234567', '0936-1234567'],
    ['0936－1234567', '0936-1234567'],
    ['1381234567', '1381234567'],
    ['13812345678/13912345678', '13812345678/13912345678'],
    ['—', 'blank'],
  ])('telephone %j → %s', (cell, expected) => {
    const result = phoneCodec.fromCell(cell, testField('phone'));
    expect(result.ok ? (result.value ?? 'blank') : `!${result.code}`).toBe(expected);
  });
});
