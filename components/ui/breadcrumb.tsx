import type { Route } from 'next';
import Link from 'next/link';
import { Fragment } from 'react';
import { Icon } from './icon';

export type Crumb = { label: string; href?: Route };

/** The way to this page; the last entry is the page itself. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  const last = crumbs.length - 1;
  return (
    <nav aria-label="Breadcrumb" className="flex flex-wrap items-center gap-1.5 text-xs text-ink-3">
      {crumbs.map(({ label, href }, index) => (
        <Fragment key={label}>
          {index > 0 && <Icon name="right" className="size-3" />}
          {index === last && (
            <span aria-current="page" className="font-medium text-ink-2">
              {label}
            </span>
          )}
          {index < last &&
            (href === undefined ? (
              <span>{label}</span>
            ) : (
              <Link href={href} className="text-ink-3">
                {label}
              </Link>
            ))}
        </Fragment>
      ))}
    </nav>
  );
}
