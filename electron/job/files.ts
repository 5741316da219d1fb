/** From the paths of a command line to tokens: the page that does the job never sees a path. */
import { mkdirSync } from 'node:fs';
import type { JobInput, JobRequest } from '#shared/ipc/job';
import { ok, type Result } from '#shared/result';
import { AtomicWriter } from '../files/atomicWrite';
import { describeFile } from '../files/readPiece';
import { writeFailure } from '../files/fileErrors';
import type { FileTokens } from '../files/tokens';
import { outsideArchive } from '../files/writers';
import type { JobCall } from './arguments';
import { join } from 'node:path';

/**
 * Looks at every input, makes every output folder, and proves that every output file can be written: an import must not
 * be refused for its report after it was applied. Codes: file_not_found, not_a_file, folder_missing, target_is_folder, …
 */
export async function toRequest(call: JobCall, tokens: FileTokens, archive: string): Promise<Result<JobRequest>> {
  const inputs: JobInput[] = [];
  for (const path of call.inputs) {
    const file = await describeFile(path);
    if (!file.ok) return file;
    inputs.push({ token: tokens.issue(path, 'read'), ...file.value });
  }
  const outputs: Record<string, string> = {};
  for (const [name, { kind, path }] of Object.entries(call.outputs)) {
    const outside = outsideArchive(path, archive);
    if (!outside.ok) return outside;
    if (kind === 'folder') {
      try {
        mkdirSync(path, { recursive: true });
      } catch (error) {
        return writeFailure(error, join(path, '*'), 'create');
      }
    } else {
      const probe = await AtomicWriter.open(path);
      if (!probe.ok) return probe;
      await probe.value.abort();
    }
    outputs[name] = tokens.issue(path, kind === 'folder' ? 'folder' : 'write');
  }
  return ok({ verb: call.verb, options: call.options, words: call.words, inputs, outputs });
}
