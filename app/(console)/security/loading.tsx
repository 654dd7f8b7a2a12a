import { SkeletonCard, SkeletonHeader, SkeletonPage } from '@/components/ui/skeleton';

/** The shape of the security page: header, and a card. */
export default function Loading() {
  return (
    <SkeletonPage label="Your security is being read">
      <SkeletonHeader />
      <SkeletonCard lines={3} />
    </SkeletonPage>
  );
}
