import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the list: header with its button, search, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="The tenants are being read">
      <SkeletonHeader hasAction />
      <div className="grid gap-3">
        <Skeleton className="ml-auto h-8 w-60 rounded-md max-md:w-full" />
        <SkeletonRows />
      </div>
    </SkeletonPage>
  );
}
