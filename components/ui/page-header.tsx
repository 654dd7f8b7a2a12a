import type { ReactNode } from 'react';
import { Breadcrumb, type Crumb } from './breadcrumb';

type PageHeaderProps = {
  crumbs: Crumb[];
  title: string;
  /** One sentence on what the page is for. */
  children?: ReactNode;
  /** The page's one action. */
  action?: ReactNode;
};

/** Breadcrumb, title, sentence, and the page's one action (full width on a phone). */
export function PageHeader({ crumbs, title, children, action }: PageHeaderProps) {
  return (
    <div>
      <Breadcrumb crumbs={crumbs} />
      <div className="mt-1.5 flex items-start gap-4 max-md:flex-wrap max-md:gap-3">
        <div className="min-w-0">
          <h1>{title}</h1>
          {children && <p className="mt-0.5 max-w-[84ch] text-ink-2">{children}</p>}
        </div>
        {action && <div className="ml-auto flex flex-none gap-2 max-md:w-full max-md:[&>*]:flex-1">{action}</div>}
      </div>
    </div>
  );
}
