/** An earlier import, opened from 导入记录. */
import type { ReactElement } from 'react';
import { words } from '../../strings';
import { Button } from '../../ui/Button';
import { FIRST } from './focus';
import { ImportResult } from './ImportResult';
import { changeImport } from './importState';

export function ResultView({ id }: { readonly id: string }): ReactElement {
  return (
    <div className="page-scroll">
      <ImportResult
        key={id}
        id={id}
        actions={
          <Button icon="left" {...FIRST} onClick={() => changeImport({ result: null })}>
            {words.back}
          </Button>
        }
      />
    </div>
  );
}
