import { html, type Html, type Page } from './page.ts';

export type Consent = {
  readonly app: string;
  readonly scopes: readonly string[];
  /** The field that shows the form to be ours. */
  readonly token: Html;
  readonly action: string;
  readonly until: Date;
};

/** What an app will see and do if the person lets it, for how long, and how that is taken back. UK GDPR article 7 */
export const consentPage = ({ app, scopes, token, action, until }: Consent): Page => ({
  title: `Let ${app} act for you?`,
  leaves: true,
  body: html`
    <p><strong>${app}</strong> is an app. It is not part of Tributary. It asks for the following:</p>
    ${scopes.flatMap((scope) => explained(scope))}
    <div class="note">
      <p>
        If you allow it, it may do so until <strong>${day.format(until)}</strong>, whether or not you are using it. You
        can take this back at any time under “Apps” in your account: from then on it sees nothing new. What it has
        already copied stays with it.
      </p>
    </div>
    <form method="post" action="${action}">
      ${token}
      <button type="submit" name="answer" value="allow">Allow</button>
      <button type="submit" name="answer" value="deny" class="quiet">Do not allow</button>
    </form>
  `,
});

/** To somebody whom NHS login has not fully checked we show no record, and so none to an app of theirs. Domain reference §6 */
export const unprovenPage = (app: string, token: Html, action: string): Page => ({
  title: 'We do not know you well enough yet',
  leaves: true,
  body: html`
    <p>
      <strong>${app}</strong> asks to see your record. NHS login has not fully checked who you are, so we cannot show
      your record to you or to an app of yours. Prove your identity in your NHS login account, then start again.
    </p>
    <form method="post" action="${action}">
      ${token}
      <button type="submit" name="answer" value="deny">Go back to the app</button>
    </form>
  `,
});

export const noLongerOpen: Page = {
  title: 'This request has ended',
  body: html`<p>
    It was answered already, it has waited for too long, or it was begun in another browser. Nothing has been shared.
    Please go back to the app and start again.
  </p>`,
};

const explained = (scope: string): Html[] => {
  const words = plainWords.get(scope);
  if (words === undefined) return [];
  return [
    html`<h2>${words.title}</h2>
      <ul>
        ${words.lines.map((line) => html`<li>${line}</li>`)}
      </ul>`,
  ];
};

/** Domain reference §6: what each scope lets an app act as. */
const plainWords = new Map([
  [
    'PATIENT',
    {
      title: 'Your own health record',
      lines: [
        'See everything in your record that you can see yourself: test results, letters, appointments, medicines and the rest.',
        'Add to it and share it in your name.',
        'Do the same in the records of people you care for, as far as they let you.',
      ],
    },
  ],
  [
    'CLINICIAN',
    {
      title: 'The records of your patients',
      lines: [
        'See what you can see as a professional in your teams, and what patients have shared with you in person.',
        'Add to those records in your name. Each look is written into the patient’s access log under your name.',
      ],
    },
  ],
  [
    'TEAMCOORD',
    {
      title: 'Your work as a team coordinator',
      lines: ['Manage the patients and members of the teams that you coordinate, in your name.'],
    },
  ],
  ['openid', { title: 'Who you are', lines: ['Learn a number that stands for you here. It is not your NHS number.'] }],
]);

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/London' });
