import { Fragment, type ReactNode } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { KeyDetailView } from '@/lib/keys/view';

/** What is known of the key besides its name and its end. */
export function KeyFacts({ of: detail, ownerName }: { of: KeyDetailView; ownerName?: string }) {
  return (
    <Card>
      <CardHeader title="About this key" />
      <CardBody>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
          {[...ownerFact(ownerName), ...factsOf(detail)].map(({ label, value }) => (
            <Fragment key={label}>
              <dt className="text-ink-3">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </Fragment>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}

/** Said where the key is not the reader's own. */
function ownerFact(name: string | undefined): { label: string; value: ReactNode }[] {
  return name === undefined ? [] : [{ label: 'Owner', value: name }];
}

function factsOf({ key, created, issued, since }: KeyDetailView): { label: string; value: ReactNode }[] {
  return [
    { label: key.audience === 'CLIENT' ? 'Publishable key' : 'Access Key', value: <Code>{key.accessKey}</Code> },
    ...(key.audience === 'CLIENT' ? [] : [{ label: 'API Key Access Secret', value: 'Shown once' }]),
    ...(key.group === null ? [] : [{ label: 'Group', value: key.group.name }]),
    { label: 'Description', value: key.description ?? <span className="text-ink-3">None</span> },
    { label: 'Rate limit', value: key.rateLimit.says },
    { label: 'Created', value: <Time {...created} /> },
    { label: 'Issued', value: <Time {...issued} /> },
    ...(since === null ? [] : [{ label: since.label, value: <Time {...since.time} /> }]),
  ];
}

function Code({ children }: { children: string }) {
  return <span className="mono break-all">{children}</span>;
}
