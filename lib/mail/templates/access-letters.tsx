import { Action, Paragraph } from './letter-frame';
import type { Template } from './template';

const TROUBLE = 'Trouble with a key?';

/** To everybody who can answer a request for key management. */
export const accessRequested: Template = (read, { consoleUrl }) => ({
  subject: `${read('requesterName')} asks for permission to manage API keys`,
  question: TROUBLE,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        {`${read('requesterName')} (${read('requesterEmail')}) asks for permission to manage API keys. Key management is free of charge. The reason given:`}
      </Paragraph>
      <Paragraph>{read('reason')}</Paragraph>
      <Paragraph>An administrator grants or refuses it.</Paragraph>
      <Action href={`${consoleUrl}/admin/access-requests`}>Open access requests</Action>
    </>
  ),
});

/** To the person who asked. */
export const accessGranted: Template = (read, { consoleUrl }) => ({
  subject: 'You may manage API keys',
  question: TROUBLE,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>{`${read('answererName')} granted you permission to manage API keys.`}</Paragraph>
      <Note>{read('note')}</Note>
      <Paragraph>Set up MFA if you have not yet, then generate your first key on the User Control page.</Paragraph>
      <Action href={`${consoleUrl}/user-control`}>Open User Control</Action>
    </>
  ),
});

export const accessRefused: Template = (read, { consoleUrl }) => ({
  subject: 'Your request to manage API keys was not granted',
  question: TROUBLE,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>{`${read('answererName')} did not grant you permission to manage API keys.`}</Paragraph>
      <Note>{read('note')}</Note>
      <Paragraph>You can ask again on the User Control page.</Paragraph>
      <Action href={`${consoleUrl}/user-control`}>Open User Control</Action>
    </>
  ),
});

/** What the administrator wrote, where anything was. */
function Note({ children }: { children: string }) {
  return children === '' ? null : <Paragraph>{children}</Paragraph>;
}
