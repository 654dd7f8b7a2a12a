import { SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the list: header, and rows. */
export default function Loading() {
  return (
    <SkeletonPage label="Access requests are being read">
      <SkeletonHeader />
      <SkeletonRows />
    </SkeletonPage>
  );
}
