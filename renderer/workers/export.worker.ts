import { expose } from 'comlink';
import { ok } from '#shared/result';
import { openArchive } from '../store/db';
import type { ExportApi } from './api';
import { Exporter } from './export/exporter';
import { lazyApi } from './lazyApi';

expose(
  lazyApi<ExportApi>(['build', 'errorBook'], async () => {
    const archive = await openArchive({ who: '', device: '' });
    return archive.ok ? ok(new Exporter(archive.value)) : archive;
  }),
);
