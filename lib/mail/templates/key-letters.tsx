import { Action, Paragraph } from './letter-frame';
import type { Template } from './template';

const TROUBLE = 'Trouble with a key?';

/** S0: "…informing them that the API Key has been disabled and it will remind you to reactivate, regenerate or delete it". */
export const keyDisabled: Template = (read, { consoleUrl }) => ({
  subject: `Your API key ${read('keyName')} is disabled`,
  question: TROUBLE,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        {`Your API key ${read('keyName')} (${read('accessKey')}) has been disabled. Calls with it are refused.`}
      </Paragraph>
      <Paragraph>Reactivate it, regenerate it or delete it on the User Control (URC) page.</Paragraph>
      <Action href={`${consoleUrl}/user-control`}>Open User Control</Action>
    </>
  ),
});
