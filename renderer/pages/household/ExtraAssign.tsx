/** 归入栏目: gives a header of the 附加列 a field of the catalogue, in all households at once. It asks nothing, for it can be taken back. */
import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import { ENTITIES, fieldOf } from '#shared/catalogue/index';
import { canTakeExtra } from '#shared/import/assignExtra';
import { undoOperation } from '../../forms/undo';
import { assignExtraColumn } from '../../store/commands/assignExtraColumn';
import { useSession } from '../../store/session';
import { number, words } from '../../strings';
import { Button } from '../../ui/Button';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';

const OPTIONS = ENTITIES.map((entity) => ({
  label: entity.label,
  options: entity.list.filter(canTakeExtra).map(({ key, label, aliases }) => ({
    value: `${entity.name}.${key}`,
    label,
    words: [label, ...(aliases ?? [])].join(' ').toLowerCase(),
  })),
})).filter(({ options }) => options.length > 0);

function matches(typed: string, option?: object): boolean {
  return option !== undefined && 'words' in option && String(option.words).includes(typed.trim().toLowerCase());
}

export function ExtraAssign({ header }: { readonly header: string }): ReactElement {
  const { archive, settings } = useSession();
  const [choosing, setChoosing] = useState(false);
  const [working, setWorking] = useState(false);
  const assign = async (path: string): Promise<void> => {
    const field = fieldOf(path);
    setChoosing(false);
    if (!field) return;
    setWorking(true);
    const done = await assignExtraColumn(archive, header, field, settings.year);
    setWorking(false);
    if (!done.ok) {
      notify({ kind: 'error', text: sayError(done.error) });
      return;
    }
    const { operation, moved, kept } = done.value;
    if (operation === null) {
      notify({ kind: 'warn', text: `没有一条能归入${field.label}：内容读不出，或栏目里已有不同的值。附加列没有变。` });
      return;
    }
    const rest = kept === 0 ? '' : `；${number(kept)} 条读不出或与栏目里的值不同，仍在附加列`;
    notify({
      kind: 'good',
      text: `全部住户的附加列“${header}”：${number(moved)} 条已归入${field.label}${rest}`,
      action: { label: words.undo, run: () => void undoOperation(archive, operation) },
    });
  };
  if (!choosing)
    return (
      <Button look="quiet" writes busy={working} aria-label={`把“${header}”归入栏目`} onClick={() => setChoosing(true)}>
        归入栏目
      </Button>
    );
  return (
    <Select
      aria-label={`“${header}”归入哪个栏目`}
      className="extra-field"
      autoFocus
      defaultOpen
      placeholder="选一个栏目，全部住户一起归入"
      showSearch={{ filterOption: matches }}
      popupMatchSelectWidth={260}
      options={OPTIONS}
      onChange={(path: string) => void assign(path)}
      onBlur={() => setChoosing(false)}
    />
  );
}
