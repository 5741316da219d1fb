import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Draft } from './draft';
import { Sending, type Saved } from './sending';

describe('a text on its way into the record', () => {
  it('is not replaced by what stood there before, and followed once it has arrived', () => {
    const sending = new Sending('');
    expect(sending.hear('')).toBe(true);
    sending.leave('村头第0号');
    expect(sending.hear('')).toBe(false);
    expect(sending.arrive('changed')).toBe(false);
    expect(sending.hear('')).toBe(false);
    expect(sending.hear('村头第0号')).toBe(true);
    expect(sending.hear('乙')).toBe(true);
  });

  it('that is told of before the save has ended counts when it ends', () => {
    const sending = new Sending('12');
    sending.leave('１３');
    expect(sending.hear('13')).toBe(false);
    expect(sending.arrive('changed')).toBe(true);
    expect(sending.heard).toBe('13');
  });

  it('that changed nothing gives way to what stands there', () => {
    const sending = new Sending('12');
    sending.leave('12 ');
    expect(sending.arrive('same')).toBe(true);
    expect(sending.heard).toBe('12');
  });

  it('and was overtaken by a later one is not shown again', () => {
    const sending = new Sending('');
    sending.leave('A');
    sending.leave('AB');
    expect(sending.arrive('changed')).toBe(false);
    expect(sending.hear('A')).toBe(false);
    expect(sending.arrive('changed')).toBe(false);
    expect(sending.hear('A')).toBe(false);
    expect(sending.hear('AB')).toBe(true);
  });

  it('typed as it was before is followed like any other', () => {
    const sending = new Sending('A');
    sending.leave('B');
    sending.leave('A');
    expect(sending.hear('B')).toBe(false);
    expect(sending.arrive('changed')).toBe(false);
    expect(sending.arrive('changed')).toBe(false);
    expect(sending.hear('A')).toBe(true);
  });
});

/** As much of an input as a draft needs; writing its value moves the cursor, as browsers do. */
class Box extends EventTarget {
  selected = false;
  defaultValue = '';
  private text = '';
  get value(): string {
    return this.text;
  }
  set value(text: string) {
    this.text = text;
    this.selected = false;
  }
  select(): void {
    this.selected = true;
  }
}

describe('an input', () => {
  let box: Box;
  beforeEach(() => {
    box = new Box();
    vi.stubGlobal('document', { activeElement: box });
    vi.stubGlobal('KeyboardEvent', Event);
    return () => vi.unstubAllGlobals();
  });

  it('keeps text and selection while its save is on the way, whatever is drawn meanwhile', async () => {
    const draft = new Draft('');
    draft.attach(box as unknown as HTMLInputElement);
    let end: (how: Saved) => void = () => undefined;
    const draw = (text: string) =>
      draft.follow({ field: null, path: 'p', text, onCommit: () => new Promise<Saved>((done) => (end = done)) }, null);
    draw('');
    box.value = '村头第0号';
    draft.commit();
    box.select();
    draw('');
    expect([box.value, box.selected]).toEqual(['村头第0号', true]);
    end('changed');
    await Promise.resolve();
    draw('村头第0号');
    expect([box.value, box.selected, draft.isDirty()]).toEqual(['村头第0号', true, false]);
  });
});
