'use client';

import { useState } from 'react';
import { NothingHere } from '@/components/ui/empty-state';
import type { AuditDayView } from '@/lib/audit/view';
import { AuditEntry } from './audit-entry';

type AuditLogProps = { days: AuditDayView[]; note: string | null; isFiltered: boolean };

/** The entries, day by day. One is open at a time. */
export function AuditLog({ days, note, isFiltered }: AuditLogProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <>
      {note !== null && (
        <p role="status" className="text-ink-2">
          {note}
        </p>
      )}
      <section aria-label="Entries" className="overflow-clip rounded-lg border border-line">
        {days.length === 0 && <Nothing isFiltered={isFiltered} />}
        {days.map((day) => (
          <div key={day.entries[0]?.id} className="group/day">
            <h2 className="border-b border-line bg-well px-3.5 py-2 text-xs font-medium tracking-normal text-ink-3 not-group-first/day:border-t">
              {day.label}
            </h2>
            <ol className="divide-y divide-line">
              {day.entries.map((entry) => (
                <AuditEntry
                  key={entry.id}
                  of={entry}
                  isOpen={entry.id === openId}
                  onToggle={() => setOpenId(entry.id === openId ? null : entry.id)}
                />
              ))}
            </ol>
          </div>
        ))}
      </section>
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return <NothingHere title="Nothing matches">Take a filter away, or write less of a name.</NothingHere>;
  return <NothingHere title="Nothing yet">What people and programs change appears here.</NothingHere>;
}
