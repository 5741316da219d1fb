import { describe, expect, it } from 'vitest';
import { CompositionGuard } from './ime';

describe('a composition that the loss of focus ends', () => {
  it('gives back the text from before, whichever event comes first', () => {
    const dropped = new CompositionGuard();
    dropped.start('王');
    expect(dropped.blur()).toBe('王');

    const ended = new CompositionGuard();
    ended.start('王');
    ended.end();
    expect(ended.blur()).toBe('王');
  });
  it('keeps what the clerk ended, by a key or by waiting', async () => {
    const byKey = new CompositionGuard();
    byKey.start('');
    byKey.end();
    byKey.settle();
    expect(byKey.blur()).toBeNull();

    const byWaiting = new CompositionGuard();
    byWaiting.start('');
    byWaiting.end();
    await new Promise((done) => setTimeout(done, 5));
    expect(byWaiting.blur()).toBeNull();
  });
  it('leaves a field alone in which nothing was composed', () => {
    expect(new CompositionGuard().blur()).toBeNull();
  });
});
