/** The sections at the left, each with the count of its problems; the one in sight is marked. */
import { useEffect, useState, type ReactElement, type RefObject } from 'react';
import { findingPath, sectionOfPath, type SaidFinding } from '../../forms/findings';
import { FORM_SECTIONS } from '../../forms/layout';

export function SectionNav({
  scroller,
  findings,
}: {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly findings: readonly SaidFinding[];
}): ReactElement {
  const [inSight, setInSight] = useState<string>(FORM_SECTIONS[0]?.key ?? '');

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = (): void => {
      const edge = box.getBoundingClientRect().top + box.clientHeight / 3;
      const passed = FORM_SECTIONS.filter(({ key }) => {
        const section = box.querySelector(`#section-${key}`);
        return section !== null && section.getBoundingClientRect().top <= edge;
      });
      const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 4 && box.scrollTop > 0;
      setInSight((atEnd ? FORM_SECTIONS.at(-1) : passed.at(-1))?.key ?? FORM_SECTIONS[0]?.key ?? '');
    };
    look();
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [scroller]);

  const counts = new Map<string, { errors: number; others: number }>();
  for (const finding of findings) {
    const path = findingPath(finding);
    const section = path === null ? null : sectionOfPath(path);
    if (section === null || finding.severity === 'I') continue;
    const count = counts.get(section) ?? { errors: 0, others: 0 };
    if (finding.severity === 'E') count.errors++;
    else count.others++;
    counts.set(section, count);
  }

  return (
    <nav className="section-nav" aria-label="栏目">
      {FORM_SECTIONS.map(({ key, title }) => {
        const count = counts.get(key);
        const total = (count?.errors ?? 0) + (count?.others ?? 0);
        return (
          <button
            key={key}
            type="button"
            className="section-item"
            aria-current={key === inSight ? 'true' : undefined}
            onClick={() => scroller.current?.querySelector(`#section-${key}`)?.scrollIntoView({ block: 'start' })}
          >
            {title}
            {total > 0 && (
              <span
                className={count?.errors ? 'section-errors' : 'section-warnings'}
                title={`必须改 ${count?.errors ?? 0}，需说明 ${count?.others ?? 0}`}
              >
                {total}
                <span className="sr-only">个问题</span>
              </span>
            )}
          </button>
        );
      })}
    </nav>
  );
}
