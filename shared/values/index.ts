/** The codecs by value type. */
import type { Field, ValueType } from '../catalogue/field';
import type { Codec, CodecFor } from './codec';
import { codeCodec, multiCodeCodec } from './code';
import { dateCodec, yearCodec } from './date';
import { bankAccountCodec, idNumberCodec, phoneCodec } from './digits';
import { numberCodec } from './number';
import { textCodec } from './text';
import { yesNoCodec } from './yesNo';

/** A type without a codec does not compile, nor does a codec under a wrong type. */
const CODECS: { readonly [T in ValueType]: CodecFor<T> } = {
  text: textCodec('text'),
  longText: textCodec('longText'),
  integer: numberCodec('integer'),
  decimal: numberCodec('decimal'),
  money: numberCodec('money'),
  area: numberCodec('area'),
  year: yearCodec,
  date: dateCodec,
  code: codeCodec,
  multiCode: multiCodeCodec,
  yesNo: yesNoCodec,
  idNumber: idNumberCodec,
  phone: phoneCodec,
  bankAccount: bankAccountCodec,
};

/** The codec of a field. */
export function codecFor(field: Pick<Field, 'type'>): Codec {
  return CODECS[field.type];
}

export type { Codec, Parsed } from './codec';
