import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Field, inputClass } from '@/components/ui/field';

type CodeRowProps = { error: string | undefined; isBusy: boolean };

/** The code and its button in one row, so that the sentence of an error has the whole width below them. */
export function CodeRow({ error, isBusy }: CodeRowProps) {
  return (
    <Field label="Code" error={error}>
      {(control) => (
        <div className="flex gap-2 max-md:flex-wrap">
          <input
            type="text"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            autoCapitalize="off"
            spellCheck={false}
            required
            maxLength={9}
            {...control}
            className={cn(
              inputClass,
              'h-10 w-[172px] font-mono text-[18px] leading-6 font-medium tracking-[.12em] max-md:w-full',
            )}
          />
          <Button type="submit" variant="primary" busy={isBusy} className="h-10 max-md:w-full">
            Turn on MFA
          </Button>
        </div>
      )}
    </Field>
  );
}
