import { TextField, type TextFieldProps } from './text-field';

type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'mono' | 'autoComplete'> & {
  autoComplete: 'current-password' | 'new-password';
};

/** A password field. `autoComplete` has no default: a password manager must know whether it fills or makes one. */
export function PasswordField(props: PasswordFieldProps) {
  return <TextField {...props} type="password" />;
}
