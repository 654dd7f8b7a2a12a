'use client';

import { Tooltip } from './tooltip';

type TimeProps = { iso: string; label: string; title: string };

/** An instant in words made on the server, with the exact form in a tooltip that a keyboard reaches too. */
export function Time({ iso, label, title }: TimeProps) {
  return (
    <Tooltip text={title}>
      <time
        dateTime={iso}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must not need a mouse.
        tabIndex={0}
        className="told-time"
      >
        {label}
      </time>
    </Tooltip>
  );
}
