import type { ReactElement } from 'react';

/** What every template may use besides its own parameters. */
export type Setting = { consoleUrl: string };

/** Reads the parameters of the mail. @throws when one is missing */
export type Read = {
  (name: string): string;
  secret(): string;
  /** An instant parameter in the reader's zone. */
  time(name: string): string;
};

/** What a mail says, before the frame is put around it. */
export type Composed = {
  subject: string;
  body: ReactElement;
  /** Stands before the help-desk text: `Trouble with a key?` */
  question: string;
};

export type Template = (read: Read, setting: Setting) => Composed;
