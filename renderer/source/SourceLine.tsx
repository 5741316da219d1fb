/** The line under a form: where the value of the field in work came from, and 看原表. */
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { entityAt, fieldIn } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import { pathText } from '../forms/pathText';
import { provenanceOf } from '../store/queries/provenance';
import { useSession } from '../store/session';
import { words } from '../strings';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { isComposing } from '../ui/ime';
import { notify } from '../ui/notify';
import { useAsync } from '../ui/useAsync';
import { SourceDialog } from './SourceDialog';
import { said, type Said, type SourceCell } from './said';
import './source.css';

interface Asked {
  readonly path: string;
  /** Counts, so that the same path can be asked for again. */
  readonly time: number;
}

interface SourceLineProps {
  readonly household: string;
  /** The field in work; null = none yet. */
  readonly path: string | null;
  /** Asked for from elsewhere on the page. */
  readonly asked: Asked | null;
  /** The dialog was closed: back to the field. */
  readonly onClosed: (path: string) => void;
}

interface Shown {
  readonly path: string;
  readonly said: Said;
}

export function SourceLine({ household, path, asked, onClosed }: SourceLineProps): ReactElement {
  const { archive, version } = useSession();
  const read = useCallback(
    async (at: string): Promise<Shown> => ({
      path: at,
      said: isDerived(at) ? DERIVED : said(await provenanceOf(archive, household, at)),
    }),
    [archive, household],
  );
  const found = useAsync(() => read(path ?? ''), `${household} ${version} ${path}`, path !== null);
  const shown = found?.path === path ? found : undefined;
  const [open, setOpen] = useState<{ readonly path: string; readonly source: SourceCell; readonly how: string } | null>(
    null,
  );

  const look = useCallback(
    async (at: string): Promise<void> => {
      const { place, how, source } = (await read(at)).said;
      if (source) setOpen({ path: at, source, how });
      else notify({ kind: 'info', text: `${pathText(at)}没有原表可看：${[place, how].filter(Boolean).join('，')}` });
    },
    [read],
  );
  useEffect(() => {
    if (asked) void look(asked.path);
  }, [asked, look]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isComposing(event) || event.defaultPrevented || path === null) return;
      if (!event.altKey || event.ctrlKey || event.shiftKey || event.code !== 'KeyO') return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      void look(path);
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
          <span className="source-said" title={shown && [shown.said.place, shown.said.how].filter(Boolean).join('　')}>
            {shown ? (
              <>
                {shown.said.place !== '' && (
                  <span className="source-place">
                    <Icon name="file" size={0.875} />
                    {shown.said.place}
                  </span>
                )}
                <span className="source-how">{shown.said.how}</span>
              </>
            ) : (
              words.loading
            )}
          </span>
          {shown?.said.source && (
            <Button
              look="quiet"
              className="source-look"
              title="打开导入的那张表，看这个内容在哪个格子 (Alt+O)"
              // The field keeps the cursor until the sheet is there.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => void look(shown.path)}
            >
              看原表 <kbd>Alt+O</kbd>
            </Button>
          )}
        </>
      )}
      {open && (
        <SourceDialog
          source={open.source}
          field={pathText(open.path)}
          how={open.how}
          onClose={() => {
            setOpen(null);
            onClosed(open.path);
          }}
        />
      )}
    </div>
  );
}

const DERIVED: Said = { place: '', how: '由软件按别的栏目算出来的，不用填', source: null };

function isDerived(path: string): boolean {
  const { place, key } = parsePath(path) ?? {};
  const entity = place === undefined || place === 'unread' || place === 'extra' ? undefined : entityAt(place);
  return entity !== undefined && key !== undefined && fieldIn(entity.name, key)?.derived === true;
}
