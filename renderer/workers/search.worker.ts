import { expose } from 'comlink';
import { ok } from '#shared/result';
import { openArchive } from '../store/db';
import { subscribe } from '../store/events';
import type { SearchApi } from './api';
import { lazyApi } from './lazyApi';
import { Register } from './search/register';
import { today } from './today';

const METHODS = ['open', 'query', 'rows', 'positionOf', 'idAt', 'facet'] as const;

expose(
  lazyApi<SearchApi>(METHODS, async () => {
    const archive = await openArchive({ who: '', device: '' });
    if (!archive.ok) return archive;
    const register = new Register(archive.value, today());
    // What an announcement cannot read now, the next query reads or says.
    subscribe((committed) => void register.announced(committed).catch(() => undefined));
    return ok(register);
  }),
);
