import { expose } from 'comlink';
import { ok } from '#shared/result';
import { openArchive } from '../store/db';
import type { ImportApi } from './api';
import { ImportSession } from './import/session';
import { lazyApi } from './lazyApi';
import { today } from './today';

const METHODS = ['read', 'problems', 'setColumn', 'setYear', 'plan', 'planRows', 'apply'] as const;

expose(
  lazyApi<ImportApi>(METHODS, async () => {
    const archive = await openArchive({ who: '', device: '' });
    return archive.ok ? ok(new ImportSession(archive.value, today())) : archive;
  }),
);
