import { TextField, type TextFieldProps } from '@/components/ui/text-field';
import type { KeyView } from '@/lib/keys/view';

type RenamedFieldProps = Omit<TextFieldProps, 'hint' | 'readOnly'> & { of: Pick<KeyView, 'may'> };

/** The name or the description of a key. Where policy forbids another it can be read, says why, and is not sent. */
export function RenamedField({ of: { may }, name, ...field }: RenamedFieldProps) {
  if (may.rename) return <TextField {...field} name={name} autoComplete="off" />;
  return <TextField {...field} readOnly hint="Your company’s key policy does not let keys be renamed." />;
}
