/** Keeps what is typed into the fields of one household. */
import { useEffect, useMemo, useRef } from 'react';
import type { Field } from '#shared/catalogue/index';
import type { HouseholdRecord } from '#shared/derive/record';
import { desktop } from '../bridge/desktop';
import type { TypingKeeper } from '../fields/drafting';
import { trackSave } from '../ui/leaving';
import { draftAbout } from './about';
import { beforeReset } from '../store/recover';
import { Keeping } from './keeping';

/** One for the window: a household that is left with a text waiting goes on being kept. */
const keeping = new Keeping(desktop);
beforeReset(() => keeping.flush());

/** What becomes of a text that was handed over for saving. */
export interface Typing extends TypingKeeper {
  readonly saving: (path: string) => void;
  readonly saved: (path: string, text: string) => Promise<void>;
  readonly failed: (path: string, field: Field, text: string) => void;
}

/** `year` = the year being worked on. The window does not close before a draft that is over is forgotten. */
export function useTyping(record: HouseholdRecord, year: number): Typing {
  const now = useRef({ record, year });
  useEffect(() => {
    now.current = { record, year };
  }, [record, year]);
  return useMemo(() => {
    const place = (path: string): { household: string; path: string } => ({ household: record.id, path });
    // Read when the text is sent: by then what was saved in the same row before has arrived in the record.
    const about = (path: string, field: Field) => () => draftAbout(now.current.record, path, field, now.current.year);
    return {
      typed: (path, field, text) => keeping.typed(place(path), about(path, field), text),
      ended: (path) => trackSave(keeping.ended(place(path)).then(() => true)),
      saving: (path) => keeping.saving(place(path)),
      saved: (path, text) => keeping.saved(place(path), text),
      failed: (path, field, text) => keeping.failed(place(path), about(path, field), text),
    };
  }, [record.id]);
}
