import { describe, expect, it } from 'vitest';
import { forgetUnsaved, keepUnsaved, saveUnsaved } from './unsaved';

describe('texts that could not be saved', () => {
  it('wait until a retry succeeds, in their order, and stop at one that fails again', async () => {
    let full = true;
    const tried: string[] = [];
    const entry = (text: string): Parameters<typeof keepUnsaved>[2] => ({
      text,
      why: '',
      retry: () => {
        tried.push(text);
        return Promise.resolve(!full);
      },
    });
    keepUnsaved('a', 'fields.phone', entry('1'));
    keepUnsaved('a', 'fields.phone', entry('2'));
    keepUnsaved('b', 'fields.remark', entry('3'));
    keepUnsaved('b', 'fields.address', entry('4'));
    forgetUnsaved('b', 'fields.address');
    expect(await saveUnsaved()).toBe(false);
    expect(tried).toEqual(['2']);
    full = false;
    expect(await saveUnsaved()).toBe(true);
    expect(tried).toEqual(['2', '2', '3']);
    expect(await saveUnsaved()).toBe(true);
    expect(tried).toHaveLength(3);
  });

  it('keep what was typed again while the earlier text was being saved', async () => {
    let release: (done: boolean) => void = () => undefined;
    keepUnsaved('c', 'fields.phone', { text: '1', why: '', retry: () => new Promise((done) => (release = done)) });
    const saving = saveUnsaved();
    keepUnsaved('c', 'fields.phone', { text: '2', why: '', retry: () => Promise.resolve(false) });
    release(true);
    expect(await saving).toBe(false);
    forgetUnsaved('c', 'fields.phone');
  });
});
