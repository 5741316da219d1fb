/** A list of short rows as an editable sheet. */
import type { ReactElement } from 'react';
import type { ListPlace } from '#shared/derive/record';
import { EditSheet } from '../../grid/EditSheet';
import { addRow } from '../../store/commands/addRow';
import { removeRow } from '../../store/commands/removeRow';
import { useSession } from '../../store/session';
import { words } from '../../strings';
import { saveEverything } from '../../ui/leaving';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';
import type { FormContext } from '../../forms/context';
import type { Block } from '../../forms/layout';
import { undoOperation } from '../../forms/undo';

interface SheetBlockProps {
  readonly block: Block;
  readonly title: string;
  readonly context: FormContext;
}

export function SheetBlock({ block, title, context }: SheetBlockProps): ReactElement {
  const { archive } = useSession();
  const { model, findings, save } = context;
  const place = block.entity.place as ListPlace;
  const rows = model.record[place];
  const label = block.entity.label;

  const add = async (): Promise<void> => {
    const added = await addRow(archive, model.record.id, place, {}, label);
    if (!added.ok) notify({ kind: 'error', text: sayError(added.error) });
  };
  const remove = async (row: number): Promise<void> => {
    // What was being typed into the row goes with it, and comes back with it.
    if (!(await saveEverything())) return;
    const removed = await removeRow(archive, model.record.id, place, row, label);
    if (!removed.ok) notify({ kind: 'error', text: sayError(removed.error) });
    else if (removed.value) {
      const operation = removed.value;
      notify({
        kind: 'good',
        text: `已删除${label}第 ${row + 1} 行`,
        action: { label: words.undo, run: () => void undoOperation(archive, operation) },
      });
    }
  };

  return (
    <div className="block">
      {title !== '' && (
        <div className="block-head">
          <h3>
            {title} {rows.length > 0 && <span className="count">{rows.length}</span>}
          </h3>
        </div>
      )}
      <EditSheet
        label={label}
        fields={block.fields}
        rows={rows.length}
        place={place}
        valueAt={(row, field) => ({
          ...model.field(`${place}[${row}]`, field),
          finding: findings.get(`${place}[${row}].${field.key}`) ?? null,
        })}
        onSave={(row, field, text) => save(`${place}[${row}].${field.key}`, field, text)}
        onAdd={() => void add()}
        onRemove={(row) => void remove(row)}
        addLabel={`添加${label}`}
      />
    </div>
  );
}
