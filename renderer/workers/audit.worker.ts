import { expose } from 'comlink';
import { ok } from '#shared/result';
import { openArchive } from '../store/db';
import type { AuditApi } from './api';
import { Auditor } from './audit/auditor';
import { lazyApi } from './lazyApi';
import { today } from './today';

const METHODS = ['run', 'last', 'findings', 'byRule', 'byHousehold', 'households', 'rejudge'] as const;

expose(
  lazyApi<AuditApi>(METHODS, async () => {
    const archive = await openArchive({ who: '', device: '' });
    return archive.ok ? ok(new Auditor(archive.value, today())) : archive;
  }),
);
