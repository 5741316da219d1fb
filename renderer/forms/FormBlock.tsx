/** One row of the record as a two-column form. */
import type { ReactElement } from 'react';
import type { Field } from '#shared/catalogue/index';
import type { FormContext } from './context';
import { FieldLine } from './FieldLine';
import { groupsOf, labelIn, YEAR_KEY, type Block } from './layout';
import type { FieldState } from './model';
import { isRelevant } from './relevance';

interface Shown {
  readonly field: Field;
  readonly state: FieldState;
  /** Filled although it does not apply. */
  readonly beside: boolean;
}

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
  const shown = (field: Field): Shown | null => {
    const state = model.field(rowPath, field);
    const asked = isRelevant(field, scope) && field.derived !== true;
    // What does not apply is not asked, but what stands there is never hidden.
    return asked || state.text !== '' ? { field, state, beside: !asked && field.derived !== true } : null;
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
        const lines = withWidths(group.fields.map(shown).filter((each) => each !== null));
        if (lines.length === 0) return null;
        return (
          <div key={`${group.title}${index}`}>
            {group.title !== '' && <h4 className="group-title note">{group.title}</h4>}
            <div className="form">
              {lines.map(({ field, state, beside, wide }) => {
                const path = `${rowPath}.${field.key}`;
                return (
                  <FieldLine
                    key={field.key}
                    field={field}
                    label={labelIn(group, field)}
                    path={path}
                    state={state}
                    finding={findings.get(path)}
                    beside={beside}
                    wide={wide}
                    onSave={(text) => save(path, field, text)}
                  />
                );
              })}
            </div>
          </div>
        );
      })}
    </div>
  );
}

/** A long text takes the whole row; so does a field that would stand alone beside an empty cell. */
function withWidths(lines: readonly Shown[]): readonly (Shown & { readonly wide: boolean })[] {
  let left = true;
  return lines.map((line, index) => {
    const next = lines[index + 1];
    const long = line.field.type === 'longText';
    const wide = long || (left && (next === undefined || next.field.type === 'longText'));
    left = wide || !left;
    return { ...line, wide };
  });
}
