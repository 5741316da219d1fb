/** 删除本户, at the very end of the page. It asks nothing, because it can be taken back. */
import type { ReactElement } from 'react';
import type { HouseholdRecord } from '#shared/derive/record';
import { undoOperation } from '../../forms/undo';
import { removeHousehold } from '../../store/commands/removeHousehold';
import { useSession } from '../../store/session';
import { words } from '../../strings';
import { Button } from '../../ui/Button';
import { notify } from '../../ui/notify';
import { go } from '../../ui/route';
import { sayError } from '../../ui/sayError';

export function RemoveHousehold({ record }: { readonly record: HouseholdRecord }): ReactElement {
  const { archive } = useSession();
  const remove = async (): Promise<void> => {
    const done = await removeHousehold(archive, record.id);
    if (!done.ok) {
      notify({ kind: 'error', text: sayError(done.error) });
      return;
    }
    const operation = done.value;
    go({ page: 'archive' });
    notify({
      kind: 'good',
      text: operation.summary,
      action: { label: words.undo, run: () => void undoOperation(archive, operation) },
    });
  };
  return (
    <div className="section record-end">
      <Button look="quiet" icon="minus" writes onClick={() => void remove()}>
        删除本户
      </Button>
      <span className="note">删除后可以撤销，档案里的内容不会丢</span>
    </div>
  );
}
