/** After an opening that was no ordinary one: what was wrong, what the archive was made from again, and what is missing. */
import type { ReactElement } from 'react';
import { desktop } from './bridge/desktop';
import { sayStory } from './keeping/story';
import type { OpenStory } from './store/openDistrustful';
import { Button } from './ui/Button';
import { Dialog } from './ui/Dialog';
import { go } from './ui/route';
import { useAsync } from './ui/useAsync';

export function Recovery({
  story,
  onClose,
}: {
  readonly story: OpenStory;
  readonly onClose: () => void;
}): ReactElement | null {
  const copies = useAsync(() => desktop.copies(), '');
  if (!copies) return null;
  const began = copies.ok ? copies.value.find(({ name }) => name === story.copy) : undefined;
  const { kind, title, facts } = sayStory(story, began?.made ?? null);
  return (
    <Dialog
      title={title}
      kind={kind}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" autoFocus onClick={onClose}>
            知道了
          </Button>
          <Button
            onClick={() => {
              onClose();
              go({ page: 'safety' });
            }}
          >
            查看数据安全
          </Button>
        </>
      }
    >
      <dl className="dialog-facts">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
