/** Texts that stand in columns of codes and that no code stands for: each is asked about once, and remembered. */
import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { UnknownValue } from '../../workers/api';
import { number } from '../../strings';
import { Button } from '../../ui/Button';
import { useAsync } from '../../ui/useAsync';
import { importApi } from '../../workers/client';
import { FIRST } from './focus';
import { setValue } from './importSteps';

const AS_IT_STANDS = '\u0000';
const SHOWN = 6;

export function ValueList({ version }: { readonly version: string }): ReactElement | null {
  const [all, setAll] = useState(false);
  const values = useAsync(() => importApi().unknownValues(), version);
  if (!values || values.length === 0) return null;
  const open = values.filter(({ chosen }) => chosen === undefined).length;
  return (
    <section className="value-list">
      <h2>
        值对照 <span className="count">{number(open)}</span>
      </h2>
      <p className="note">选项里没有的写法，说一次是什么意思，以后都照办；不选的原样保留。</p>
      <ul>
        {(all ? values : values.slice(0, SHOWN)).map((value) => (
          <ValueLine key={`${value.field}|${value.text}`} value={value} />
        ))}
      </ul>
      {values.length > SHOWN && (
        <Button look="quiet" onClick={() => setAll(!all)}>
          {all ? '收起' : `另有 ${number(values.length - SHOWN)} 个`}
        </Button>
      )}
    </section>
  );
}

function ValueLine({ value }: { readonly value: UnknownValue }): ReactElement {
  const { field, text, label, count, choices, suggestion, chosen, file, sheet, cell } = value;
  return (
    <li className="value" {...(chosen === undefined ? FIRST : {})}>
      <span className="column-head" title={text}>
        {text}
      </span>
      <span className="note" title={`${file} ${sheet} ${cell}`}>
        {label}，{number(count)} 处，如 {file.slice(file.lastIndexOf('/') + 1)} {cell}
      </span>
      <Select
        aria-label={`${label}“${text}”是什么意思`}
        className="column-field"
        placeholder={suggestion === null ? '请选' : `是“${suggestion}”吗`}
        showSearch
        popupMatchSelectWidth={220}
        value={chosen === undefined ? undefined : (chosen ?? AS_IT_STANDS)}
        allowClear
        onClear={() => void setValue(field, text, undefined)}
        options={[
          ...(suggestion === null ? [] : [{ value: suggestion, label: `${suggestion}（像是）` }]),
          ...choices.filter((choice) => choice !== suggestion).map((choice) => ({ value: choice, label: choice })),
          { value: AS_IT_STANDS, label: '原样保留，不再问' },
        ]}
        onChange={(picked?: string) => {
          if (picked !== undefined) void setValue(field, text, picked === AS_IT_STANDS ? null : picked);
        }}
      />
    </li>
  );
}
