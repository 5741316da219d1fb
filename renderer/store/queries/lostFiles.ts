/** Files of attachments that cannot be read any more or are not there, by the names that a clerk knows. */
import type { Result } from '#shared/result';
import type { Archive } from '../db';
import { imports } from './batches';
import { placesOf, referencedAttachments } from './attachments';

/** Recorded attachments, or such that an undo could bring back, for which `find` finds no file; those that are rotten are there. */
export async function missingFiles(
  archive: Archive,
  rotten: readonly string[],
  find: (sha256: string) => Promise<Result<unknown>>,
): Promise<string[]> {
  const missing: string[] = [];
  for (const sha256 of [...(await referencedAttachments(archive))].sort()) {
    if (rotten.includes(sha256)) continue;
    const file = await find(sha256);
    if (!file.ok && file.error.code === 'file_not_found') missing.push(sha256);
  }
  return missing;
}

/** “合同.pdf”（王国强） for each file, once for every household that has it; what no household has is only counted. */
export async function nameFiles(archive: Archive, files: readonly string[]): Promise<string[]> {
  const places = await placesOf(archive, files);
  const named = places.map(({ name, head }) => `“${name}”（${head || '未填写户主姓名'}）`);
  const imported = (await imports(archive)).flatMap(({ files: list, when }) =>
    list.filter(({ sha256 }) => files.includes(sha256)).map(({ sha256, name }) => ({ sha256, name, when })),
  );
  for (const { name, when } of imported) named.push(`“${name}”（${when.slice(0, 10)}导入的表）`);
  const known = [...places, ...imported];
  const removed = files.filter((sha256) => !known.some((place) => place.sha256 === sha256)).length;
  return removed === 0 ? named : [...named, `已移除的附件 ${removed} 个`];
}
