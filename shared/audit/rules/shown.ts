/** An amount as a sentence shows it: at most two decimals; ？ when unknown. */
export function shown(value: number | undefined): string {
  return value === undefined ? '？' : String(Math.round(value * 100) / 100);
}
