/** Numbers that the fill handle counted on. */
import type { Column, Patient } from './patient';

/** ID and phone numbers that grow by one from row to row: Excel's fill handle counts on. */
export function checkSeries(patient: Patient): void {
  for (const column of patient.columns) {
    if (column.kind !== 'id' && column.kind !== 'phone') continue;
    const least = column.kind === 'id' ? 2 : 4;
    let run: { row: number; text: string }[] = [];
    const close = (): void => {
      if (run.length >= least) reportSeries(patient, column, run);
      run = [];
    };
    for (const row of patient.rows) {
      const cell = patient.cell(row, column.index);
      const text = typeof cell === 'number' ? String(cell) : typeof cell === 'string' ? cell : '';
      const last = run.at(-1);
      if (last !== undefined && isNext(last.text, text)) run.push({ row, text });
      else if (last === undefined || last.text !== text) {
        close();
        if (/^\d{11,18}$/.test(text)) run = [{ row, text }];
      } else close();
    }
    close();
  }
}

function isNext(before: string, text: string): boolean {
  if (text.length !== before.length || text.length < 11) return false;
  const at = text.length - 9;
  return text.slice(0, at) === before.slice(0, at) && Number(text.slice(at)) === Number(before.slice(at)) + 1;
}

function reportSeries(patient: Patient, column: Column, run: readonly { row: number; text: string }[]): void {
  for (const { row, text } of run.slice(1)) {
    patient.findings.add(row, column.index, text, {
      kind: 'drag_fill',
      level: column.kind === 'id' || run.length > 4 ? 'certain' : 'likely',
      params: { first: run[0]?.text ?? '', from: (run[0]?.row ?? 0) + 1, count: run.length },
    });
  }
}
