'use client';

import { COPY_FAILED, copyText } from '@/components/ui/copy-button';
import { MenuCode } from '@/components/ui/menu';
import { toastFailure, toastSuccess } from '@/components/ui/toast';
import type { KeyView } from '@/lib/keys/view';

type CodeItemProps = { of: Pick<KeyView, 'audience' | 'accessKey'> };

/** What the menu of a key ends with: the code to copy, which is the publishable key or the Access Key. */
export function CodeItem({ of: { audience, accessKey } }: CodeItemProps) {
  const label = audience === 'CLIENT' ? 'Publishable key' : 'Access Key';
  async function copy() {
    if (await copyText(accessKey)) toastSuccess(`${label} copied`);
    else toastFailure(COPY_FAILED);
  }
  return <MenuCode label={label} code={accessKey} onSelect={copy} />;
}
