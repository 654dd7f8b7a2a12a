'use client';

import { useFormStatus } from 'react-dom';
import { Button, type ButtonProps } from '@/components/ui/button';

type SubmitButtonProps = Omit<ButtonProps, 'type' | 'busy' | 'onClick'>;

/** Submits the form it stands in and shows that the form's action is running. */
export function SubmitButton({ variant = 'primary', ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return <Button {...rest} variant={variant} type="submit" busy={pending} />;
}
