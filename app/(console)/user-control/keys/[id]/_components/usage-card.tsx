'use client';

import { type ReactNode, useId, useState } from 'react';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { NothingHere } from '@/components/ui/empty-state';
import { SegmentedChoice } from '@/components/ui/segmented-choice';
import { Time } from '@/components/ui/time';
import type { KeyUsageView, UsagePeriodView } from '@/lib/usage/view';
import { UsageMark } from './usage-mark';
import { UsagePlot } from './usage-plot';
import { UsageTable } from './usage-table';

/** What the key was used for: totals, a chart of the days, and the same as a table. */
export function UsageCard({ of: { periods, lastUse, advice } }: { of: KeyUsageView }) {
  const [name, setName] = useState('30 days');
  const period = periods?.find((one) => one.name === name);
  return (
    <Card>
      <CardHeader title="Usage" id="usage">
        {periods !== null && (
          <SegmentedChoice
            label="Period"
            choices={periods.map((one) => ({ value: one.name, label: one.name }))}
            value={name}
            onChange={setName}
          />
        )}
      </CardHeader>
      <CardBody>
        {(period !== undefined || lastUse !== null) && (
          <dl className="mb-4 flex flex-wrap gap-x-8 gap-y-3">
            {period !== undefined && <Totals of={period} />}
            <LastUse of={lastUse} />
          </dl>
        )}
        {period === undefined ? (
          <NothingHere title="No calls in the last 30 days">{advice}</NothingHere>
        ) : (
          <Days key={period.name} of={period} />
        )}
      </CardBody>
    </Card>
  );
}

function Totals({ of: { allowed, denied, deniedShare } }: { of: UsagePeriodView }) {
  return (
    <>
      <Figure name="Allowed" mark="allowed">
        {allowed}
      </Figure>
      <Figure name="Denied" mark="denied" {...(deniedShare === null ? {} : { aside: deniedShare })}>
        {denied}
      </Figure>
    </>
  );
}

function LastUse({ of: lastUse }: { of: KeyUsageView['lastUse'] }) {
  if (lastUse === null) return <Figure name="Last used">Never</Figure>;
  const { time, address, agent } = lastUse;
  return (
    <Figure
      name="Last used"
      {...(address === null ? {} : { aside: address })}
      {...(agent === null ? {} : { below: agent })}
    >
      <Time {...time} />
    </Figure>
  );
}

type FigureProps = {
  name: string;
  mark?: 'allowed' | 'denied';
  aside?: string;
  below?: string;
  children: ReactNode;
};

function Figure({ name, mark, aside, below, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1.5 text-xs leading-4 text-ink-3">
        {mark !== undefined && <UsageMark of={mark} />}
        {name}
      </dt>
      <dd className="text-[20px] leading-7 font-semibold tracking-[-.012em] tabular-nums">
        {children}
        {aside !== undefined && (
          <small className="ml-1.5 text-xs font-normal tracking-normal text-ink-3">{aside}</small>
        )}
        {below !== undefined && (
          <small className="mono block text-[11.5px] leading-4 font-normal tracking-normal text-ink-3 [overflow-wrap:anywhere]">
            {below}
          </small>
        )}
      </dd>
    </div>
  );
}

function Days({ of: period }: { of: UsagePeriodView }) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <>
      <div id={id}>{isTable ? <UsageTable days={period.days} /> : <UsagePlot of={period} />}</div>
      <div className="mt-2 flex items-center gap-3 text-xs leading-[18px] text-ink-3">
        {!isTable && period.scale.bottom !== null && 'Denied calls have a scale of their own.'}
        <button
          type="button"
          aria-controls={id}
          onClick={() => setTable(!isTable)}
          className="ml-auto cursor-pointer rounded-sm font-medium text-link hover:underline touch:min-h-9"
        >
          {isTable ? 'Show as chart' : 'Show as table'}
        </button>
      </div>
    </>
  );
}
