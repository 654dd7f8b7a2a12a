'use client';

import { latePart, OnDemand, usePrepared } from '@/components/ui/on-demand';
import type { KeyDialogsProps } from './open-key-dialog';

const openKeyDialog = latePart(async () => (await import('./open-key-dialog')).OpenKeyDialog);

/** The one open dialog, if any. */
export function KeyDialogs(props: KeyDialogsProps) {
  usePrepared(openKeyDialog);
  const { current } = props.dialogs;
  return current === null ? null : <OnDemand of={openKeyDialog} given={{ ...props, current }} />;
}
