/** The filter line over the register: one chip a question. */
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../../ui/Button';
import { ChipFilter } from '../../ui/ChipFilter';
import { searchApi } from '../../workers/client';
import { problemGroups } from './problems';

const CHIPS = [
  { key: 'village', label: '村' },
  { key: 'group', label: '组' },
  { key: 'household_type', label: '户类型' },
  { key: 'monitor_type', label: '监测类别' },
  { key: 'problems', label: '问题' },
] as const;

type Filters = Readonly<Record<string, readonly string[]>>;

export function FilterLine({
  filters,
  onChange,
  children,
}: {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly children: ReactNode;
}): ReactElement {
  const some = Object.values(filters).some((values) => values.length > 0);
  return (
    <div className="filter-line" role="toolbar" aria-label="筛选">
      {CHIPS.map(({ key, label }) => (
        <ChipFilter
          key={key}
          label={label}
          chosen={filters[key] ?? []}
          load={key === 'problems' ? problemGroups : () => searchApi().facet(key)}
          onChange={(values) => onChange({ ...filters, [key]: values })}
        />
      ))}
      {some && (
        <Button look="quiet" onClick={() => onChange({})}>
          全部清除
        </Button>
      )}
      <span className="filter-end">{children}</span>
    </div>
  );
}
