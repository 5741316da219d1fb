/** A list of lines of which only those in sight exist. The caller draws a line; heights are in pixels at normal text size. */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useImperativeHandle,
  useRef,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import { useScale } from '../ui/scale';

export interface ListHandle {
  readonly scrollTo: (at: number) => void;
}

interface VirtualListProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  readonly count: number;
  readonly heightOf: (at: number) => number;
  readonly keyOf?: (at: number) => string | number;
  /** Changes when heights or keys do. */
  readonly stamp?: unknown;
  /** A line at its place; `style` has to go to its outermost element, which is positioned absolutely. */
  readonly children: (at: number, style: { readonly top: number; readonly height: number }) => ReactNode;
  /** Told which lines are in sight, both ends inclusive. */
  readonly onSight?: (from: number, to: number) => void;
  readonly handle?: Ref<ListHandle>;
}

export function VirtualList(props: VirtualListProps): ReactElement {
  const { count, heightOf, keyOf, stamp, children, onSight, handle, ...rest } = props;
  const scale = useScale();
  const box = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer's functions are read afresh in each render
  const lines = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: (at) => heightOf(at) * scale,
    ...(keyOf ? { getItemKey: keyOf } : {}),
    overscan: 8,
  });
  useEffect(() => lines.measure(), [lines, scale, stamp]);
  useImperativeHandle(handle, () => ({ scrollTo: (at) => lines.scrollToIndex(at) }), [lines]);
  const items = lines.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = Math.min(items.at(-1)?.index ?? 0, count - 1);
  useEffect(() => onSight?.(from, to), [onSight, from, to]);
  return (
    <div ref={box} {...rest}>
      <div style={{ height: lines.getTotalSize(), position: 'relative' }}>
        {items.map((item) => (
          <LineKey key={item.key}>{children(item.index, { top: item.start, height: item.size })}</LineKey>
        ))}
      </div>
    </div>
  );
}

function LineKey({ children }: { readonly children: ReactNode }): ReactNode {
  return children;
}
