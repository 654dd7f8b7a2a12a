import type { UsageDayView } from '@/lib/usage/view';

const HEAD = 'border-b border-line bg-well px-2.5 py-2 text-left text-xs font-medium text-ink-3';
const CELL = 'border-b border-line px-2.5 py-1.5 text-left align-top font-normal [tr:last-child>&]:border-b-0';

/** The days of the chart, the newest first. */
export function UsageTable({ days }: { days: readonly UsageDayView[] }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <table aria-labelledby="usage" className="w-full border-separate border-spacing-0 tabular-nums">
        <thead>
          <tr>
            <th scope="col" className={HEAD}>
              Day
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Allowed
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Denied
            </th>
            <th scope="col" className={HEAD}>
              By code
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ date, label, allowed, denied, codes }) => (
            <tr key={date}>
              <th scope="row" className={`${CELL} whitespace-nowrap`}>
                {label}
              </th>
              <td className={`${CELL} text-right`}>{allowed}</td>
              <td className={`${CELL} text-right`}>{denied}</td>
              <td className={`${CELL} mono text-[11.5px] text-ink-3`}>
                {codes.map(({ code, calls }) => (
                  <span key={code} className="mr-2 inline-block">
                    {code} {calls}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
