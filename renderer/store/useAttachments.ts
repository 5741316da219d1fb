/** The files of the household on screen: re-read whenever a command of any window or worker wrote one. */
import type { Archive } from './db';
import { attachmentsOf, type Attachment } from './queries/attachments';
import { useLastRead } from './useLastRead';

/** undefined = still reading. */
export function useAttachments(archive: Archive, household: string): readonly Attachment[] | undefined {
  return useLastRead(attachmentsOf, archive, household);
}
