import type { ReactNode } from 'react';

function Art({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 160 64"
      aria-hidden="true"
      className="h-16 w-40 fill-none stroke-current text-accent"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

/** A key whose blade is not cut yet. */
export function NoKeyArt() {
  return (
    <Art>
      <circle cx="42" cy="32" r="15" />
      <circle cx="38" cy="32" r="4.5" />
      <path d="M56 26.5h64l6 6-4 5.5H56" strokeDasharray="3.5 4" />
      <path d="M12 52h136" strokeOpacity=".35" />
    </Art>
  );
}

/** A key and the phone it waits for. */
export function SecondStepArt() {
  return (
    <Art>
      <circle cx="30" cy="32" r="15" />
      <circle cx="26" cy="32" r="4.5" />
      <path d="M44 26.5h38M44 38h4v4h6v-4h6v3h6v-3h16" />
      <rect x="98" y="8" width="30" height="48" rx="5" className="fill-accent-wash" />
      <path d="M109 50h8" />
      <path d="M113 18.5l8 2.8v6.2c0 5-3.4 8.3-8 10-4.6-1.7-8-5-8-10v-6.2z" />
      <path d="m109.8 28 2.3 2.3 4.2-4.3" />
    </Art>
  );
}

/** A key before a closed lock. */
export function NoPermissionArt() {
  return (
    <Art>
      <rect x="86" y="6" width="52" height="52" rx="6" className="fill-accent-wash" />
      <circle cx="112" cy="28" r="5.5" />
      <path d="M109.5 33 108 44h8l-1.5-11" />
      <circle cx="26" cy="32" r="13" />
      <circle cx="22.5" cy="32" r="4" />
      <path d="M38.5 27.5h28l4.5 4.5-3 4.5H60v3h-5v-3h-4v4h-5v-4h-7.5" />
    </Art>
  );
}
