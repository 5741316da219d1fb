/** The files of the household on screen: re-read whenever a command of any window or worker wrote one. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { Archive } from './db';
import { attachmentsOf, type Attachment } from './queries/attachments';

/** undefined = still reading. */
export function useAttachments(archive: Archive, household: string): readonly Attachment[] | undefined {
  return useLiveQuery(() => attachmentsOf(archive, household), [archive, household]);
}
