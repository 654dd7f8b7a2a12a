import { notFound } from 'next/navigation';
import { personKeys } from './person-keys';

/** Asked before any skeleton is sent: somebody of another company is a page that is not there. */
export default async function PersonKeysLayout({ params, children }: LayoutProps<'/admin/users/[id]/keys'>) {
  const { id } = await params;
  if ((await personKeys(id)) === null) notFound();
  return children;
}
