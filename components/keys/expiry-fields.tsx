import { useState } from 'react';
import { TextField } from '@/components/ui/text-field';
import { type Instant, MINUTE, plus } from '@/lib/kernel/instant';
import { fromLocalTime, isLocalTime, type LocalTime, offsetText, toLocalTime } from '@/lib/kernel/local-time';
import { dateTimeText } from '@/lib/kernel/time-text';
import type { ChosenExpiryView } from '@/lib/keys/view';

type ExpiryFieldsProps = {
  /** "3 months", for "Not Accessed Expiration". */
  notAccessed: string | null;
  chosen: ChosenExpiryView;
  errors: Record<string, string>;
};

/** "Expires At": date and time on the reader's wall, with its offset on that day, and what they mean in the company's. */
export function ExpiryFields({ notAccessed, chosen, errors }: ExpiryFieldsProps) {
  const [local, setLocal] = useState<LocalTime>({ date: chosen.date, time: chosen.time });
  const at = isLocalTime(local) ? fromLocalTime(local, chosen.readerZone) : null;
  const place = chosen.readerZone.split('/').at(-1)?.replaceAll('_', ' ');
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label="Expires At"
          name="expiresOn"
          type="date"
          value={local.date}
          onChange={(event) => setLocal({ ...local, date: event.target.value })}
          error={errors['expiresOn']}
        />
        <TextField
          label="Time"
          name="expiresTime"
          type="time"
          value={local.time}
          onChange={(event) => setLocal({ ...local, time: event.target.value })}
          error={errors['expiresTime']}
          aside={
            <span className="text-xs text-ink-3">
              {place}
              {at !== null && `, ${offsetText(at, chosen.readerZone)}`}
            </span>
          }
        />
      </div>
      <p className="-mt-2 text-xs leading-[17px] text-ink-3">{sentences(notAccessed, chosen, at).join(' ')}</p>
    </>
  );
}

function sentences(notAccessed: string | null, chosen: ChosenExpiryView, at: Instant | null): string[] {
  return [
    ...(at === null ? [] : [`Works until ${worksUntil(at, chosen.companyZone)}.`]),
    ...(chosen.isFinal ? ['Choose carefully, it cannot be extended later.'] : []),
    `Max Key Lifespan: ${chosen.latest}.`,
    ...(notAccessed === null ? [] : [`Not Accessed Expiration: ${notAccessed}.`]),
  ];
}

/** A key that ends with a day works until the last minute of the day before. */
function worksUntil(at: Instant, companyZone: string): string {
  const endsWithDay = toLocalTime(at, companyZone).time === '00:00';
  return dateTimeText(endsWithDay ? plus(at, -MINUTE) : at, companyZone);
}
