/** Where the values of one household came from, and the one whose 原表 is open. */
import { useCallback, useMemo, useState } from 'react';
import { entityAt, fieldIn } from '#shared/catalogue/index';
import { parsePath } from '#shared/derive/path';
import { pathText } from '../forms/pathText';
import { provenanceOf } from '../store/queries/provenance';
import { useSession } from '../store/session';
import { notify } from '../ui/notify';
import { said, type Said, type SourceCell } from './said';

export interface OpenedSource {
  readonly path: string;
  readonly source: SourceCell;
  readonly how: string;
}

export interface Source {
  readonly read: (path: string) => Promise<Said>;
  /** 看原表 of what stands at the path; where there is none, it is said why. */
  readonly look: (path: string) => void;
  readonly opened: OpenedSource | null;
  readonly close: () => void;
}

const DERIVED: Said = { place: '', how: '由软件按别的栏目算出来的，不用填', source: null };

export function useSource(household: string): Source {
  const { archive } = useSession();
  const [opened, setOpened] = useState<OpenedSource | null>(null);
  const read = useCallback(
    async (path: string): Promise<Said> =>
      isDerived(path) ? DERIVED : said(await provenanceOf(archive, household, path)),
    [archive, household],
  );
  const look = useCallback(
    (path: string): void => {
      void read(path).then(({ place, how, source }) => {
        if (source) setOpened({ path, source, how });
        else {
          const why = [place, how].filter(Boolean).join('，');
          notify({ kind: 'info', text: `${pathText(path)}没有原表可看：${why}` });
        }
      });
    },
    [read],
  );
  const close = useCallback(() => setOpened(null), []);
  return useMemo(() => ({ read, look, opened, close }), [read, look, opened, close]);
}

function isDerived(path: string): boolean {
  const { place, key } = parsePath(path) ?? {};
  const entity = place === undefined || place === 'unread' || place === 'extra' ? undefined : entityAt(place);
  return entity !== undefined && key !== undefined && fieldIn(entity.name, key)?.derived === true;
}
