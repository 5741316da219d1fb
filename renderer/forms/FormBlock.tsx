/** One row of the record as a two-column form. */
import type { ReactElement } from 'react';
import type { Field } from '#shared/catalogue/index';
import type { FormContext } from './context';
import { FieldLine } from './FieldLine';
import { groupsOf, labelIn, YEAR_KEY, type Block } from './layout';
import { isRelevant } from './relevance';

interface FormBlockProps {
  readonly block: Block;
  readonly title: string;
  /** `fields`, `relocation`, `years[0]` … */
  readonly rowPath: string;
  readonly context: FormContext;
}

export function FormBlock({ block, title, rowPath, context }: FormBlockProps): ReactElement {
  const { model, findings, save } = context;
  const scope = model.scope(rowPath, block.entity.name);
  const line = (field: Field, label: string): ReactElement | null => {
    const path = `${rowPath}.${field.key}`;
    const state = model.field(rowPath, field);
    const asked = isRelevant(field, scope) && field.derived !== true;
    // What does not apply is not asked, but what stands there is never hidden.
    if (!asked && state.text === '') return null;
    return (
      <FieldLine
        key={field.key}
        field={field}
        label={label}
        path={path}
        state={state}
        finding={findings.get(path)}
        beside={!asked && field.derived !== true}
        onSave={(text) => save(path, field, text)}
      />
    );
  };
  const fields = block.entity.name === 'year' ? block.fields.filter(({ key }) => key !== YEAR_KEY) : block.fields;
  return (
    <div className="block">
      {title !== '' && (
        <div className="block-head">
          <h3>{title}</h3>
        </div>
      )}
      {groupsOf(fields).map((group, index) => {
        const lines = group.fields.map((field) => line(field, labelIn(group, field))).filter((each) => each !== null);
        if (lines.length === 0) return null;
        return (
          <div key={`${group.title}${index}`}>
            {group.title !== '' && <h4 className="group-title note">{group.title}</h4>}
            <div className="form">{lines}</div>
          </div>
        );
      })}
    </div>
  );
}
