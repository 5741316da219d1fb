import { expose } from 'comlink';
import { ok } from '#shared/result';
import { desktop } from '../bridge/desktop';
import { openArchive } from '../store/db';
import type { ImportApi } from './api';
import { keeperOf } from './import/keeping';
import { ImportSession } from './import/session';
import { lazyApi } from './lazyApi';
import { today } from './today';

const METHODS = [
  'read',
  'reading',
  'unlock',
  'removeFile',
  'tables',
  'alike',
  'problems',
  'frame',
  'picture',
  'useSheet',
  'useHidden',
  'setHints',
  'setColumn',
  'setYear',
  'unknownValues',
  'setValue',
  'examine',
  'damages',
  'accept',
  'plan',
  'planRows',
  'decide',
  'apply',
  'choices',
  'cancel',
] as const satisfies readonly (keyof ImportApi)[];

expose(
  lazyApi<ImportApi>(METHODS, async () => {
    const archive = await openArchive({ who: '', device: '' });
    return archive.ok ? ok(new ImportSession(archive.value, today(), keeperOf(desktop))) : archive;
  }),
);
