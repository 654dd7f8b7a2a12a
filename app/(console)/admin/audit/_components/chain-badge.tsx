'use client';

import { Badge } from '@/components/ui/badge';
import { Tooltip } from '@/components/ui/tooltip';
import type { ChainBadgeView } from '@/lib/audit/view';

const MARKS = { ok: 'check', bad: 'cross', idle: 'clock' } as const;

/** Whether the entries still are what was written, as far as and when that was last looked at. */
export function ChainBadge({ of: { tone, label, title } }: { of: ChainBadgeView }) {
  return (
    <Tooltip text={title}>
      <button type="button" className="ml-auto cursor-help rounded-[5px] max-md:ml-0" aria-label={`${label}. ${title}`}>
        <Badge tone={tone} mark={MARKS[tone]}>
          {label}
        </Badge>
      </button>
    </Tooltip>
  );
}
