import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { Icon } from '@/components/ui/icon';
import type { PersonActor } from '@/lib/authz/actor';
import { presentCompanyUsage } from '@/lib/usage/present';
import { findCompanyUsage } from '@/lib/usage/queries';
import { requestContext } from '@/lib/web/request-context';

const BOX = 'flex min-h-[92px] flex-wrap items-start gap-x-8 gap-y-3 rounded-lg border border-line px-3.5 py-2.5';
/** Named here; the file has them all. */
const MOST_CODES = 3;

/** What all keys were used for. It comes after the list, which does not wait for it. */
export async function CompanyUsage({ actor }: { actor: PersonActor }) {
  const usage = await findCompanyUsage(await requestContext(actor));
  if (usage === null) return null;
  const { allowed, denied, deniedShare, codes, busiest } = presentCompanyUsage(usage);
  return (
    <section aria-labelledby="calls" className={BOX}>
      <h2 id="calls" className="sr-only">
        Calls, last 30 days
      </h2>
      <Figure name="Allowed, 30 days">{allowed}</Figure>
      <Figure name="Denied, 30 days">
        {denied}
        {deniedShare !== null && <small className="ml-1.5 text-xs font-normal text-ink-3">{deniedShare}</small>}
      </Figure>
      {codes.length > 0 && (
        <Named title="Denied most for">
          {codes.slice(0, MOST_CODES).map(({ code, calls }) => (
            <li key={code} className="mono text-[11.5px] whitespace-nowrap">
              {code} {calls}
            </li>
          ))}
        </Named>
      )}
      {busiest.length > 0 && (
        <Named title="Busiest keys">
          {busiest.map(({ keyId, name, calls }) => (
            <li key={keyId} className="min-w-0 [overflow-wrap:anywhere]">
              <Link href={`/user-control/keys/${keyId}`} prefetch={false}>
                {name}
              </Link>{' '}
              <span className="text-ink-3 tabular-nums">{calls}</span>
            </li>
          ))}
        </Named>
      )}
      <a href="/admin/keys/usage/export" download className={cn(buttonClass({ size: 'sm' }), 'ml-auto self-center')}>
        <Icon name="download" className="-ml-0.5 text-ink-3" />
        Export usage
      </a>
    </section>
  );
}

/** Where it will stand. */
export function CompanyUsageSkeleton() {
  return <div aria-busy="true" className={BOX} />;
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p>
      <span className="block text-xs font-medium text-ink-2">{name}</span>
      <b className="text-[20px] leading-7 font-semibold tabular-nums">{children}</b>
    </p>
  );
}

function Named({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h3 className="text-xs font-medium text-ink-2">{title}</h3>
      <ul className="mt-0.5 text-xs leading-[18px]">{children}</ul>
    </div>
  );
}
