/** 大字: one root size scales everything; lengths that must be known in pixels (virtual rows) follow it through here. */
import { useSyncExternalStore } from 'react';

export const TEXT_SIZES = ['normal', 'large', 'larger'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
const SCALES: Readonly<Record<TextSize, number>> = { normal: 1, large: 1.25, larger: 1.5 };

const KEY = 'hudang.text';
const listeners = new Set<() => void>();

/** The size chosen on this computer; it belongs to the screen, not to the archive. */
export function textSize(): TextSize {
  const stored = localStorage.getItem(KEY);
  return TEXT_SIZES.find((size) => size === stored) ?? 'normal';
}

/** Puts the chosen size into effect; called once before the first paint and after each change. */
export function applyTextSize(size: TextSize = textSize()): void {
  document.documentElement.dataset['text'] = size;
}

export function setTextSize(size: TextSize): void {
  localStorage.setItem(KEY, size);
  applyTextSize(size);
  for (const listener of listeners) listener();
}

export function useTextSize(): TextSize {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, textSize);
}

/** Factor of the present text size, 1 … 1.5. */
export function useScale(): number {
  return SCALES[useTextSize()];
}
