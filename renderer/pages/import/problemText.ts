import type { Problem } from '#shared/import/types';
import { sentence } from '#shared/messages/sentence';
import type { ProblemText } from '../../workers/api';

/** A kept problem in words. */
export function problemText(problem: Problem): ProblemText {
  const file = problem.file.slice(problem.file.lastIndexOf('/') + 1);
  return {
    ...problem,
    text: sentence(problem.code, { file, sheet: problem.sheet, cell: problem.cell, ...problem.params }),
  };
}
