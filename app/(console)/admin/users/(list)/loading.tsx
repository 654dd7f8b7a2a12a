import { Skeleton, SkeletonHeader, SkeletonPage, SkeletonRows } from '@/components/ui/skeleton';

/** The shape of the list: header with its button, search and filters, rows. */
export default function Loading() {
  return (
    <SkeletonPage label="The people are being read">
      <SkeletonHeader hasAction />
      <div className="flex flex-wrap gap-2">
        <Skeleton className="h-[34px] w-60 rounded-md max-md:w-full" />
        <Skeleton className="h-8 w-96 max-w-full rounded-md" />
      </div>
      <SkeletonRows />
    </SkeletonPage>
  );
}
