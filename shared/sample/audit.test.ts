/**
 * Generator and audit were written apart: a clean village has no finding that matters, and of a damaged one exactly the
 * injected defects are found.
 */
import { describe, expect, it } from 'vitest';
import { auditContext } from '../audit/context';
import { judge } from '../audit/engine';
import type { Finding } from '../audit/finding';
import { BUILT } from '../audit/rules/index';
import { generateVillage, toRecord } from './village';

const AS_OF = '20260630';

function audit(
  seed: number,
  households: number,
  defects: number,
): { findings: Finding[]; truth: ReturnType<typeof generateVillage>['truth'] } {
  const { truth } = generateVillage({ households, seed, style: 'flat', asOf: AS_OF, defects });
  const records = truth.households.map((household, index) => toRecord(household, `id${index}`, truth.year));
  return { findings: [...judge(records, auditContext(AS_OF))], truth };
}

const brief = (finding: Finding): string =>
  `${finding.code} ${finding.household} ${finding.member ?? ''} ${finding.field ?? ''} ${JSON.stringify(finding.params)}`;

describe('audit of generated villages', () => {
  it.each([1, 2, 3])('finds nothing that matters in clean village %i', (seed) => {
    const { findings } = audit(seed, 400, 0);
    expect(findings.filter((finding) => finding.severity !== 'I').map(brief)).toEqual([]);
  });

  it.each([4, 5, 6, 7, 8, 9])('finds exactly the injected defects of village %i', (seed) => {
    const { findings, truth } = audit(seed, 500, 300);
    const built = new Set(BUILT);
    const checkable = new Set(truth.rules_checkable.filter((rule) => built.has(rule)));
    const expected = truth.defects.flatMap((defect) =>
      [defect.rule, ...defect.also]
        .filter((rule) => checkable.has(rule))
        .flatMap((rule) => defect.households.map((no) => `${rule} ${no}`)),
    );
    const how = (pair: string): string => {
      const defect = truth.defects.find((one) => one.households.includes(pair.split(' ')[1]!));
      return `${pair} (${defect?.rule ?? 'none'}: ${defect?.how ?? ''})`;
    };
    const actual = findings
      .filter((finding) => finding.rule !== null && checkable.has(finding.rule))
      .map((finding) => `${finding.rule} ${finding.household}`);
    const infos = new Set(
      findings.filter((finding) => finding.severity === 'I').map((finding) => `${finding.rule} ${finding.household}`),
    );
    expect(expected.filter((pair) => !actual.includes(pair)).map((pair) => `missing ${how(pair)}`)).toEqual([]);
    expect(
      [...new Set(actual)]
        .filter((pair) => !expected.includes(pair) && !infos.has(pair))
        .map((pair) => `surplus ${how(pair)}`),
    ).toEqual([]);
  });
});
