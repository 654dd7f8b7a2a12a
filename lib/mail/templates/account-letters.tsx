import { Action, Aside, Paragraph } from './letter-frame';
import type { Template } from './template';

const CANNOT = 'Cannot sign in?';

export const passwordReset: Template = (read, { consoleUrl }) => ({
  subject: 'Choose a new password for Keydesk',
  question: CANNOT,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>Somebody asked for a new password for this address. If it was you, choose one now.</Paragraph>
      <Action href={`${consoleUrl}/reset-password/${read.secret()}`}>Choose a new password</Action>
      <Aside>{`The link is good once, until ${read.time('goodUntil')}. Your second step stays as it is.`}</Aside>
      <Aside>If it was not you, do nothing: your password has not changed.</Aside>
    </>
  ),
});

export const passwordResetStarted: Template = (read, { consoleUrl }) => ({
  subject: 'Choose a new password for Keydesk',
  question: CANNOT,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        An administrator of your company started a password reset for your account. Choose a new password now; nobody
        else sees it.
      </Paragraph>
      <Action href={`${consoleUrl}/reset-password/${read.secret()}`}>Choose a new password</Action>
      <Aside>
        {`The link is good once, until ${read.time('goodUntil')}. Until you use it your password stays as it is, and so does your second step.`}
      </Aside>
    </>
  ),
});

export const accountInvited: Template = (read, { consoleUrl }) => ({
  subject: `${read('inviterName')} invites you to Keydesk`,
  question: CANNOT,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        {`${read('inviterName')} invites you to Keydesk, where ${read('companyName')} keeps its API keys. Choose a password to begin.`}
      </Paragraph>
      <Action href={`${consoleUrl}/invite/${read.secret()}`}>Choose a password</Action>
      <Aside>{`The link is good once, until ${read.time('goodUntil')}.`}</Aside>
      <Aside>If you do not know what this is about, do nothing: without a password nobody can sign in as you.</Aside>
    </>
  ),
});

export const passwordChanged: Template = (read, { consoleUrl }) => ({
  subject: 'Your Keydesk password was changed',
  question: CANNOT,
  body: (
    <>
      <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
      <Paragraph>
        {`Your password was changed on ${read.time('at')}. Every other place where you were signed in is signed out.`}
      </Paragraph>
      <Action href={`${consoleUrl}/security`}>Open Security</Action>
      <Aside>{`If it was not you, choose a new password at once: ${consoleUrl}/forgot-password`}</Aside>
    </>
  ),
});

export const accountLocked: Template = (read, { consoleUrl }) => {
  const isCode = read('what') === 'code';
  const longest = isCode ? 'an hour' : 'a quarter of an hour';
  return {
    subject: 'Somebody tried to sign in to your Keydesk account',
    question: CANNOT,
    body: (
      <>
        <Paragraph>{`Hello ${read('personName')},`}</Paragraph>
        <Paragraph>
          {`Five tries in a row with a wrong ${read('what')} were made on your account, the last on ${read.time('at')}. Further tries have to wait, longer each time, and at most ${longest}.`}
        </Paragraph>
        <Paragraph>
          {isCode
            ? 'Whoever tried knows your password. If it was not you, choose a new one.'
            : 'If it was you, wait a moment and try again, or choose a new password. If it was not you, nothing else is needed: nobody got in.'}
        </Paragraph>
        <Action href={`${consoleUrl}/forgot-password`}>Choose a new password</Action>
      </>
    ),
  };
};
