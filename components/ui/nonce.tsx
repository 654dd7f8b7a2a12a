'use client';

import { setNonce } from 'get-nonce';
import { type ReactNode, useState } from 'react';

/**
 * Gives the page's CSP nonce to the style tags that dialogs insert while they hold the scroll position.
 * It is set while rendering, because the first dialog may open before an effect would run.
 */
export function NonceProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  useState(() => {
    if (typeof window !== 'undefined') setNonce(nonce);
  });
  return children;
}
