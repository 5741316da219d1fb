/** The line under a form: where the value of the field in work came from, and 看原表. */
import { useEffect, type ReactElement } from 'react';
import { pathText } from '../forms/pathText';
import { useSession } from '../store/session';
import { words } from '../strings';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { isComposing } from '../ui/ime';
import { useAsync } from '../ui/useAsync';
import { SourceDialog } from './SourceDialog';
import type { Said } from './said';
import type { Source } from './useSource';
import './source.css';

interface SourceLineProps {
  readonly household: string;
  readonly source: Source;
  /** The field in work; null = none yet. */
  readonly path: string | null;
  /** The dialog was closed: back to the field. */
  readonly onClosed: (path: string) => void;
}

export function SourceLine({ household, source, path, onClosed }: SourceLineProps): ReactElement {
  const { version } = useSession();
  const { read, look, opened, close } = source;
  const found = useAsync(
    async () => ({ path, said: await read(path ?? '') }),
    `${household} ${version} ${path}`,
    path !== null,
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isComposing(event) || event.defaultPrevented || path === null) return;
      if (!event.altKey || event.ctrlKey || event.shiftKey || event.code !== 'KeyO') return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      look(path);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [path, look]);

  return (
    <div className="source-line" role="region" aria-label="出处">
      {path === null ? (
        <span className="source-how">点一个格子，这里写着它的内容是从哪来的</span>
      ) : (
        <>
          <b className="source-field">{pathText(path)}</b>
          {found?.path === path ? (
            <Origin said={found.said} onLook={() => look(path)} />
          ) : (
            <span className="source-how">{words.loading}</span>
          )}
        </>
      )}
      {opened && (
        <SourceDialog
          source={opened.source}
          field={pathText(opened.path)}
          how={opened.how}
          onClose={() => {
            close();
            onClosed(opened.path);
          }}
        />
      )}
    </div>
  );
}

function Origin({ said, onLook }: { readonly said: Said; readonly onLook: () => void }): ReactElement {
  const { place, how, source } = said;
  return (
    <>
      <span className="source-said" title={[source?.path ?? '', place, how].filter(Boolean).join('\n')}>
        {place !== '' && (
          <span className="source-place">
            <Icon name="file" size={0.875} />
            <span>{place}</span>
          </span>
        )}
        <span className="source-how">{how}</span>
      </span>
      {source && (
        <Button
          look="quiet"
          className="source-look"
          title="打开导入的那张表，看这个内容在哪个格子 (Alt+O)"
          // The field keeps the cursor until the sheet is there.
          onPointerDown={(event) => event.preventDefault()}
          onClick={onLook}
        >
          看原表 <kbd>Alt+O</kbd>
        </Button>
      )}
    </>
  );
}
