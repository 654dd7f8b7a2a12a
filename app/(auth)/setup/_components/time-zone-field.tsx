'use client';

import { useEffect, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { Field, inputClass } from '@/components/ui/field';

type TimeZoneFieldProps = { name: string; timeZones: string[]; error: string | undefined };

/** Every zone there is, with the browser's own chosen beforehand where there is JavaScript. */
export function TimeZoneField({ name, timeZones, error }: TimeZoneFieldProps) {
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (select.current?.value === '' && timeZones.includes(own)) select.current.value = own;
  }, [timeZones]);
  return (
    <Field label="Time zone" hint="Expiration dates are this zone's." error={error}>
      {(control) => (
        <select
          ref={select}
          name={name}
          required
          defaultValue=""
          {...control}
          className={cn(inputClass, 'h-10 text-base')}
        >
          <option value="" disabled>
            Choose a time zone
          </option>
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
