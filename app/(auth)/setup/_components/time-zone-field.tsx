'use client';

import { useEffect, useRef } from 'react';
import { TimeZoneOptions } from '@/components/forms/time-zone-options';
import { SelectField } from '@/components/ui/select-field';

type TimeZoneFieldProps = { name: string; timeZones: string[]; error: string | undefined };

/** Every zone there is, with the browser's own chosen beforehand where there is JavaScript. */
export function TimeZoneField({ name, timeZones, error }: TimeZoneFieldProps) {
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (select.current?.value === '' && timeZones.includes(own)) select.current.value = own;
  }, [timeZones]);
  return (
    <SelectField
      ref={select}
      label="Time zone"
      name={name}
      required
      tall
      defaultValue=""
      hint="Expiration dates are this zone’s."
      error={error}
    >
      <TimeZoneOptions timeZones={timeZones} />
    </SelectField>
  );
}
