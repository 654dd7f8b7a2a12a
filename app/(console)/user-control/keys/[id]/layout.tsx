import { notFound } from 'next/navigation';
import { MarkPage } from '@/components/shell/marked-page';
import { COMPANY_LIST } from './key-lists';
import { othersKey, ownKey } from './own-key';

/**
 * Asks whether there is such a key before anything of its page is sent: inside `loading.tsx` the answer would be "not found"
 * under the status 200, because the skeleton has gone out by then. For the same reason the list of keys has its own skeleton
 * in `(own)`, and not one around this page too.
 */
export default async function KeyLayout({ params, children }: LayoutProps<'/user-control/keys/[id]'>) {
  const { id } = await params;
  if ((await ownKey(id)) !== null) return children;
  if ((await othersKey(id)) === null) notFound();
  return (
    <>
      <MarkPage href={COMPANY_LIST.href} />
      {children}
    </>
  );
}
