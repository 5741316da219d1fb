/** Draws the sentence that `notify` holds. */
import type { ReactElement } from 'react';
import { words } from '../strings';
import { Button } from './Button';
import { Notice } from './Notice';
import { notify, useNotification } from './notify';

export function Notifications(): ReactElement | null {
  const shown = useNotification();
  if (!shown) return null;
  const { action } = shown;
  return (
    <div className="notification">
      <Notice
        kind={shown.kind}
        action={
          <>
            {action && (
              <Button
                look="quiet"
                onClick={() => {
                  notify(null);
                  action.run();
                }}
              >
                {action.label}
              </Button>
            )}
            <Button look="quiet" icon="close" aria-label={words.close} onClick={() => notify(null)} />
          </>
        }
      >
        {shown.text}
      </Notice>
    </div>
  );
}
