import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { addAttachment } from './commands/addAttachment';
import { addHousehold } from './commands/addHousehold';
import { removeAttachment } from './commands/removeAttachment';
import { removeHousehold } from './commands/removeHousehold';
import { saveField } from './commands/saveField';
import { undo } from './commands/undo';
import { closeArchive, type Archive } from './db';
import { attachmentsOf, referencedAttachments } from './queries/attachments';
import { hashArchive } from './queries/hashArchive';
import { openForTest } from './testArchive';

let serial = 0;
const opened: Archive[] = [];
const CARD = 'a'.repeat(64);
const BOOK = 'b'.repeat(64);

async function household(): Promise<{ archive: Archive; id: string }> {
  const archive = await openForTest({ who: '李秀兰', device: '' }, `attachments-${++serial}`);
  if (!archive.ok) throw new Error(archive.error.code);
  opened.push(archive.value);
  const done = await addHousehold(archive.value);
  if (!done.ok) throw new Error(done.error.code);
  return { archive: archive.value, id: done.value.id };
}

const file = (sha256: string, name: string) => ({ sha256, name, bytes: 3, type: 'image/jpeg' });
const names = async (archive: Archive, id: string) => (await attachmentsOf(archive, id)).map(({ name }) => name);

afterEach(() => opened.splice(0).forEach(closeArchive));

describe('attachments of a household', () => {
  it('are added and removed as steps of their own, and come back', async () => {
    const { archive, id } = await household();
    const before = await hashArchive(archive);
    expect(await addAttachment(archive, id, file(CARD, '身份证.jpg'))).toMatchObject({
      ok: true,
      value: { kind: 'attachment', summary: '添加附件 身份证.jpg' },
    });
    await addAttachment(archive, id, file(BOOK, '户口簿.pdf'));
    const [card] = await attachmentsOf(archive, id);
    expect(card).toMatchObject({ name: '身份证.jpg', bytes: 3, who: '李秀兰', sha256: CARD, household: id });
    expect((await hashArchive(archive)).hash).toBe(before.hash);
    if (card) await removeAttachment(archive, card);
    expect(await names(archive, id)).toEqual(['户口簿.pdf']);
    await undo(archive);
    expect(await names(archive, id)).toEqual(['身份证.jpg', '户口簿.pdf']);
    await undo(archive);
    expect(await names(archive, id)).toEqual(['身份证.jpg']);
  });

  it('are not there twice, and not of a household that is gone', async () => {
    const { archive, id } = await household();
    await addAttachment(archive, id, file(CARD, '身份证.jpg'));
    expect(await addAttachment(archive, id, file(CARD, '复印.jpg'))).toMatchObject({
      ok: false,
      error: { code: 'attachment_twice', params: { name: '复印.jpg', known: '身份证.jpg' } },
    });
    const [card] = await attachmentsOf(archive, id);
    if (card) await removeAttachment(archive, card);
    expect(card && (await removeAttachment(archive, card))).toMatchObject({ error: { code: 'attachment_missing' } });
    expect(await addAttachment(archive, 'nobody', file(CARD, 'a'))).toMatchObject({
      error: { code: 'household_missing' },
    });
  });

  it('go with their household and come back with it', async () => {
    const { archive, id } = await household();
    await saveField(archive, id, { path: 'fields.head_name', value: '王国强' });
    await addAttachment(archive, id, file(CARD, '身份证.jpg'));
    await removeHousehold(archive, id);
    expect(await archive.db.attachments.count()).toBe(0);
    await undo(archive);
    expect(await names(archive, id)).toEqual(['身份证.jpg']);
  });

  it('are wanted for as long as a household has them or an undo could give them back', async () => {
    const { archive, id } = await household();
    await addAttachment(archive, id, file(CARD, '身份证.jpg'));
    await addAttachment(archive, id, file(BOOK, '户口簿.pdf'));
    const [card] = await attachmentsOf(archive, id);
    if (card) await removeAttachment(archive, card);
    expect([...(await referencedAttachments(archive))].sort()).toEqual([CARD, BOOK]);
    await removeHousehold(archive, id);
    expect([...(await referencedAttachments(archive))].sort()).toEqual([CARD, BOOK]);
  });
});
