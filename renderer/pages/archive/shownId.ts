/** Which household a row of the register is. */

interface ShownRows {
  at(position: number): { readonly id: string } | undefined;
}

/**
 * The id of the household in a row: of the one that is drawn there. After a save the worker may already have put the
 * register in another order, or be about to: whoever presses Enter means the row he sees. Only a row that is not drawn yet
 * is asked for; null = there is none.
 */
export async function shownId(
  rows: ShownRows,
  position: number,
  idAt: (position: number) => Promise<string | null>,
): Promise<string | null> {
  return rows.at(position)?.id ?? (await idAt(position));
}
