/** Step 6: what was written, what could not be, and the way back. */
import { useEffect, type ReactElement } from 'react';
import { useSession } from '../../store/session';
import { Button } from '../../ui/Button';
import { go } from '../../ui/route';
import { adoptUnit } from './adoptUnit';
import { FIRST } from './focus';
import { ImportResult } from './ImportResult';
import type { Written } from './importState';
import { restart } from './importSteps';

export function DoneStep({ written }: { readonly written: Written }): ReactElement {
  const { archive } = useSession();
  const { operation, result } = written;
  useEffect(() => {
    if (operation !== null) void adoptUnit(archive);
  }, [archive, operation]);
  return (
    <div className="page-scroll">
      <ImportResult
        id={result}
        actions={
          <>
            <Button look="primary" {...FIRST} onClick={() => go({ page: 'archive' })}>
              去看档案
            </Button>
            <Button onClick={() => go({ page: 'audit' })}>去审核</Button>
            <Button onClick={restart}>再导入一个</Button>
          </>
        }
      />
    </div>
  );
}
