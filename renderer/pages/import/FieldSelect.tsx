/** Chooses the field of a column: found by label, other names, pinyin or its first letters. */
import { Select } from 'antd';
import { type ReactElement } from 'react';
import { ENTITIES } from '#shared/catalogue/index';
import { useAsync } from '../../ui/useAsync';

export const NONE = '';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly words: string;
}
interface Group {
  readonly label: string;
  readonly options: readonly Option[];
}

/** All fields that a sheet can carry, by entity. */
export const FIELD_GROUPS: readonly Group[] = ENTITIES.map((entity) => ({
  label: entity.label,
  options: entity.list
    .filter((field) => field.notOn?.import === undefined && field.derived !== true)
    .map((field) => ({
      value: `${entity.name}.${field.key}`,
      label: field.label,
      words: [field.label, ...(field.aliases ?? [])].join(' ').toLowerCase(),
    })),
})).filter(({ options }) => options.length > 0);

/** Pinyin of all labels by value; the dictionary is large and comes when it is first needed. */
let sounds: Promise<ReadonlyMap<string, string>> | null = null;

function loadSounds(): Promise<ReadonlyMap<string, string>> {
  sounds ??= import('../../workers/labelSounds').then(
    ({ soundOfLabel }) =>
      new Map(FIELD_GROUPS.flatMap(({ options }) => options.map(({ value, label }) => [value, soundOfLabel(label)]))),
  );
  return sounds;
}

export function matchesField(
  option: Pick<Option, 'words' | 'value'>,
  typed: string,
  sound: ReadonlyMap<string, string> | undefined,
): boolean {
  const text = typed.trim().toLowerCase();
  return option.words.includes(text) || (sound?.get(option.value)?.includes(text) ?? false);
}

export function FieldSelect({
  label,
  field,
  onChange,
}: {
  readonly label: string;
  readonly field: string | null;
  readonly onChange: (field: string | null) => void;
}): ReactElement {
  const sound = useAsync(loadSounds, 'sounds');
  return (
    <Select
      aria-label={label}
      className="column-field"
      showSearch={{
        filterOption: (typed: string, option?: object) =>
          option !== undefined && isOption(option) && matchesField(option, typed, sound),
      }}
      popupMatchSelectWidth={260}
      listHeight={320}
      value={field ?? NONE}
      options={OPTIONS}
      onChange={(value: string) => onChange(value === NONE ? null : value)}
    />
  );
}

function isOption(option: object): option is Option {
  return 'words' in option && 'value' in option;
}

const OPTIONS: { value?: string; label: string; words?: string; options?: Option[] }[] = [
  { value: NONE, label: '附加列（保留）', words: '附加列 保留 不对应' },
  ...FIELD_GROUPS.map(({ label, options }) => ({ label, options: [...options] })),
];
