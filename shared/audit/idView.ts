/** An ID number taken apart once per member: 18 digits, 20/22 characters of a disability certificate, or an old 15-digit card. */
import { idCharactersHold, idLengthHolds, idSex, normaliseId, personKey } from '../values/idNumber';
import { isRealDay } from './dates';

export interface IdView {
  /** Normalised; '' when blank. */
  readonly text: string;
  /** The person behind the number: ID card and disability certificate of one person give the same key. */
  readonly person: string;
  /** 18, 20 or 22 characters long. */
  readonly full: boolean;
  /** A full number whose first 18 characters are ones that may stand there. */
  readonly legal: boolean;
  /** Digits 7–14 of a full number, as they stand; '' when they are not digits. */
  readonly birth: string;
  /** Digits 7–14 are a day that exists. */
  readonly birthReal: boolean;
  /** Sex by the order digit; undefined when unknown. */
  readonly sex: '男' | '女' | undefined;
}

const NO_ID: IdView = {
  text: '',
  person: '',
  full: false,
  legal: false,
  birth: '',
  birthReal: false,
  sex: undefined,
};

/** Takes an ID number apart; never fails. */
export function viewId(raw: string): IdView {
  const text = normaliseId(raw);
  if (text === '') return NO_ID;
  const full = idLengthHolds(text);
  const digits = full ? text.slice(6, 14) : '';
  const birth = /^\d{8}$/.test(digits) ? digits : '';
  return {
    text,
    person: personKey(text),
    full,
    legal: full && idCharactersHold(text),
    birth,
    birthReal: birth !== '' && isRealDay(birth),
    sex: full || text.length === 15 ? idSex(text) : undefined,
  };
}
