/** The six pages: icon and word, a bar on the one in work, and a count where there is something to do. */
import type { ReactElement } from 'react';
import { number, words } from '../strings';
import { Icon } from './Icon';
import { PAGES, go, type PageName } from './route';

export function Sidebar({
  page,
  problems,
}: {
  readonly page: PageName;
  /** Households with something that must be corrected. */
  readonly problems: number;
}): ReactElement {
  return (
    <nav className="sidebar" aria-label="主菜单">
      <div className="sidebar-name">
        <Icon name="house" size={1.375} />
        {words.app}
      </div>
      {PAGES.map((name) => (
        <button
          key={name}
          type="button"
          className="sidebar-item"
          aria-current={name === page ? 'page' : undefined}
          onClick={() => go({ page: name })}
        >
          <Icon name={name} />
          {words.pages[name]}
          {name === 'audit' && problems > 0 && (
            <span className="sidebar-count" title={`${number(problems)} 户有必须改的问题`}>
              {number(problems)}
              <span className="sr-only">户有必须改的问题</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
