import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FieldDraft } from '#shared/ipc/desktop';
import { fail, ok } from '#shared/result';
import { EVERY_MS, FIRST_MS, Keeping, type DraftAbout } from './keeping';

const place = { household: 'H', path: 'fields.phone' };
const about = (): DraftAbout => ({ ...place, title: '张三', label: '联系电话', before: '' });

/** A main process that needs `slow` ms for every call and shows what lies on its disk. */
function desk(slow = 5) {
  const disk = new Map<string, string>();
  const sends: number[] = [];
  let full = false;
  const wait = () => new Promise((done) => setTimeout(done, slow));
  return {
    disk,
    sends,
    fill: (now: boolean) => (full = now),
    keepDraft: async (draft: FieldDraft) => {
      sends.push(Date.now());
      await wait();
      if (full) return fail('disk_full');
      disk.set(draft.path, draft.text);
      return ok(null);
    },
    dropDrafts: async (fields: readonly { path: string }[]) => {
      await wait();
      for (const { path } of fields) disk.delete(path);
      return ok(null);
    },
  };
}

describe('text that is being typed', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('is on disk but for the last second at every moment, and sent no more often than about once a second', async () => {
    const main = desk(60);
    const keeping = new Keeping(main);
    const typed: { text: string; at: number }[] = [];
    let text = '';
    for (let stroke = 0; stroke < 60; stroke++) {
      text += String(stroke % 10);
      keeping.typed(place, about, text);
      typed.push({ text, at: Date.now() });
      await pass(90);
      const old = typed.filter(({ at }) => at <= Date.now() - 1000).at(-1);
      if (old) expect((main.disk.get(place.path) ?? '').length).toBeGreaterThanOrEqual(old.text.length);
    }
    await pass(1000);
    expect(main.disk.get(place.path)).toBe(text);
    const gaps = main.sends.slice(1).map((at, index) => at - (main.sends[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(EVERY_MS);
  });

  it('is on disk at once when the page is about to go, also after a full disk', async () => {
    const main = desk(60);
    const keeping = new Keeping(main);
    main.fill(true);
    keeping.typed(place, about, '138');
    await pass(FIRST_MS + 30);
    // On its way, and refused in a moment; meanwhile there is room again.
    keeping.typed(place, about, '13800');
    const flushed = keeping.flush();
    await pass(40);
    main.fill(false);
    await pass(130);
    await flushed;
    expect(main.disk.get(place.path)).toBe('13800');
  });

  it('is forgotten once saved, even when a sending was under way, and not before', async () => {
    const main = desk(400);
    const keeping = new Keeping(main);
    keeping.typed(place, about, '138');
    await pass(FIRST_MS + 10);
    keeping.saving(place);
    void keeping.ended(place);
    await pass(2000);
    expect(main.disk.get(place.path)).toBe('138');
    keeping.typed(place, about, '1380');
    await pass(FIRST_MS + EVERY_MS);
    const saved = keeping.saved(place, '1380');
    await pass(2000);
    await saved;
    expect(main.disk.size).toBe(0);
    await pass(5000);
    expect(main.disk.size).toBe(0);
  });

  it('is forgotten when the field holds what is saved again, and never sent when that came quickly', async () => {
    const main = desk();
    const keeping = new Keeping(main);
    keeping.typed(place, about, '1');
    void keeping.ended(place);
    await pass(3000);
    expect(main.sends).toHaveLength(0);
    keeping.typed(place, about, '1');
    await pass(1000);
    void keeping.ended(place);
    await pass(1000);
    expect(main.disk.size).toBe(0);
  });

  it('goes on being kept when typing began anew before the save ended', async () => {
    const main = desk();
    const keeping = new Keeping(main);
    keeping.typed(place, about, '1');
    await pass(1000);
    keeping.saving(place);
    keeping.typed(place, about, '12');
    const saved = keeping.saved(place, '1');
    await pass(2000);
    await saved;
    expect(main.disk.get(place.path)).toBe('12');
  });

  it('that could not be saved is kept until it is, whatever is typed and taken back over it', async () => {
    const main = desk();
    const keeping = new Keeping(main);
    keeping.typed(place, about, '1');
    keeping.saving(place);
    keeping.failed(place, about, '1');
    void keeping.ended(place);
    await pass(1000);
    expect(main.disk.get(place.path)).toBe('1');
    keeping.typed(place, about, '12');
    await pass(1000);
    void keeping.ended(place);
    await pass(1000);
    expect(main.disk.get(place.path)).toBe('1');
    const saved = keeping.saved(place, '1');
    await pass(1000);
    await saved;
    expect(main.disk.size).toBe(0);
  });

  it('is sent again after a sending that failed', async () => {
    const main = desk();
    const keeping = new Keeping(main);
    main.fill(true);
    keeping.typed(place, about, '1');
    await pass(1000);
    main.fill(false);
    await pass(4000);
    expect(main.disk.get(place.path)).toBe('1');
  });
});
