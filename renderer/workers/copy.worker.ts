import { expose } from 'comlink';
import { ok } from '#shared/result';
import { desktop } from '../bridge/desktop';
import { openArchive } from '../store/db';
import type { CopyApi } from './api';
import { Copier } from './copy/copier';
import { desktopFilesOf } from './copy/files';
import { lazyApi } from './lazyApi';
import { today } from './today';

const METHODS = ['make', 'backup', 'preview', 'restore', 'asides', 'bringIn', 'rehearse'] as const;

expose(
  lazyApi<CopyApi>(METHODS, async () => {
    const info = await desktop.info();
    if (!info.ok) return info;
    const { computer, version, mode } = info.value;
    const archive = await openArchive({ who: '', device: computer });
    if (!archive.ok) return archive;
    return ok(
      new Copier(archive.value, desktopFilesOf(desktop), { version, today: today(), gentle: mode === 'window' }),
    );
  }),
);
