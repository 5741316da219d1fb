/**
 * Text that is being typed must outlive a crash. Fields tell whoever keeps it what stands in them; on pages where nothing
 * of a household is typed nobody listens.
 */
import { createContext } from 'react';
import type { Field } from '#shared/catalogue/index';

export interface TypingKeeper {
  /** The text that stands in a field now, and is not saved. Called on every keystroke: it only takes a note. */
  readonly typed: (path: string, field: Field, text: string) => void;
  /** What stands in the field is what is saved: restored, typed back, or left as it was. */
  readonly ended: (path: string) => void;
}

export const TypingContext = createContext<TypingKeeper | null>(null);
